"""Bring together what measures are worked out from."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from maypole.atlas.columns.reach import ToldBySchool
from maypole.atlas.columns.schools import Floats, SchoolTable
from maypole.atlas.columns.sites import Sites
from maypole.atlas.measures import Inputs
from maypole.atlas.queries.accreditation import standings
from maypole.atlas.queries.reach import last_terms, reach_of, told_of
from maypole.atlas.queries.sites import all_sites
from maypole.atlas.queries.travel import travel_in_use
from maypole.outcomes.terms import Term, term_of


def inputs_of(schools: SchoolTable, as_of: date, sites: Sites | None = None) -> Inputs:
    """Return the inputs of every measure for these schools, reach being that of the last three terms finished by a day."""
    urns = schools.urn.tolist()
    terms = last_terms(as_of)
    told = told_of(urns)
    return Inputs(
        schools=schools,
        sites=all_sites() if sites is None else sites,
        standing=standings(urns),
        reach=reach_of(urns, told, [term.key for term in terms], schools.roll),
        terms_since=terms_since(urns, told, terms[-1]),
        travel=travel_in_use(),
    )


def terms_since(urns: Sequence[int], told: ToldBySchool, newest: Term) -> Floats:
    """Return terms between a term and the last that tells of each school; 0 where that is the term or a later one."""
    last = [max((term_of(key).order for key in told.get(urn, {})), default=None) for urn in urns]
    now = newest.order[0] * 3 + newest.order[1]
    return np.array([np.nan if one is None else max(0, now - (one[0] * 3 + one[1])) for one in last], dtype=float)
