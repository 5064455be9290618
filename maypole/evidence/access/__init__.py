"""Who can reach what: pairs in reach, nearest sites, floating catchments, rational agents."""

from maypole.evidence.access.catchments import Gaussian, Gravity, Step, fca
from maypole.evidence.access.nearby import count, nearest
from maypole.evidence.access.pairs import Pairs, pairs
from maypole.evidence.access.rational import NoEquilibrium, RationalAccess, raam
from maypole.evidence.access.travel import TravelTimes, pairs_from_table

__all__ = [
    "Gaussian",
    "Gravity",
    "NoEquilibrium",
    "Pairs",
    "RationalAccess",
    "Step",
    "TravelTimes",
    "count",
    "fca",
    "nearest",
    "pairs",
    "pairs_from_table",
    "raam",
]
