"""Schools as columns."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Words = NDArray[np.object_]


@dataclass(frozen=True)
class SchoolTable:
    """Columns of equal length, in the order of name and URN. NaN, and -1 for a key, where something is not known.

    urn, name, phase, school_type
    low_age, high_age         years
    district, authority       keys of places
    at                        (schools, 2) metres on the British grid
    degrees                   (schools, 2) latitude and longitude
    roll                      pupils
    fsm                       per cent of pupils eligible for free school meals
    rural                     1 in a village or the countryside, 0 in a town
    idaci, idaci_before, imd  decile of the neighbourhood that it stands in; 1 is the most deprived tenth
    """

    urn: Ints
    name: Words
    phase: Words
    school_type: Words
    low_age: Floats
    high_age: Floats
    district: Ints
    authority: Ints
    at: Floats
    degrees: Floats
    roll: Floats
    fsm: Floats
    rural: Floats
    idaci: Floats
    idaci_before: Floats
    imd: Floats

    def __len__(self) -> int:
        return len(self.urn)

    @property
    def is_placed(self) -> Bools:
        """Which schools have a point."""
        return ~np.isnan(self.at[:, 0])

    @property
    def need(self) -> Floats:
        """The decile by which need is ordered: children's income deprivation, newest list first, else the whole index."""
        newest = np.where(np.isnan(self.idaci), self.idaci_before, self.idaci)
        return np.where(np.isnan(newest), self.imd, newest)

    def take(self, chosen: Bools | Ints) -> "SchoolTable":
        """Return the same columns of some schools."""
        return SchoolTable(**{field.name: getattr(self, field.name)[chosen] for field in fields(self)})
