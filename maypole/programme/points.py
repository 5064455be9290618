"""Where schools stand, in metres on the British grid."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from maypole.directory.models import School
from maypole.places.grid import metres


def points_of(schools: Sequence[School]) -> NDArray[np.float64]:
    """Return (n, 2) eastings and northings; NaN for a school without a point."""
    where = [(school.latitude, school.longitude) for school in schools]
    known = [(np.nan, np.nan) if lat is None or lon is None else (lat, lon) for lat, lon in where]
    return metres([lat for lat, _ in known], [lon for _, lon in known])
