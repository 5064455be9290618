"""Where to act next: sites chosen under a budget, with fair shares, and a certified gap."""

from maypole.evidence.siting.center import center
from maypole.evidence.siting.cover import cover_most
from maypole.evidence.siting.fewest import cover_all
from maypole.evidence.siting.median import median
from maypole.evidence.siting.plan import Conditions, NoPlan, Plan

__all__ = ["Conditions", "NoPlan", "Plan", "center", "cover_all", "cover_most", "median"]
