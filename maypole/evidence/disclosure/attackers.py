"""The four readers that a release must withstand, each as limits on what a withheld cell may be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maypole.evidence.disclosure.tables import NO_LIMIT, BoolArray, IntArray

STRANGER, READER, INSIDER, CONTRIBUTOR = "stranger", "reader", "insider", "contributor"


@dataclass(frozen=True)
class Attacker:
    """What one kind of reader knows beforehand of each cell, and how wide its guess must stay.

    low, high    (cells,)    limits it knows; ``NO_LIMIT`` where it knows none
    need         whole numbers that must stay possible
    """

    name: str
    low: IntArray
    high: IntArray
    need: int


@dataclass(frozen=True)
class Knowledge:
    """What the attackers can know besides the published tables, (cells,) each; None where nobody can.

    zeros_printed   cells where a zero would have been printed, so that a withheld one is at least 1
    small           cells known to be small
    not_small       cells known to be withheld beside others, and so neither zero nor small
    largest         the largest figure of one contributor
    """

    zeros_printed: BoolArray | None = None
    small: BoolArray | None = None
    not_small: BoolArray | None = None
    largest: IntArray | None = None


def attackers(
    size: int, knowledge: Knowledge, *, threshold: int, width: int, told_width: int, gap: int
) -> list[Attacker]:
    """Return the attackers that this knowledge makes possible.

    1 ``stranger`` knows that counts are not negative; 2 ``reader`` knows that zeros are printed; 3 ``insider`` can
    tell small cells from those withheld beside them; 4 ``contributor`` knows every line of one organisation or
    school. The fourth is given the largest line in every cell at once, which is more than any one contributor has;
    a guess of 2 * gap + 2 numbers cannot be within the gap of them all.
    """
    nothing = np.zeros(size, dtype=np.int64)
    free = np.full(size, NO_LIMIT, dtype=np.int64)
    found = [Attacker(STRANGER, nothing, free, width)]
    printed = nothing if knowledge.zeros_printed is None else knowledge.zeros_printed.astype(np.int64)
    if knowledge.zeros_printed is not None:
        found.append(Attacker(READER, printed, free, width))
    if knowledge.small is not None and knowledge.not_small is not None:
        low = np.where(knowledge.not_small, threshold, np.where(knowledge.small, 1, printed))
        high = np.where(knowledge.small, threshold - 1, free)
        found.append(Attacker(INSIDER, low, high, told_width))
    if knowledge.largest is not None:
        found.append(Attacker(CONTRIBUTOR, np.maximum(printed, knowledge.largest), free, 2 * gap + 2))
    return found


def implied_by(weaker: Attacker, stronger: Attacker) -> bool:
    """Say whether whatever withstands the stronger attacker withstands the weaker: it knows no more and asks no more."""
    knows_less = (weaker.low <= stronger.low).all() and (weaker.high >= stronger.high).all()
    return bool(knows_less and weaker.need <= stronger.need)


def strongest_first(found: list[Attacker]) -> list[Attacker]:
    """Return the attackers in an order in which each comes before those whom it implies."""
    return sorted(found, key=lambda a: (a.need, int(a.low.sum()), -int(np.minimum(a.high, 1000).sum())), reverse=True)
