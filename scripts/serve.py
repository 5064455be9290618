"""Start the web server, the worker and the clock, and stop them together. Needs no Django, so that it starts at once."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PATIENCE_S = 30
PORT = os.environ.get("PORT", "8000")
IN_PRODUCTION = os.environ.get("MAYPOLE_ENV") == "production"
ADDRESS = os.environ.get("MAYPOLE_URL") or f"http://localhost:{PORT}"


def commands() -> dict[str, list[str]]:
    """Return what runs side by side."""
    host = "0.0.0.0" if IN_PRODUCTION else "127.0.0.1"  # behind a proxy, in production
    server = [
        str(BIN / "granian"), "--interface", "wsgi", "--host", host, "--port", PORT, "--workers", "1",
        "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "maypole.config.wsgi:application",
    ]  # fmt: skip
    manage = [sys.executable, str(ROOT / "manage.py")]
    return {
        "server": server,
        "worker": [*manage, "db_worker", "--no-reload"],
        "clock": [*manage, "run_due", "--forever"],
    }


def main() -> int:
    """Run until one part ends or a signal comes, then end the others."""
    if is_taken(int(PORT)):
        print(f"Something else is at {ADDRESS} already. Stop it, or take another: PORT=8001 ./run", file=sys.stderr)
        return 1
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    parts = commands()
    running = {"server": subprocess.Popen(parts["server"], cwd=ROOT)}
    print(f"\nMaypole is at {ADDRESS}   (Ctrl+C stops it)\n", flush=True)
    try:
        # The page is what somebody waits for: worker and clock start once the server has answered.
        for name in ("worker", "clock"):
            wait_for_answer(running["server"])
            running[name] = subprocess.Popen(parts[name], cwd=ROOT)
            time.sleep(2)
        return watch(running)
    finally:
        stop(running.values())


def is_taken(port: int) -> bool:
    """Return whether somebody listens there: the server itself would share the port, and each answer half the visits."""
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(("127.0.0.1", port)) == 0


def wait_for_answer(server: "subprocess.Popen[bytes]") -> None:
    """Return once the server answers whatever it may be, has ended, or has taken too long."""
    until = time.monotonic() + PATIENCE_S
    while server.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health/", timeout=PATIENCE_S).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return


def watch(running: dict[str, "subprocess.Popen[bytes]"]) -> int:
    """Wait until a part ends by itself and say which."""
    while True:
        for name, process in running.items():
            if process.poll() is not None:
                print(f"The {name} stopped with status {process.returncode}, so everything stops.", file=sys.stderr)
                return process.returncode or 1
        time.sleep(0.5)


def stop(processes: "list[subprocess.Popen[bytes]]") -> None:
    """Ask each to end, and insist after ten seconds."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    sys.exit(main())
