"""Metres on the British grid for points in degrees."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer

from maypole.places.gazetteer import BRITISH_GRID, DEGREES

TO_GRID = Transformer.from_crs(DEGREES, BRITISH_GRID, always_xy=True)


def metres(latitudes: ArrayLike, longitudes: ArrayLike) -> NDArray[np.float64]:
    """Return (n, 2) eastings and northings; NaN where a point is not known."""
    north, east = np.asarray(latitudes, dtype=float), np.asarray(longitudes, dtype=float)
    found = np.full((len(north), 2), np.nan)
    known = ~(np.isnan(north) | np.isnan(east))
    found[known] = np.column_stack(TO_GRID.transform(east[known], north[known]))
    return found
