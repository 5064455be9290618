"""Figures that readers look for first are withheld beside others only where nothing else does."""

import numpy as np

from maypole.evidence.disclosure import WITHHELD, Policy, Table, build, flat, protect, sums_of

AREA, STAGE = flat("area", ["North", "South", "East"]), flat("stage", ["ks1", "ks2", "ks3"])


def safe(headline):
    values = np.zeros((4, 4), dtype=int)
    values[:3, :3] = [[3, 40, 50], [45, 60, 70], [55, 65, 75]]
    table = Table("t", "children", (AREA, STAGE), sums_of((AREA, STAGE), values), headline=headline)
    return protect(build([table]), Policy()).tables["t"] == WITHHELD


def test_totals_are_kept_where_others_can_be_withheld():
    headline = np.zeros((4, 4), dtype=bool)
    headline[3, :] = headline[:, 3] = True
    assert not safe(headline)[headline].any()
    assert safe(headline)[0, 0]


def test_a_cheap_figure_is_passed_over_for_a_dear_one_that_is_no_headline():
    assert safe(None)[0, 1]
    headline = np.zeros((4, 4), dtype=bool)
    headline[0, 1] = True
    assert not safe(headline)[0, 1]
