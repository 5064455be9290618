"""What changed, for whom, and how surely: paired grids, unpaired rows, and pooling over organisations."""

from maypole.evidence.effects.grids import Change, Unpaired, change, unpaired
from maypole.evidence.effects.pooling import Pooled, pool

__all__ = ["Change", "Pooled", "Unpaired", "change", "pool", "unpaired"]
