"""Reach: what accepted returns tell of each school in the last three terms."""

import numpy as np

from maypole.atlas.measures.inputs import Floats, Inputs


def reached(inputs: Inputs) -> Floats:
    """Return 1 where an accepted line tells of the school, else 0: no return tells us, which is not "not reached"."""
    return np.asarray(inputs.reach.is_reached, dtype=float)


def engagements(inputs: Inputs) -> Floats:
    """Return times a child took part, at least."""
    return inputs.reach.engagements


def children_least(inputs: Inputs) -> Floats:
    """Return different children, at least: those of the largest line."""
    return inputs.reach.least


def children_most(inputs: Inputs) -> Floats:
    """Return different children, at most: those of all lines, or the roll if that is less; NaN without a roll."""
    return inputs.reach.most


def terms_since(inputs: Inputs) -> Floats:
    """Return terms since the last that an accepted line tells of; NaN where none ever did."""
    return inputs.terms_since


def organisations(inputs: Inputs) -> Floats:
    """Return how many organisations told of work with the school."""
    return inputs.reach.organisations.astype(float)


MEASURES = (reached, engagements, children_least, children_most, terms_since, organisations)
