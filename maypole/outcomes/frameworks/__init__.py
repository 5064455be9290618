"""The frameworks that returns are made of: one YAML file a version, found in this folder."""

from functools import cache
from pathlib import Path

from maypole.outcomes.frameworks.framework import NOT_KNOWN, AnswerKind, Framework, Part, Question
from maypole.outcomes.frameworks.reading import InvalidFramework, framework_of, read_framework

__all__ = [
    "NOT_KNOWN", "AnswerKind", "Framework", "InvalidFramework", "Part", "Question", "all_frameworks", "framework_named",
    "framework_of", "latest", "read_framework",
]  # fmt: skip

FOLDER = Path(__file__).parent


@cache
def all_frameworks() -> dict[str, Framework]:
    """Return every version of every framework by its key, oldest version first."""
    found = [read_framework(path) for path in FOLDER.glob("*.yaml")]
    return {one.key: one for one in sorted(found, key=lambda one: (one.slug, one.version))}


def framework_named(key: str) -> Framework:
    """Return a version. Raises KeyError where its file is gone."""
    return all_frameworks()[key]


def latest(slug: str) -> Framework:
    """Return the newest version of a framework. Raises KeyError where there is none."""
    versions = [one for one in all_frameworks().values() if one.slug == slug]
    if not versions:
        raise KeyError(slug)
    return versions[-1]
