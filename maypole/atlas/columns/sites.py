"""Sites as columns, with the kinds and art forms that measures ask for."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maypole.directory.artforms import ArtForm
from maypole.directory.models import Venue

ANY = "any"
VENUES = (Venue.Kind.MUSEUM, Venue.Kind.LIBRARY, Venue.Kind.THEATRE, Venue.Kind.GALLERY)
PORTFOLIO = "portfolio"
KINDS = (ANY, *(str(kind) for kind in VENUES), PORTFOLIO)


def art_column(form: ArtForm) -> str:
    """Return the name under which measures ask for an art form; one art form is called as a kind of venue is."""
    return f"art_{form}" if str(form) in KINDS else str(form)


COLUMNS = (*KINDS, *(art_column(form) for form in ArtForm))


class UnknownKind(KeyError):
    """There are no sites of this kind to ask for."""


@dataclass(frozen=True)
class Sites:
    """Sites as columns.

    ref     the place's reference in the directory: venue:UUID or organisation:UUID
    name
    at      (sites, 2)          metres on the British grid
    kinds   (sites, COLUMNS)    which kinds and art forms each is
    places  (sites,)            pupils a year that its offers can take; NaN where nobody said
    """

    ref: tuple[str, ...]
    name: tuple[str, ...]
    at: NDArray[np.float64]
    kinds: NDArray[np.bool_]
    places: NDArray[np.float64]

    def column(self, kind: str) -> int:
        """Return the column of a kind. Raises UnknownKind."""
        if kind not in COLUMNS:
            raise UnknownKind(kind)
        return COLUMNS.index(kind)

    def of(self, kind: str) -> NDArray[np.bool_]:
        return np.asarray(self.kinds[:, self.column(kind)], dtype=bool)


NO_SITES = Sites((), (), np.zeros((0, 2)), np.zeros((0, len(COLUMNS)), dtype=bool), np.zeros(0))
