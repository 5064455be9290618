"""Chromium for the benchmarks, and Maypole served beside it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

FLAGS = (
    "--no-sandbox --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS.split())
        yield browser
        browser.close()


@contextmanager
def served(environment: dict[str, str], command: list[str], port: int, path: str = "/") -> Iterator[str]:
    """Run a server until the end of the block; yield its address once it answers."""
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://localhost:{port}"
    try:
        wait_for(address + path, process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address: str, process: subprocess.Popen, seconds: int = 60) -> None:
    for _ in range(seconds * 4):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            if process.poll() is not None:
                raise RuntimeError(f"The server of {address} stopped.") from None
            time.sleep(0.25)
    raise RuntimeError(f"{address} does not answer.")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def production(folder: str, port: int) -> dict[str, str]:
    """Return the settings of a site as it is put before the public: no debugging, its files hashed and compressed."""
    return {
        "MAYPOLE_ENV": "production",
        "MAYPOLE_HOSTS": "localhost",
        "MAYPOLE_URL": f"http://localhost:{port}",
        "MAYPOLE_DATA": folder,
        "PORT": str(port),
    }


def collect_static(environment: dict[str, str]) -> None:
    """Hash and compress what the browser is sent, as a deployment does once."""
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(command, env={**os.environ, **environment}, check=True, stdout=sys.stderr)


def maypole_command(port: int) -> list[str]:
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "maypole.config.wsgi:application",
        "--port",
        str(port),
    ]
