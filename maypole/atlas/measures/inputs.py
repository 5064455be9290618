"""What measures are worked out from: columns of schools and sites, and what is worked out once for several of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from maypole.atlas.columns.reach import Reach
from maypole.atlas.columns.schools import Bools, Floats, SchoolTable
from maypole.atlas.columns.sites import Sites
from maypole.atlas.columns.standing import Standing
from maypole.atlas.columns.travel import Travel
from maypole.evidence.access import Gaussian, Pairs, fca, nearest, pairs

__all__ = ["Floats", "Inputs", "Sites"]

REACH_KM = 20.0
WIDTH_KM = 8.0
MOST_WITHOUT_ROLL = 0.2


@dataclass(frozen=True)
class Inputs:
    """Everything that measures read. Schools without a point have no value of what needs one.

    reach         of the terms that are told of, in the order of the schools
    terms         those terms, oldest first
    terms_since   (schools,)   terms since the last that tells of it; NaN for none
    travel        minutes from an imported table, or None
    """

    schools: SchoolTable
    sites: Sites
    standing: Mapping[str, Standing]
    reach: Reach
    terms_since: Floats
    travel: Travel | None = None

    @cached_property
    def placed(self) -> Bools:
        return self.schools.is_placed

    @cached_property
    def near(self) -> Pairs:
        """Every placed school with every site within 20 km."""
        return pairs(self.schools.at[self.placed], self.sites.at, REACH_KM)

    def spread(self, values: Floats) -> Floats:
        """Return a value for every school from those of the placed ones."""
        found = np.full(len(self.schools), np.nan)
        found[self.placed] = values
        return found

    def nearest_km(self, kind: str) -> Floats:
        """Return kilometres to the nearest site of a kind; infinite where there is none at all."""
        return self.spread(nearest(self.schools.at[self.placed], self.sites.at[self.sites.of(kind)], 1)[1][:, 0])

    def within(self, kind: str, km: float) -> Floats:
        """Return how many sites of a kind are within so many kilometres, the limit included."""
        if km not in self._within:
            near = self.near.matrix((self.near.cost <= km).astype(float))
            self._within[km] = np.asarray(near @ self.sites.kinds.astype(float))
        return self.spread(self._within[km][:, self.sites.column(kind)])

    @cached_property
    def _within(self) -> dict[float, Floats]:
        return {}

    @cached_property
    def per_pupil(self) -> Floats | None:
        """Return (placed schools, kinds) sites in reach per pupil; None where too many rolls are not known.

        A school without a roll asks for nothing and has no value.
        """
        return self._shared_out(self.sites.kinds.astype(float))

    @cached_property
    def places_per_pupil(self) -> Floats | None:
        """Return (placed schools,) places a year in reach per pupil, of the sites whose places are recorded; or None."""
        told = np.nan_to_num(self.sites.places)
        found = self._shared_out(told[:, None]) if told.any() else None
        return None if found is None else found[:, 0]

    @cached_property
    def share_told(self) -> Floats:
        """Return the share of each school's sites within 20 km whose places are recorded; NaN where there is no site."""
        near = self.near.matrix(np.ones(len(self.near)))
        sites = near @ np.ones(len(self.sites.at))
        told = near @ (~np.isnan(self.sites.places)).astype(float)
        return self.spread(np.divide(told, sites, out=np.full(len(sites), np.nan), where=sites > 0))

    def _shared_out(self, supply: Floats) -> Floats | None:
        roll = self.schools.roll[self.placed]
        unknown = np.isnan(roll)
        if not len(roll) or unknown.mean() > MOST_WITHOUT_ROLL or not len(self.sites.at):
            return None
        found = fca(self.near, np.where(unknown, 0.0, roll), supply, decay=Gaussian(WIDTH_KM))
        found[unknown] = np.nan
        return found
