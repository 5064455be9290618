"""This period beside an earlier one: of those who told us of both, of the others, and of all."""

from dataclasses import dataclass

from maypole.outcomes.models import Release
from maypole.outcomes.presenters.charts import Figures
from maypole.outcomes.presenters.releases import in_words
from maypole.outcomes.presenters.statements import Statement
from maypole.outcomes.release.differences import CHANGE, TABLE
from maypole.outcomes.release.engine import ALL
from maypole.outcomes.release.panels import BOTH, COUNTED, ONCE
from maypole.outcomes.terms import inside_a_sentence, period_of

ROWS = (
    (BOTH, "Organisations that told us of both periods"),
    (ONCE, "Organisations that told us of one only"),
    (ALL, "All organisations"),
)
COLUMNS = {"children": "Different children, at least", "engagements": "Times a child took part", "schools": "Schools"}


@dataclass(frozen=True)
class Since:
    """A table of two periods, and what it bears in words."""

    earlier: str
    edition: int
    statement: Statement | None
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def since_of(figures: Figures, release: Release) -> Since | None:
    """Return this period beside an earlier one; None where nothing comparable was out."""
    key = release.facts.get("compared")
    if not key or (TABLE, BOTH, "children") not in figures:
        return None
    earlier = inside_a_sentence(period_of(key).title)
    now = inside_a_sentence(period_of(release.period_key).title)
    return Since(
        earlier=earlier,
        edition=release.facts["compared_edition"],
        statement=_statement(figures, earlier),
        columns=tuple(f"{title}, {when}" for title in COLUMNS.values() for when in (earlier, now)),
        rows=(
            *((title, tuple(_texts(figures, code))) for code, title in ROWS),
            ("Change, organisations of both periods", tuple(_changes(figures))),
        ),
    )


def _texts(figures: Figures, code: str) -> list[str]:
    return [_text(figures, code, measure) for counted in COUNTED for measure in (f"{counted}_before", counted)]


def _text(figures: Figures, code: str, measure: str) -> str:
    found = figures.get((TABLE, code, measure)) or figures.get(("summary", code, measure))
    return "z" if found is None else found.symbol if found.value is None else in_words(found.value)


def _changes(figures: Figures) -> list[str]:
    texts = []
    for counted in COUNTED:
        found = figures.get((TABLE, BOTH, f"{counted}{CHANGE}"))
        texts += ["", "z" if found is None else found.symbol if found.value is None else _signed(found.value)]
    return texts


def _signed(value: float) -> str:
    return f"+{in_words(value)}" if value > 0 else in_words(value).replace("-", "−")


def _statement(figures: Figures, earlier: str) -> Statement | None:
    """Say how many children those who told us of both reached in each, and that no more is known of why."""
    found = [figures.get((TABLE, BOTH, one)) for one in ("children", "children_before", f"children{CHANGE}")]
    values = [one.value for one in found if one is not None and one.value is not None]
    if len(values) < len(found):
        return None
    now, before, change = values
    how = "as many" if change == 0 else f"{in_words(abs(change))} {'more' if change > 0 else 'fewer'}"
    says = (
        f"Organisations that told us of both periods reached at least {in_words(now)} children; in {earlier}, at least "
        f"{in_words(before)}: {how}."
    )
    return Statement(says, TABLE, "in-both")
