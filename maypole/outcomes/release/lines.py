"""Accepted lines as one flat table: where each counts, who told it, about which school, and its figures."""

from collections.abc import Iterable

import polars as pl

from maypole.outcomes.models import AcceptedLine
from maypole.outcomes.models.lines import KEY_STAGES, LEVELS
from maypole.outcomes.release.geography import Geography
from maypole.places.queries.deprivation import quintiles_of

FSM_BANDS = ((10, "under_10"), (20, "10_to_20"), (30, "20_to_30"), (40, "30_to_40"), (101, "40_or_more"))
UNKNOWN = "unknown"

SCHEMA = {
    "leaf": pl.String, "organisation": pl.String, "school": pl.String, "is_school": pl.Boolean, "roll": pl.Int64,
    "quintile": pl.String, "fsm": pl.String, "artform": pl.String, "activity": pl.String,
    "children": pl.Int64, "engagements": pl.Int64, "child_hours": pl.Int64,
    **{f"children_{stage}": pl.Int64 for stage in (*KEY_STAGES, UNKNOWN)},
    **{f"engagements_{stage}": pl.Int64 for stage in (*KEY_STAGES, UNKNOWN)},
    **{f"child_hours_{stage}": pl.Int64 for stage in (*KEY_STAGES, UNKNOWN)},
    **{f"awards_{level}": pl.Int64 for level in (*LEVELS, UNKNOWN)},
}  # fmt: skip


def flat_lines(lines: Iterable[AcceptedLine], geography: Geography) -> pl.DataFrame:
    """Return the lines of a release. What is not known counts as the least that it can be.

    Engagements are at least the children: each child who took part came once.
    """
    lines = list(lines)
    quintiles = quintiles_of({line.school.lsoa21_code for line in lines if line.school})
    return pl.DataFrame([_row(line, geography, quintiles) for line in lines], schema=SCHEMA, orient="row")


def _row(line: AcceptedLine, geography: Geography, quintiles: dict[str, str]) -> tuple[object, ...]:
    school, children = line.school, line.children or 0
    stages = [getattr(line, f"children_{stage}") for stage in (*KEY_STAGES, UNKNOWN)]
    engagements = max(line.engagements or 0, children)
    return (
        geography.leaves[line.district_id, line.county_id, line.partnership_id],
        str(line.organisation_id),
        str(school.urn) if school else f"line {line.pk}",
        school is not None,
        school.roll if school else None,
        quintiles.get(school.lsoa21_code, UNKNOWN) if school else UNKNOWN,
        fsm_band(school.fsm_percent) if school else UNKNOWN,
        line.artform or UNKNOWN,
        line.activity or UNKNOWN,
        children,
        engagements,
        line.child_hours or 0,
        *stages,
        *_engagements_by_stage(line, stages, engagements),
        *hours_by_stage(line.child_hours or 0, stages),
        *(getattr(line, f"awards_{level}") for level in (*LEVELS, UNKNOWN)),
    )


def _engagements_by_stage(line: AcceptedLine, stages: list[int], engagements: int) -> list[int]:
    """Return engagements by key stage: children times sessions, or each child once where only the whole was told."""
    sessions = line.sessions or 1
    times = sessions if engagements == (line.children or 0) * sessions else 1
    known = [number * times for number in stages[:-1]]
    return [*known, engagements - sum(known)]


def hours_by_stage(hours: int, stages: list[int]) -> list[int]:
    """Return hours of children's time by key stage, the last one unknown: by children, as all of a line had the same.

    What rounding leaves goes to the unknown where there are such children, else to the largest key stage.
    """
    children = sum(stages)
    if not children:
        return [*[0] * (len(stages) - 1), hours]
    shares = [hours * number // children for number in stages]
    takes = len(stages) - 1 if stages[-1] else stages.index(max(stages))
    shares[takes] += hours - sum(shares)
    return shares


def fsm_band(percent: float | None) -> str:
    """Return the band of a school's share of pupils with free school meals."""
    if percent is None:
        return UNKNOWN
    return next(band for limit, band in FSM_BANDS if percent < limit)
