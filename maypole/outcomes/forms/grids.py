"""Counts of children by what they said before and after, as they are typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from maypole.outcomes.answers import UnreadableAnswer, read_answer
from maypole.outcomes.frameworks import AnswerKind, Framework, Question

COUNT = Question("count", "Children", AnswerKind.WHOLE, "", unit="children")


@dataclass
class GridForm:
    """A posted grid of one statement, read; errors by the name of the field."""

    posted: Mapping[str, str]
    framework: Framework
    errors: dict[str, str] = field(default_factory=dict)

    def counts(self) -> list[list[int]]:
        """Return points x points, before down and after across; look at `errors` before they are kept."""
        points = [number for number, _ in self.framework.points]
        return [[self._count(f"cell-{before}-{after}") for after in points] for before in points]

    def single(self, name: str) -> int:
        """Return how many answered once only."""
        return self._count(name)

    def _count(self, name: str) -> int:
        typed = self.posted.get(name, "")
        try:
            value = read_answer(COUNT, typed).value
        except UnreadableAnswer as error:
            self.errors[name] = str(error)
            return 0
        return int(value) if isinstance(value, int | float) else 0


def cells_of(
    framework: Framework, counts: Sequence[Sequence[int]], posted: Mapping[str, str]
) -> list[dict[str, object]]:
    """Return the rows of a grid for a page: what was typed, else what is kept."""
    rows: list[dict[str, object]] = []
    for i, (before, words) in enumerate(framework.points):
        cells = []
        for j, (after, across) in enumerate(framework.points):
            name = f"cell-{before}-{after}"
            kept = str(counts[i][j]) if counts and counts[i][j] else ""
            cells.append(
                {"name": name, "value": posted.get(name, kept), "label": f"{words} before, {across.lower()} after"}
            )
        rows.append({"words": words, "cells": cells})
    return rows
