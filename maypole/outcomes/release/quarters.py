"""An organisation beside the others: the quarters of a partnership in bands, kept only where nobody in them can be told.

A band holds five numbers at least, or a tenth of the figure. Whoever is one of the organisations knows its own figure,
and the total that is published; let it even know who stands in which place. Each of the others must still be able to be
any of five numbers, over a twentieth of its figure. Of children, no band may say that there were fewer than five.
"""

from collections.abc import Sequence
from itertools import count
from math import ceil

from maypole.evidence.disclosure import Policy

FEWEST = 6
PARTS = (1, 2, 3)
LEAST_STEP, TENTH, TWENTIETH = 5, 10, 20
Band = tuple[int, int]


def quarters_of(values: Sequence[int], *, are_children: bool = False) -> list[Band]:
    """Return the bands of the quarter, the middle and the three quarters; nothing where somebody could be told."""
    ordered = sorted(values)
    if len(ordered) < FEWEST or ordered[-1] > Policy().dominance * sum(ordered):
        return []
    places = [ceil(len(ordered) * part / 4) - 1 for part in PARTS]
    bands = [band_of(ordered[place]) for place in places]
    if are_children and bands[0][0] < Policy().threshold:
        return []
    return bands if _is_safe(ordered, dict(zip(places, bands, strict=True))) else []


def band_of(value: int) -> Band:
    """Return the band of a figure: as wide as the first of 5, 10, 20, 50, 100… that is a tenth of it."""
    steps = (LEAST_STEP * factor * 10**power for power in count() for factor in (1, 2, 4))
    step = next(one for one in steps if one * TENTH > value)
    first = value // step * step
    return first, first + step - 1


def _is_safe(ordered: Sequence[int], known: dict[int, Band]) -> bool:
    """Return whether each of them, to each of the others, can still be many numbers."""
    ranges = [_range(place, ordered, known) for place in range(len(ordered))]
    least, most, total = sum(low for low, _ in ranges), sum(high for _, high in ranges), sum(ordered)
    for attacker, own in enumerate(ordered):
        for other, (low, high) in enumerate(ranges):
            if other == attacker:
                continue
            rest = total - own
            lowest = max(low, rest - (most - ranges[attacker][1] - high))
            highest = min(high, rest - (least - ranges[attacker][0] - low))
            if highest - lowest + 1 < max(Policy().width, ordered[other] / TWENTIETH):
                return False
    return True


def _range(place: int, ordered: Sequence[int], known: dict[int, Band]) -> Band:
    """Return what is told of whoever stands in a place: the band there, or between the bands around it."""
    if place in known:
        return known[place]
    below = [band[0] for at, band in known.items() if at < place]
    above = [band[1] for at, band in known.items() if at > place]
    return max(below, default=0), min(above, default=sum(ordered))
