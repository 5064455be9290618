"""The schools of an area of which no return tells in some terms, in an order of need, and what is near them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from maypole.atlas.columns.box import box_around
from maypole.atlas.columns.offers import Offers, km_to_fitting
from maypole.atlas.columns.reach import Reach
from maypole.atlas.columns.schools import Bools, Floats, Ints, SchoolTable
from maypole.atlas.queries.areas import schools_perhaps_inside
from maypole.atlas.queries.offers import open_offers
from maypole.atlas.queries.reach import reach_of, told_of
from maypole.atlas.queries.schools import table_of_area
from maypole.outcomes.terms import Term, term_of
from maypole.places.models import Place

FAR_KM = 50.0


class Order(StrEnum):
    """Which schools come first."""

    NEED = "need"
    MEALS = "meals"
    FAR = "far"
    LONG = "long"
    PUPILS = "pupils"


class Show(StrEnum):
    """Which schools are shown."""

    MISSING = "missing"
    REACHED = "reached"
    ALL = "all"


@dataclass(frozen=True)
class Look:
    """The schools of an area, what is told of them in the chosen terms and the same terms a year before, and the offers.

    perhaps   how many more schools may be in the area, for all that anybody knows
    """

    schools: SchoolTable
    reach: Reach
    before: Reach
    offers: Offers
    terms: tuple[Term, ...]
    perhaps: int = 0

    @property
    def is_missing(self) -> Bools:
        return ~self.reach.is_reached

    @cached_property
    def km(self) -> Floats:
        """(schools, offers) kilometres to what fits; see `km_to_fitting`."""
        return km_to_fitting(self.schools, self.offers)

    @cached_property
    def nearest_km(self) -> Floats:
        """(schools,) to the nearest place with an offer that fits: infinite where none has, NaN for a school of no point."""
        in_places = self.km[:, ~self.offers.is_online]
        nearest = np.where(np.isnan(in_places), np.inf, in_places).min(axis=1, initial=np.inf)
        return np.where(np.isinf(nearest) & ~self.schools.is_placed, np.nan, nearest)

    @cached_property
    def fits_online(self) -> Bools:
        """(schools,) whether an offer online fits."""
        return np.asarray((self.km[:, self.offers.is_online] == 0).any(axis=1))

    def chosen(self, show: Show, order: Order, *, phase: str = "", district: int | None = None) -> Ints:
        """Return the positions of the schools to show, first ones first."""
        kept = {Show.MISSING: self.is_missing, Show.REACHED: ~self.is_missing}.get(
            show, np.ones(len(self.schools), dtype=bool)
        )
        if phase:
            kept = kept & (self.schools.phase == phase)
        if district is not None:
            kept = kept & (self.schools.district == district)
        found = np.flatnonzero(kept)
        return found[np.lexsort([key[found] for key in self._keys(order)])]

    def _keys(self, order: Order) -> list[Floats]:
        """Return sort keys, the last the most important; what is not known comes last."""
        need = _last(self.schools.need)
        meals = _last(-self.schools.fsm)
        pupils = _last(-self.schools.roll)
        far = np.where(np.isnan(self.nearest_km), np.inf, -self.nearest_km)
        first = {Order.NEED: need, Order.MEALS: meals, Order.FAR: far, Order.PUPILS: pupils, Order.LONG: self._since}
        return [pupils, meals, need, first[order]]

    @property
    def _since(self) -> Floats:
        """Put first the schools of which no return ever told, then those of the longest ago."""
        orders = [term_of(key).order if key else (0, 0) for key in self.reach.last_term]
        return np.array([3 * year + season for year, season in orders], dtype=float)


def _last(values: Floats) -> Floats:
    return np.where(np.isnan(values), np.inf, values)


def look_at(places: Sequence[Place], terms: Collection[Term]) -> Look:
    """Return what is known of the schools of these areas in these terms."""
    schools = table_of_area(places)
    ordered = tuple(sorted(terms, key=lambda term: term.order))
    told = told_of(schools.urn.tolist())
    keys = [term.key for term in ordered]
    before = [Term(term.year - 1, term.season).key for term in ordered]
    return Look(
        schools=schools,
        reach=reach_of(schools.urn.tolist(), told, keys, schools.roll),
        before=reach_of(schools.urn.tolist(), told, before, schools.roll),
        offers=open_offers(box_around(schools, FAR_KM)),
        terms=ordered,
        perhaps=schools_perhaps_inside(places).count(),
    )
