"""Counts of children by what they said before and after, as they are typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from maypole.outcomes.answers import UnreadableAnswer, read_answer
from maypole.outcomes.frameworks import AnswerKind, Framework, Question

Point = tuple[int, str]
ONCE = {"only_before": "Answered before only", "only_after": "Answered after only"}
COUNT = Question("count", "Children", AnswerKind.WHOLE, "", unit="children")


@dataclass
class GridForm:
    """A posted grid of one statement, read; errors by the name of the field."""

    posted: Mapping[str, str]
    framework: Framework
    errors: dict[str, str] = field(default_factory=dict)

    def counts(self) -> list[list[int]]:
        """Return points x points, before down and after across; look at `errors` before they are kept."""
        points = self.framework.points
        return [[self._count(_name(one, other), _label(one, other)) for other in points] for one in points]

    def single(self, name: str) -> int:
        """Return how many answered once only."""
        return self._count(name, ONCE[name])

    def _count(self, name: str, label: str) -> int:
        typed = self.posted.get(name, "")
        try:
            value = read_answer(COUNT, typed).value
        except UnreadableAnswer as error:
            self.errors[name] = f"{label}: {error}"
            return 0
        return int(value) if isinstance(value, int | float) else 0


def _name(before: Point, after: Point) -> str:
    return f"cell-{before[0]}-{after[0]}"


def _label(before: Point, after: Point) -> str:
    return f"{before[1]} before, {after[1].lower()} after"


def cells_of(
    framework: Framework, counts: Sequence[Sequence[int]], posted: Mapping[str, str], errors: Mapping[str, str]
) -> list[dict[str, object]]:
    """Return the rows of a grid for a page: what was typed, else what is kept, and whether it could not be read."""
    rows: list[dict[str, object]] = []
    for i, before in enumerate(framework.points):
        cells = []
        for j, after in enumerate(framework.points):
            name, kept = _name(before, after), str(counts[i][j]) if counts and counts[i][j] else ""
            cells.append({
                "name": name, "value": posted.get(name, kept), "label": _label(before, after), "after": after[1],
                "is_wrong": name in errors,
            })  # fmt: skip
        rows.append({"words": before[1], "cells": cells})
    return rows
