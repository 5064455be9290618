"""Read an indicator from its YAML, and say in words what is wrong with one."""

import inspect
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from maypole.atlas.indicators.indicator import Adding, Direction, Family, Formula, Indicator
from maypole.atlas.measures import MEASURES

WORDS = (
    "title", "question", "why", "numerator", "denominator", "unit", "source", "licence", "method", "checked_by",
)  # fmt: skip
NEEDED = (*WORDS, "family", "direction", "formula", "area", "datasets", "reviewed_on", "review_by")
Kind = TypeVar("Kind", bound=StrEnum)
ALLOWED = {*NEEDED, "decimals", "needs_point", "each"}


class InvalidIndicator(Exception):
    """The file is no indicator; says which file and what to do."""


def read_indicators(path: Path) -> list[Indicator]:
    """Return the indicators of a file: one, or one for each value under `each`. Raises InvalidIndicator."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InvalidIndicator(f"{path.name}: this is not YAML: {error}") from error
    if not isinstance(data, dict):
        raise InvalidIndicator(f"{path.name}: begin with title, question, family and formula")
    return list(indicators_of(path.stem, data))


def indicators_of(slug: str, data: dict[str, Any]) -> Iterator[Indicator]:
    """Yield the indicators that these values describe. Raises InvalidIndicator naming the slug."""
    _keys(slug, data)
    for ending, words in _each(slug, data):
        yield _indicator(f"{slug}-{ending}" if ending else slug, _filled(data, words))


def _keys(slug: str, data: dict[str, Any]) -> None:
    missing = [key for key in NEEDED if data.get(key) in (None, "")]
    if missing:
        raise InvalidIndicator(f"{slug}: say {', '.join(missing)} too")
    unknown = sorted(set(data) - ALLOWED)
    if unknown:
        raise InvalidIndicator(f"{slug}: {unknown[0]!r} is unknown; use {', '.join(sorted(ALLOWED))}")
    for key in ("reviewed_on", "review_by"):
        if not isinstance(data[key], date):
            raise InvalidIndicator(f"{slug}: {key} is {data[key]!r}; write a date like 2026-11-22")


def _each(slug: str, data: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the ending of each slug with the words that fill its text."""
    each = data.get("each")
    if each is None:
        return [("", {})]
    if not isinstance(each, list) or not all(isinstance(one, dict) and "as" in one for one in each):
        raise InvalidIndicator(f"{slug}: each is a list, and each of its lines says as: and what stands in braces")
    return [(str(one["as"]), one) for one in each]


def _filled(data: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    """Return the values with {name} replaced by what stands under each; a number stays one where it stands alone."""
    return {key: _fill(value, words) for key, value in data.items() if key != "each"}


def _fill(value: Any, words: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: _fill(one, words) for key, one in value.items()}
    if not isinstance(value, str):
        return value
    if value.startswith("{") and value.endswith("}") and value[1:-1] in words:
        return words[value[1:-1]]
    for name, word in words.items():
        value = value.replace(f"{{{name}}}", str(word))
    return value


def _indicator(slug: str, data: dict[str, Any]) -> Indicator:
    return Indicator(
        slug=slug,
        family=_one_of(slug, "family", data["family"], Family),
        direction=_one_of(slug, "direction", data["direction"], Direction),
        area=_one_of(slug, "area", data["area"], Adding),
        formula=formula_of(slug, data["formula"]),
        decimals=int(data.get("decimals", 0)),
        needs_point=bool(data.get("needs_point", False)),
        datasets=tuple(data["datasets"]),
        reviewed_on=data["reviewed_on"],
        review_by=data["review_by"],
        **{key: _text(data[key]) for key in WORDS},
    )


def _text(value: object) -> str:
    words = " ".join(str(value).split())
    return words[:1].upper() + words[1:] if " " in words else words


def _one_of(slug: str, key: str, value: object, kind: type[Kind]) -> Kind:
    if value not in list(kind):
        raise InvalidIndicator(f"{slug}: {key} is {value!r}; use one of {', '.join(kind)}")
    return kind(str(value))


def formula_of(slug: str, data: object) -> Formula:
    """Return a formula whose measure exists and takes what it is given. Raises InvalidIndicator."""
    if not isinstance(data, dict) or not isinstance(data.get("measure"), str):
        raise InvalidIndicator(f"{slug}: formula needs measure:, one of {', '.join(sorted(MEASURES))}")
    given = {key: value for key, value in data.items() if key != "measure"}
    name = data["measure"]
    if name not in MEASURES:
        raise InvalidIndicator(
            f"{slug}: formula: there is no measure {name!r}; there are {', '.join(sorted(MEASURES))}"
        )
    try:
        inspect.signature(MEASURES[name]).bind(None, **given)
    except TypeError as error:
        raise InvalidIndicator(f"{slug}: formula: {name} {error}; see maypole/atlas/measures") from error
    return Formula(name, given)
