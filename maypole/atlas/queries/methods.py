"""The pages on methods that stand in docs/methods, as text."""

import re
from pathlib import Path

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "docs" / "methods"
NAME = re.compile(r"^[a-z][a-z0-9-]*$")
HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
NOT_METHODS = ("README", "bars")


class NoMethod(KeyError):
    """There is no page on this method."""


def method_text(slug: str) -> str:
    """Return the Markdown of a method. Raises NoMethod."""
    path = FOLDER / f"{slug}.md"
    if not NAME.match(slug) or slug in NOT_METHODS or not path.is_file():
        raise NoMethod(slug)
    return path.read_text(encoding="utf-8")


def method_figure(name: str) -> bytes:
    """Return the drawing of a method. Raises NoMethod."""
    path = FOLDER / "figures" / f"{name}.svg"
    if not NAME.match(name) or not path.is_file():
        raise NoMethod(name)
    return path.read_bytes()


def all_methods() -> list[tuple[str, str]]:
    """Return the slug and title of each method, by title."""
    found = [
        (path.stem, path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.md") if path.stem not in NOT_METHODS
    ]
    return sorted(((slug, title_of(text)) for slug, text in found), key=lambda one: one[1])


def title_of(text: str) -> str:
    found = HEADING.search(text)
    return found[1] if found else ""
