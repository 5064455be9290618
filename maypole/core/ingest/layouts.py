"""How a list may be laid out: our name of each column, and the titles that publishers give it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SPACE = re.compile(r"[\s_\u00a0\ufeff]+")


def plain(title: object) -> str:
    """Return a column's title as it is compared: lower case, one space where there was a line break or underscore."""
    return SPACE.sub(" ", str(title or "")).strip().lower()


def named(heading: Sequence[object]) -> list[str]:
    """Return the titles of a heading, each once: a second "Email" is "Email (2)", an empty one goes by its column."""
    taken: Counter[str] = Counter()
    titles = []
    for at, title in enumerate(heading, start=1):
        text = " ".join(str(title or "").split()) or f"Column {at}"
        taken[plain(text)] += 1
        titles.append(text if taken[plain(text)] == 1 else f"{text} ({taken[plain(text)]})")
    return titles


@dataclass(frozen=True)
class Layout:
    """Columns by our name, each with the titles (regular expressions over plain titles) that it goes by."""

    name: str
    columns: Mapping[str, Sequence[str]]
    required: frozenset[str] = field(default_factory=frozenset)

    def places(self, heading: Sequence[object]) -> dict[str, int]:
        """Return where in this heading each of our columns stands; the first title that fits wins."""
        titles = [plain(title) for title in named(heading)]
        places = {name: place_of(patterns, titles) for name, patterns in self.columns.items()}
        return {name: at for name, at in places.items() if at is not None}

    def missing(self, heading: Sequence[object]) -> list[str]:
        """Return the required columns that this heading lacks, by the title we would know them by."""
        found = self.places(heading)
        return [readable(self.columns[name][0]) for name in self.columns if name in self.required and name not in found]


def place_of(patterns: Sequence[str], titles: Sequence[str]) -> int | None:
    """Return where the first of these patterns that fits any title stands."""
    return next((n for pattern in patterns for n, title in enumerate(titles) if re.fullmatch(pattern, title)), None)


def layout(name: str, /, *, required: str, **columns: str | Sequence[str]) -> Layout:
    """Make a layout; `required` names columns with spaces between them."""
    patterns = {key: (titles,) if isinstance(titles, str) else tuple(titles) for key, titles in columns.items()}
    return Layout(name, patterns, frozenset(required.split()))


def readable(pattern: str) -> str:
    """Return a pattern as a title that a person can look for."""
    text = re.sub(r"\\d\\d|\\d\{2\}", "24", pattern)
    return re.sub(r"[\\()?]", "", text.split("|")[0]) if "|" in text else text.replace("\\", "")
