"""Inequality in one sentence with its interval and its direction, and the curve behind it with its table."""

import math
from dataclasses import dataclass

from maypole.atlas.queries.inequality import FIFTHS, Inequality, NoInequality

ORDINALS = ("First fifth", "First two fifths", "First three fifths", "First four fifths")
LEFT, TOP, SIDE = 70.0, 40.0, 400.0
WIDE = 500.0
AXIS = tuple((round(LEFT + WIDE * n / 5), round(TOP + SIDE * (1 - n / 5)), 20 * n) for n in range(6))
LEVEL, CERTAIN = 0.005, 1.96
TURNED = {True: "then pupils in more deprived places had more, now those in less deprived ones have",
          False: "then pupils in less deprived places had more, now those in more deprived ones have"}  # fmt: skip
MEANING = "Zero would be even; above zero, pupils in less deprived places had more; below zero, those in more deprived places."
WHERE = {True: "Reached pupils attend schools in less deprived places.",
         False: "Reached pupils attend schools in more deprived places."}  # fmt: skip


@dataclass(frozen=True)
class Evenness:
    """What the page says of inequality. `why` stands alone where nothing can be said."""

    heading: str = ""
    lead: str = ""
    index: str = ""
    interval: str = ""
    meaning: str = ""
    change: str = ""
    rows: tuple[tuple[str, str, str], ...] = ()
    line: str = ""
    area: str = ""
    marks: tuple[tuple[float, float], ...] = ()
    axis: tuple[tuple[int, int, int], ...] = AXIS
    schools: int = 0
    why: str = ""


def evenness(now: Inequality | NoInequality, before: Inequality | NoInequality) -> Evenness:
    """Return the sentence, the interval, the change since the year before, and the curve."""
    if isinstance(now, NoInequality):
        return Evenness(why=now.why)
    share = round(100 * now.shares[0])
    points = [_at(x, y) for x, y in now.curve]
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return Evenness(
        heading=f"The fifth of pupils in the most deprived places had {share} of every 100 chances.",
        lead=f"If chances were even they would have had 20. {_where(now)}",
        index=signed(now.index.value),
        interval=interval_in_words(now),
        meaning=MEANING,
        change=change_in_words(now, before),
        rows=tuple(
            (words, f"{100 * share:.0f}%", f"{100 * even:.0f}%")
            for words, share, even in zip(ORDINALS, now.shares, FIFTHS, strict=True)
        ),
        line=line,
        area=f"{line}L{points[0][0]:.1f} {points[0][1]:.1f}z",
        marks=tuple(_at(x, y) for x, y in zip(FIFTHS, now.shares, strict=True)),
        schools=now.schools,
    )


def _at(pupils: float, times: float) -> tuple[float, float]:
    return LEFT + WIDE * pupils, TOP + SIDE * (1 - times)


def _where(found: Inequality) -> str:
    """Return in whose favour it is, unless the interval holds zero: then nobody can tell."""
    low, high = found.index.low, found.index.high
    if low is not None and high is not None and low <= 0 <= high:
        return "So far it cannot be told from even."
    return "That is about even." if abs(found.index.value) < LEVEL else WHERE[found.index.value > 0]


def signed(value: float) -> str:
    """Return a figure with its sign: +0.22, −0.07, 0.00."""
    text = f"{abs(value):.2f}"
    return text if text == "0.00" else f"{'+' if value > 0 else '−'}{text}"


def interval_in_words(found: Inequality) -> str:
    index = found.index
    if index.low is None or index.high is None:
        return index.why_not
    return f"{signed(index.low)} to {signed(index.high)}"


def change_in_words(now: Inequality, before: Inequality | NoInequality) -> str:
    """Return how it changed since the same terms a year before; "changed", never "because of"."""
    if isinstance(before, NoInequality):
        return "Of the same terms a year before nothing can be said: " + before.why[0].lower() + before.why[1:]
    return f"In the same terms a year before it was {signed(before.index.value)}. {_direction(now, before)}"


def _direction(now: Inequality, before: Inequality) -> str:
    was, is_now = before.index.value, now.index.value
    if abs(is_now - was) < LEVEL:
        return "It has hardly changed; we cannot say why."
    if was * is_now < 0 and min(abs(was), abs(is_now)) >= LEVEL:
        return f"It has turned: {TURNED[is_now > 0]}; we cannot say why."
    how = "more even" if abs(is_now) < abs(was) else "less even"
    if is_within_chance(now, before):
        return f"That looks {how} now, but a difference so small may be chance."
    return f"It has become {how}; we cannot say why."


def is_within_chance(now: Inequality, before: Inequality) -> bool:
    """Whether the two figures differ by no more than figures that are as uncertain as these would by chance."""
    if now.index.se is None or before.index.se is None:
        return False
    return abs(now.index.value - before.index.value) <= CERTAIN * math.hypot(now.index.se, before.index.se)
