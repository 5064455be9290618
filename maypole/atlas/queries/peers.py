"""The areas that are most like one: by pupils, free school meals, deprivation and how rural they are."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from maypole.atlas.models import AreaValues
from maypole.atlas.queries.adding import AreaValue
from maypole.places.models import Place

LIKE = ("need-pupils", "need-free-school-meals", "need-imd", "need-rural")
LOGGED = "need-pupils"
NEAREST = 5


@dataclass(frozen=True)
class Peer:
    """An area of the same kind, and how far it is in standard deviations over what is known of both."""

    place: Place
    distance: float


def peers_of(place: Place, number: int = NEAREST) -> list[Peer]:
    """Return the nearest areas of the same kind, nearest first; none where nothing is known of this one."""
    rows = list(
        AreaValues.objects.filter(place__kind=place.kind, place__valid_to__isnull=True, schools__gt=0)
        .select_related("place")
        .order_by("place__code")
    )
    here = next((n for n, row in enumerate(rows) if row.place_id == place.pk), None)
    if here is None or len(rows) < 2:
        return []
    distance = distances(np.array([_features(row) for row in rows]), here)
    order = [n for n in np.argsort(distance, kind="stable") if n != here and np.isfinite(distance[n])]
    return [Peer(rows[n].place, float(distance[n])) for n in order[:number]]


def known_of(values: Mapping[str, AreaValue]) -> tuple[str, ...]:
    """Return by which features an area can be compared: a figure that may not be published compares nothing."""
    return tuple(slug for slug in LIKE if slug in values and values[slug].is_publishable)


def _features(row: AreaValues) -> list[float]:
    """Return the features as numbers, pupils as their logarithm; NaN where one is not known or may not be published."""
    values = {slug: AreaValue(*row.values[slug]) for slug in LIKE if slug in row.values}
    known = known_of(values)
    numbers = [float(values[slug].value or 0) if slug in known else np.nan for slug in LIKE]
    numbers[0] = np.log(numbers[0]) if numbers[0] > 0 else np.nan
    return numbers


def distances(features: np.ndarray, here: int) -> np.ndarray:
    """Return (areas,) the root mean square of standardised differences over features known of both areas."""
    known = np.ma.masked_invalid(features)
    mean, spread = known.mean(axis=0).filled(0.0), known.std(axis=0).filled(0.0)
    scores = (features - mean) / np.where(spread > 0, spread, 1.0)
    gap = (scores - scores[here]) ** 2
    shared = np.isfinite(gap)
    total = np.where(shared, gap, 0.0).sum(axis=1)
    return np.asarray(
        np.sqrt(np.divide(total, shared.sum(axis=1), out=np.full(len(gap), np.inf), where=shared.any(axis=1)))
    )
