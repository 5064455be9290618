"""Read a framework from its YAML, and say in words what is wrong with one."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from maypole.outcomes.frameworks.framework import AnswerKind, Framework, Part, Question

KINDS = ("return", "scale", "grid")
NEEDED = ("slug", "version", "kind", "title", "asks", "why", "source", "checked_by", "reviewed_on", "review_by")
QUESTION_KEYS = {"slug", "title", "kind", "why", "unit", "guidance", "categories", "part_of", "short"}


class InvalidFramework(Exception):
    """The file is no framework; says which file, which question and what to do."""


def read_framework(path: Path) -> Framework:
    """Return the framework of a file. Raises InvalidFramework."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InvalidFramework(f"{path.name}: this is not YAML: {error}") from error
    if not isinstance(data, dict):
        raise InvalidFramework(f"{path.name}: begin with slug, version, kind and title")
    framework = framework_of(data, path.name)
    if path.stem != framework.key:
        raise InvalidFramework(f"{path.name}: name this file {framework.key}.yaml, after its slug and version")
    return framework


def framework_of(data: dict[str, Any], where: str) -> Framework:
    """Return the framework that these values describe. Raises InvalidFramework naming `where`."""
    missing = [key for key in NEEDED if not data.get(key)]
    if missing:
        raise InvalidFramework(f"{where}: say {', '.join(missing)} too")
    if data["kind"] not in KINDS:
        raise InvalidFramework(f"{where}: kind is {data['kind']!r}; use one of {', '.join(KINDS)}")
    for key in ("reviewed_on", "review_by"):
        if not isinstance(data[key], date):
            raise InvalidFramework(f"{where}: {key} is {data[key]!r}; write a date like 2026-11-22")
    parts = parts_of(data.get("parts") or {}, where)
    points = tuple((int(number), str(words)) for number, words in (data.get("points") or {}).items())
    statements = tuple((str(slug), str(words)) for slug, words in (data.get("statements") or {}).items())
    if data["kind"] == "return" and not parts.get(Part.LINE):
        raise InvalidFramework(f"{where}: a return asks something of each line; add parts: line")
    if data["kind"] != "return" and (len(points) < 2 or not statements):
        raise InvalidFramework(f"{where}: a {data['kind']} needs points (two or more) and statements")
    said = {key: data[key] for key in NEEDED}
    return Framework(**said, parts=parts, points=points, statements=statements)


def parts_of(data: dict[str, Any], where: str) -> dict[Part, tuple[Question, ...]]:
    """Return the questions by what they are asked about."""
    parts: dict[Part, tuple[Question, ...]] = {}
    for name, questions in data.items():
        if name not in list(Part):
            raise InvalidFramework(f"{where}: part {name!r} is unknown; use {', '.join(Part)}")
        asked = tuple(question_of(one, f"{where}, {name}, question {n}") for n, one in enumerate(questions, start=1))
        slugs = [question.slug for question in asked]
        twice = {slug for slug in slugs if slugs.count(slug) > 1}
        if twice:
            raise InvalidFramework(f"{where}, {name}: {sorted(twice)[0]!r} is asked twice")
        for question in asked:
            if question.part_of and question.part_of not in slugs:
                raise InvalidFramework(
                    f"{where}, {name}: {question.slug} is part of {question.part_of!r}, not asked here"
                )
        parts[Part(name)] = asked
    return parts


def question_of(data: dict[str, Any], where: str) -> Question:
    """Return one question. Raises InvalidFramework naming `where`."""
    unknown = set(data) - QUESTION_KEYS
    if unknown:
        raise InvalidFramework(f"{where}: {sorted(unknown)[0]!r} is unknown; use {', '.join(sorted(QUESTION_KEYS))}")
    missing = [key for key in ("slug", "title", "kind", "why") if not data.get(key)]
    if missing:
        raise InvalidFramework(f"{where}: say {', '.join(missing)} too")
    if data["kind"] not in list(AnswerKind):
        raise InvalidFramework(f"{where}: kind is {data['kind']!r}; use one of {', '.join(AnswerKind)}")
    kind = AnswerKind(data["kind"])
    categories = tuple((str(slug), str(words)) for slug, words in (data.get("categories") or {}).items())
    if (kind == AnswerKind.CHOICE) != bool(categories):
        raise InvalidFramework(f"{where}: categories belong to a choice, and a choice needs them")
    if kind in (AnswerKind.MONEY, AnswerKind.NUMBER, AnswerKind.WHOLE) and not data.get("unit"):
        raise InvalidFramework(f"{where}: a number needs its unit")
    return Question(
        slug=str(data["slug"]),
        title=str(data["title"]),
        kind=kind,
        why=str(data["why"]).strip(),
        unit=str(data.get("unit", "")),
        guidance=str(data.get("guidance", "")).strip(),
        categories=categories,
        part_of=str(data.get("part_of", "")),
        is_short=bool(data.get("short", False)),
    )
