"""Time the second start of `./run`: from the command until the first page answers, everything being set up already.

The first start is made with `./run --setup-only` in a data folder of its own, so that the sample is there.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from benchmarks.browser import free_port
from benchmarks.report import Report

LIMIT_S, RUNS, PATIENCE_S = 5.0, 5, 60
PAGE = "/"
BETWEEN_S = 0.02


def environment(folder: str, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "MAYPOLE_ENV")}
    return {**kept, "MAYPOLE_DATA": folder, "PORT": str(port)}


def start(folder: str) -> tuple[float, bool]:
    """Start, wait for the first page and stop; return the seconds, and whether the page was a whole one."""
    port = free_port()
    begun = time.perf_counter()
    process = subprocess.Popen(
        ["./run"], env=environment(folder, port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        page = first_page(f"http://localhost:{port}{PAGE}", process, until=begun + PATIENCE_S)
        return time.perf_counter() - begun, b"</html>" in page
    finally:
        process.terminate()
        process.wait(30)


def first_page(address: str, process: subprocess.Popen[bytes], *, until: float) -> bytes:
    while time.perf_counter() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:
                return bytes(answer.read())
        except OSError:
            time.sleep(BETWEEN_S)
    raise RuntimeError(f"{address} does not answer.")


def main() -> None:
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        command = ["./run", "--setup-only"]
        begun = time.perf_counter()
        subprocess.run(command, env=environment(folder, free_port()), check=True, stdout=sys.stderr)
        report.say("start: first, with the packages there", time.perf_counter() - begun, "s")
        starts = [start(folder) for _ in range(RUNS)]
    is_whole = all(whole for _, whole in starts)
    report.say("start: second", statistics.median(taken for taken, _ in starts), "s", limit=LIMIT_S, same=is_whole)
    report.finish()


if __name__ == "__main__":
    main()
