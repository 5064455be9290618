"""Travel times as columns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maypole.atlas.columns.sites import Sites


@dataclass(frozen=True)
class Travel:
    """Rows of school, site and minutes, with what made them."""

    engine: str
    urn: NDArray[np.int64]
    site: NDArray[np.object_]
    minutes: NDArray[np.float64]

    def minutes_to(self, urns: NDArray[np.int64], sites: Sites, chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return minutes from each school to the nearest of the chosen sites; NaN where the table has none."""
        wanted = {ref for ref, is_chosen in zip(sites.ref, chosen, strict=True) if is_chosen}
        kept = np.array([ref in wanted for ref in self.site], dtype=bool)
        order = np.argsort(urns)
        at = np.searchsorted(urns[order], self.urn[kept])
        at[at == len(urns)] = 0
        known = urns[order][at] == self.urn[kept] if len(urns) else np.zeros(kept.sum(), dtype=bool)
        found = np.full(len(urns), np.inf)
        np.minimum.at(found, order[at[known]], self.minutes[kept][known])
        return np.where(np.isinf(found), np.nan, found)

    def tells_of(self, urns: NDArray[np.int64]) -> bool:
        """Whether it has a journey of any of these schools."""
        return bool(np.isin(self.urn, urns).any())

    def minutes_between(self, urns: NDArray[np.int64], refs: Sequence[str]) -> NDArray[np.float64]:
        """Return (urns, refs) minutes from each school to each site; NaN where the table has none."""
        rows = np.isin(self.urn, urns)
        minutes = dict(zip(zip(self.urn[rows], self.site[rows], strict=True), self.minutes[rows], strict=True))
        return np.array([[minutes.get((urn, ref), np.nan) for ref in refs] for urn in urns]).reshape(
            len(urns), len(refs)
        )
