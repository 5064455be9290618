"""How far schools are with Artsmark and Arts Award."""

import numpy as np

from maypole.atlas.measures.inputs import Floats, Inputs

STAGES = ("ended", "registered", "working_towards", "held")


def stage(inputs: Inputs, scheme: str) -> Floats:
    """Return 0 for none, 1 registered, 2 working towards, 3 held; an ended one counts as none."""
    status = inputs.standing[scheme].status
    return np.array([max(0, STAGES.index(status.get(int(urn), "ended"))) for urn in inputs.schools.urn], dtype=float)


def holds(inputs: Inputs, scheme: str) -> Floats:
    """Return 1 where the school holds it, else 0."""
    return np.asarray(stage(inputs, scheme) == STAGES.index("held"), dtype=float)


def on_the_way(inputs: Inputs, scheme: str) -> Floats:
    """Return 1 where the school is registered or works towards it, else 0."""
    at = stage(inputs, scheme)
    return np.asarray((at > 0) & (at < STAGES.index("held")), dtype=float)


MEASURES = (stage, holds, on_the_way)
