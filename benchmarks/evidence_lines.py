"""Lines that a bench of evidence prints, and the peers' own environment."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[1]
PEERS = ROOT / ".venv-bench"
REQUIREMENTS = ROOT / "requirements-bench.txt"
PEER_SECONDS = 900


class Lines:
    """Prints one JSON object a line, and remembers whether any was false."""

    def __init__(self):
        self.failed = False

    def line(
        self,
        name,
        value,
        unit,
        *,
        better="lower",
        limit=None,
        peer="",
        peer_value=None,
        needed=None,
        same=None,
        ok=None,
    ):
        """Print a line; ``needed`` is the ratio that the bar asks for, against the peer."""
        ratio = None
        if peer_value is not None and value:
            ratio = peer_value / value if better == "lower" else value / peer_value
            if needed is not None:
                limit = peer_value / needed if better == "lower" else peer_value * needed
        if ok is None and limit is not None and value is not None:
            ok = bool(value <= limit if better == "lower" else value >= limit)
        if peer and peer_value is None and needed is not None:
            ok = None
        elif same is False:
            ok = False
        self.failed |= ok is False
        print(
            json.dumps({
                "name": name, "value": _short(value), "unit": unit, "better": better, "limit": _short(limit), "peer": peer,
                "peer_value": _short(peer_value), "ratio": _short(ratio), "same_answer": same, "ok": ok,
            }), flush=True,
        )  # fmt: skip


def _short(value):
    return (
        float(f"{value:.5g}")
        if isinstance(value, (float, np.floating))
        else (int(value) if isinstance(value, np.integer) else value)
    )


def median_seconds(work, times=5):
    """Return the median time of several runs, and the last result."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        found = work()
        took.append(time.perf_counter() - begun)
    return statistics.median(took), found


def peers_are_there():
    """Make the peers' environment if it is not there; returns whether it is."""
    python = PEERS / "bin" / "python"
    ready = PEERS / "ready"
    if ready.exists():
        return True
    uv = pathlib.Path(sys.executable).with_name("uv")
    make = (
        [str(uv), "venv", "-q", "--clear", str(PEERS)]
        if uv.exists()
        else [sys.executable, "-m", "venv", "--clear", str(PEERS)]
    )
    if uv.exists():
        fill = [str(uv), "pip", "sync", "-q", "--require-hashes", "--python", str(python), str(REQUIREMENTS)]
    else:
        fill = [str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(REQUIREMENTS)]
    print("setting up the peers in .venv-bench …", file=sys.stderr)
    if subprocess.run(make, check=False).returncode or subprocess.run(fill, check=False).returncode:
        return False
    ready.touch()
    return True


def peer(job, repeats=3, **arrays):
    """Run a peer's job in its own process; returns its answer with the median ``seconds``, or None where it failed."""
    if not peers_are_there():
        return None
    took, answer = [], None
    with tempfile.TemporaryDirectory() as folder:
        given, found = f"{folder}/in.npz", f"{folder}/out.npz"
        np.savez(given, **arrays)
        for _ in range(repeats):
            command = [str(PEERS / "bin" / "python"), str(ROOT / "benchmarks" / "evidence_peers.py"), job, given, found]
            environment = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
            try:
                subprocess.run(
                    command, check=True, timeout=PEER_SECONDS, env=environment, capture_output=True, text=True
                )
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as wrong:
                print(f"peer {job}: {wrong}\n{getattr(wrong, 'stderr', '') or ''}"[-2000:], file=sys.stderr)
                return None
            with np.load(found) as saved:
                answer = {name: saved[name] for name in saved.files}
            took.append(float(answer["seconds"]))
            if sum(took) > 30:
                break
    answer["seconds"] = statistics.median(took)
    return answer


def megabytes_of(code):
    """Run code in a fresh process; returns (its printed JSON, peak MB)."""
    tail = "\nimport json\nfrom benchmarks.evidence_peers import peak_megabytes\nprint(json.dumps([result, peak_megabytes()]))"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code + tail], capture_output=True, text=True, env=environment, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])
