"""The pages on methods that stand in docs/methods, as text."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "docs" / "methods"
NAME = re.compile(r"^[a-z][a-z0-9-]*$")
HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
QUESTION = re.compile(r"^## The question\n(.+)$", re.MULTILINE)
ROW = re.compile(r"^\| ([^|]+) \| (\[.+\.md\)) \|$", re.MULTILINE)
PAGE = re.compile(r"\(([a-z0-9-]+)\.md\)")
NOT_METHODS = ("README", "bars")


@dataclass(frozen=True)
class Method:
    """A method: its slug, its title and the question it answers."""

    slug: str
    title: str
    question: str


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


def methods_by_what_is_asked() -> list[tuple[str, list[Method]]]:
    """Return the methods in the groups and the order of their list, docs/methods/README.md."""
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    return [(asked, [_method(slug) for slug in PAGE.findall(links)]) for asked, links in ROW.findall(listed)]


def _method(slug: str) -> Method:
    text = method_text(slug)
    question = QUESTION.search(text)
    return Method(slug, title_of(text), question[1] if question else "")


def title_of(text: str) -> str:
    found = HEADING.search(text)
    return found[1] if found else ""
