"""Need: how deprived the place is that a school stands in, and how many of its pupils have free school meals."""

import numpy as np

from maypole.atlas.measures.inputs import Floats, Inputs

DECILES = ("idaci", "idaci_before", "imd")


def decile(inputs: Inputs, of: str) -> Floats:
    """Return the decile of the neighbourhood in one list; 1 is the most deprived tenth of England."""
    if of not in DECILES:
        raise ValueError(f"of is {of!r}; use one of {', '.join(DECILES)}")
    return np.asarray(getattr(inputs.schools, of), dtype=float)


def in_most_deprived(inputs: Inputs, of: str, deciles: int) -> Floats:
    """Return 1 where the neighbourhood is in so many of the most deprived tenths, else 0."""
    value = decile(inputs, of)
    return np.where(np.isnan(value), np.nan, value <= deciles)


def free_school_meals(inputs: Inputs) -> Floats:
    """Return the share of pupils eligible for free school meals, per cent."""
    return inputs.schools.fsm


def pupils(inputs: Inputs) -> Floats:
    """Return the number of pupils on roll."""
    return inputs.schools.roll


def rural(inputs: Inputs) -> Floats:
    """Return 1 where the school is in a village or the countryside, 0 in a town."""
    return inputs.schools.rural


MEASURES = (decile, in_most_deprived, free_school_meals, pupils, rural)
