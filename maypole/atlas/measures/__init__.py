"""The measures that formulas of indicators name: a value for each school, NaN where it is not known."""

from collections.abc import Callable

from maypole.atlas.measures import accreditation, need, provision, reach
from maypole.atlas.measures.inputs import Floats, Inputs, Sites

__all__ = ["MEASURES", "Floats", "Inputs", "Sites"]

MEASURES: dict[str, Callable[..., Floats]] = {
    measure.__name__: measure
    for measure in (*need.MEASURES, *provision.MEASURES, *accreditation.MEASURES, *reach.MEASURES)
}
