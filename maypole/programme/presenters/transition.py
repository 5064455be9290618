"""The September transition project as its pages show it."""

from dataclasses import dataclass

from maypole.programme.presenters.words import NOT_KNOWN
from maypole.programme.queries.transition import Told, Total, Transition, has_year_6, has_year_7, warnings_of

DOES_NOT_APPLY = "–"


@dataclass(frozen=True)
class TransitionRow:
    """A school with its counts in words."""

    urn: int
    name: str
    started: str
    continued: str
    awards: str
    partners: str


@dataclass(frozen=True)
class TransitionPage:
    """Totals, schools, pairs and warnings of one September."""

    year: int
    figures: tuple[tuple[str, str, str], ...]
    rows: tuple[TransitionRow, ...]
    pairs: tuple[tuple[int, str, str], ...]
    warnings: tuple[str, ...]


def transition_page(transition: Transition) -> TransitionPage:
    return TransitionPage(
        year=transition.year,
        figures=(
            _figure(transition.started, "pupils of year 6 started"),
            _figure(transition.continued, "pupils of year 7 went on"),
            _figure(transition.awards, "pupils gained an award"),
        ),
        rows=tuple(row_of(one) for one in transition.schools),
        pairs=tuple((pair.pk, pair.primary.name, pair.secondary.name) for pair in transition.pairs),
        warnings=tuple(warnings_of(transition)),
    )


def _figure(total: Total, means: str) -> tuple[str, str, str]:
    """Return a number with its meaning, and how many schools it rests on; a dash where nobody told."""
    return f"{total.number:,}" if total.told else "–", means, f"Told by {total.told} of {total.asked} schools."


def row_of(one: Told) -> TransitionRow:
    sends = f"sends to {', '.join(school.name for school in one.sends_to)}" if one.sends_to else ""
    takes = f"takes from {', '.join(school.name for school in one.takes_from)}" if one.takes_from else ""
    return TransitionRow(
        one.school.urn,
        one.school.name,
        in_words(one.started) if has_year_6(one.school) else DOES_NOT_APPLY,
        in_words(one.continued) if has_year_7(one.school) else DOES_NOT_APPLY,
        in_words(one.awards),
        "; ".join(part for part in (sends, takes) if part),
    )


def in_words(count: int | None) -> str:
    return NOT_KNOWN if count is None else f"{count:,}"
