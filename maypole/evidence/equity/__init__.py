"""How unequal, and in whose favour: indices with pupil weights, each with its interval."""

from maypole.evidence.equity.bootstrap import bootstrap
from maypole.evidence.equity.gradient import concentration_index, rii, sii
from maypole.evidence.equity.spread import NothingToShare, atkinson, gini, palma, theil
from maypole.evidence.estimates import Estimate

__all__ = [
    "Estimate",
    "NothingToShare",
    "atkinson",
    "bootstrap",
    "concentration_index",
    "gini",
    "palma",
    "rii",
    "sii",
    "theil",
]
