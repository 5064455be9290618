"""Who told us of two periods: a panel. Lines are marked by it, and its figures are tied to those of which they are a part.

A panel is made of pairs (organisation, partnership): an organisation that worked in the same partnership both times.
Several panels may cut one period differently (the term before, the year after); what two of them leave between them is
a group, so that a reader who takes one from the other is reckoned with.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from maypole.evidence.disclosure import Cover, Subset
from maypole.outcomes.models import AcceptedLine

BOTH, ONCE = "both", "once"
COUNTED = ("children", "engagements", "schools")
Pair = tuple[str, str]


@dataclass(frozen=True)
class Panel:
    """The organisations that told us of `about` and of another period too."""

    about: str
    members: frozenset[Pair]

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr(sorted(self.members)).encode()).hexdigest()[:12]

    def measure(self, counted: str, which: str) -> str:
        """Return the name under which a figure of the panel (or of the others) is tied."""
        return f"@{self.about}:{counted}:{self.digest}:{which}"


@dataclass(frozen=True)
class Ties:
    """What holds between measures."""

    subsets: tuple[Subset, ...] = ()
    covers: tuple[Cover, ...] = ()
    companions: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: "Ties") -> "Ties":
        return Ties(self.subsets + other.subsets, self.covers + other.covers, self.companions + other.companions)


NO_TIES = Ties()


def pairs_of(lines: Iterable[AcceptedLine]) -> frozenset[Pair]:
    """Return which organisation told of work in which partnership."""
    return frozenset((str(one.organisation_id), one.partnership_id) for one in lines if one.partnership_id)


def marked(flat: pl.DataFrame, lines: Sequence[AcceptedLine], panels: Sequence[Panel]) -> pl.DataFrame:
    """Return flat lines with a column a panel, and the group that the panels together put each line in."""
    whose = [(str(one.organisation_id), one.partnership_id) for one in lines]
    columns = [[BOTH if pair in panel.members else ONCE for pair in whose] for panel in panels]
    groups = ["".join("1" if mark == BOTH else "0" for mark in marks) for marks in zip(*columns, strict=True)]
    named = [pl.Series(column_of(n), marks, dtype=pl.String) for n, marks in enumerate(columns)]
    return flat.with_columns(*named, pl.Series("group", groups, dtype=pl.String)) if panels else flat


def column_of(number: int) -> str:
    return f"panel_{number}"


def ties_of(measures: Iterable[str]) -> Ties:
    """Return how the figures of panels tie to the figures that they are part of, by their names alone."""
    names = set(measures)
    stems = sorted({name.rsplit(":", 1)[0] for name in names if name.startswith("@") and name.count(":") == 3})
    whole = {stem: _total(stem, names) for stem in stems}
    subsets = [
        Subset(f"{stem}:{which}", part_of)
        for stem in stems
        for which in (BOTH, ONCE)
        for part_of in (whole[stem], *_larger(stem, which))
    ]
    covers = tuple(
        Cover((f"{stem}:{BOTH}", f"{stem}:{ONCE}"), whole[stem], exact=_counted(stem) == "engagements")
        for stem in stems
    )
    companions = tuple(
        (f"{stem}:{which}", f"{_beside(stem, other)}:{which}")
        for stem in stems
        if _counted(stem) == "children"
        for other in COUNTED[1:]
        for which in (BOTH, ONCE)
    )
    return Ties(tuple(subsets), covers, companions)


def _counted(stem: str) -> str:
    return stem.split(":")[1]


def _beside(stem: str, counted: str) -> str:
    period, _, digest = stem.split(":")
    return f"{period}:{counted}:{digest}"


def _total(stem: str, names: set[str]) -> str:
    period, counted, _ = stem.split(":")
    return f"{period}:{counted}" if f"{period}:{counted}" in names else counted


def _larger(stem: str, which: str) -> list[str]:
    """Return what these figures are at most, of the same organisations: schools children, children engagements."""
    larger = {"schools": "children", "children": "engagements"}.get(_counted(stem))
    return [f"{_beside(stem, larger)}:{which}"] if larger else []


class Groups:
    """The groups into which several panels cut a period, each a mark a panel: `10` is in the first and not in the second.

    A group that is all of a panel, or all of its others, is the same figure and goes by that name.
    """

    def __init__(self, period: str, panels: Sequence[Panel], marks: Sequence[str]) -> None:
        self.period, self.panels, self.marks = period, panels, marks

    def inside(self, number: int, which: str) -> list[str]:
        return [marks for marks in self.marks if (marks[number] == "1") == (which == BOTH)]

    def sides(self) -> list[tuple[Panel, str, list[str]]]:
        """Return each panel and its others, with the groups that make them up."""
        return [
            (panel, which, inside)
            for number, panel in enumerate(self.panels)
            for which in (BOTH, ONCE)
            if (inside := self.inside(number, which))
        ]

    def measure(self, counted: str, marks: str) -> str:
        """Return the name of a group's figure."""
        same = (panel.measure(counted, which) for panel, which, inside in self.sides() if inside == [marks])
        return next(same, f"group {marks} of {self.period}: {counted}")

    def own(self) -> list[str]:
        """Return the groups that no panel is the same as."""
        known = [inside[0] for _, _, inside in self.sides() if len(inside) == 1]
        return [marks for marks in self.marks if marks not in known]

    def ties(self) -> Ties:
        """Return how groups make up each panel and its others, and how a group's own figures tie."""
        found = sum((self._parts(*side, counted) for side in self.sides() for counted in COUNTED), NO_TIES)
        pairs = [
            (self.measure(part, marks), self.measure(whole, marks))
            for marks in self.own()
            for part, whole in (("schools", "children"), ("children", "engagements"))
        ]
        beside = [
            (self.measure("children", marks), self.measure(other, marks))
            for marks in self.own()
            for other in COUNTED[1:]
        ]
        return found + Ties(subsets=tuple(Subset(*pair) for pair in pairs), companions=tuple(beside))

    def _parts(self, panel: Panel, which: str, inside: Sequence[str], counted: str) -> Ties:
        whole = panel.measure(counted, which)
        parts = tuple(self.measure(counted, marks) for marks in inside)
        if parts == (whole,):
            return NO_TIES
        cover = Cover(parts, whole, exact=counted == "engagements")
        return Ties(tuple(Subset(part, whole) for part in parts), (cover,))
