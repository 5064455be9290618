"""The list as a file: the same schools in the same order as the page, without a count of any child who took part."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from maypole.atlas.presenters.missing.choice import Choice
from maypole.atlas.presenters.missing.reasons import last_told, reasons
from maypole.atlas.presenters.missing.rows import phase_title
from maypole.atlas.queries.missing import Look
from maypole.partnerships.models import Ask
from maypole.places.models import Place

COLUMNS = (
    "urn", "school", "district", "phase", "pupils_on_roll", "deprivation_decile", "free_meals_percent",
    "km_to_fitting_offer", "a_return_tells", "last_term_told", "what_is_known",
)  # fmt: skip


def csv_rows(
    look: Look, choice: Choice, districts: Sequence[Place], asks: Mapping[int, Ask]
) -> Iterator[tuple[object, ...]]:
    """Yield the names of the columns and a row a school; empty where something is not known."""
    yield COLUMNS
    names = {place.pk: place.name for place in districts}
    district = next((place.pk for place in districts if place.code == choice.district), None)
    for at in look.chosen(choice.show, choice.order, phase=choice.phase, district=district):
        schools, urn = look.schools, int(look.schools.urn[at])
        reached = bool(look.reach.is_reached[at])
        yield (
            urn,
            schools.name[at],
            names.get(int(schools.district[at]), ""),
            phase_title(str(schools.phase[at])),
            _number(schools.roll[at]),
            _number(schools.need[at]),
            _number(schools.fsm[at], 1),
            _number(look.nearest_km[at], 1),
            "yes" if reached else "no",
            last_told(look.reach.last_term[at]),
            "" if reached else "; ".join(reasons(look, int(at), asks.get(urn))),
        )


def _number(value: float, decimals: int = 0) -> str:
    return f"{value:.{decimals}f}" if np.isfinite(value) else ""
