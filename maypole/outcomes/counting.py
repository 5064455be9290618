"""What a line's answers add up to: children by key stage, times a child took part, hours, awards."""

from dataclasses import dataclass

from maypole.outcomes.answers import Value, number_of, whole_of
from maypole.outcomes.models.lines import KEY_STAGES, LEVELS

Answers = dict[str, Value]


@dataclass(frozen=True)
class LineCounts:
    """The counts of one line; None is not known. Key stages and "unknown" make the children."""

    children: int | None
    by_key_stage: dict[str, int]
    children_unknown: int
    sessions: int | None
    engagements: int | None
    child_hours: int | None
    teachers: int | None
    by_level: dict[str, int]
    awards_unknown: int


def counts_of(answers: Answers) -> LineCounts:
    """Return what a line says, with what follows from it worked out."""
    parts = key_stage_parts(answers)
    children = whole_of(answers, "children")
    if children is None and parts:
        children = sum(parts.values())
    if children is not None and sum(parts.values()) > children:
        parts = {}
    levels = {level: whole_of(answers, f"awards_{level}") or 0 for level in LEVELS}
    awards = whole_of(answers, "awards") or 0
    hours = number_of(answers, "hours")
    return LineCounts(
        children=children,
        by_key_stage=parts,
        children_unknown=(children or 0) - sum(parts.values()),
        sessions=whole_of(answers, "sessions"),
        engagements=engagements_of(answers, children),
        child_hours=None if hours is None or children is None else round(hours * children),
        teachers=whole_of(answers, "teachers"),
        by_level=levels,
        awards_unknown=max(awards - sum(levels.values()), 0),
    )


def key_stage_parts(answers: Answers) -> dict[str, int]:
    """Return children by key stage as far as they were told: all in one, or each of several."""
    stage = answers.get("key_stage")
    children = whole_of(answers, "children")
    if stage in KEY_STAGES:
        return {str(stage): children} if children is not None else {}
    told = {stage: whole_of(answers, f"children_{stage}") for stage in KEY_STAGES}
    return {stage: number for stage, number in told.items() if number is not None}


def engagements_of(answers: Answers, children: int | None) -> int | None:
    """Return the times a child took part: as told, else children times sessions."""
    told = whole_of(answers, "visits")
    sessions = whole_of(answers, "sessions")
    if told is not None or children is None or sessions is None:
        return told
    return children * sessions
