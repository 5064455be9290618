"""Apply what a workbook says: good rows are kept, whatever else is amiss."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from maypole.directory.models import School
from maypole.outcomes.actions.returns import (
    AlreadyInProject,
    ChangedElsewhere,
    LineIsAccepted,
    Where,
    add_project,
    add_school,
    save_answer,
)
from maypole.outcomes.frameworks import Part
from maypole.outcomes.models import Line, Project, Return
from maypole.outcomes.queries.schools import schools_found
from maypole.outcomes.workbook.layout import PROJECTS, SCHOOLS
from maypole.outcomes.workbook.reading import Change, NewRow, Reading


@dataclass
class Applied:
    """What became of a workbook."""

    changed: int = 0
    added: int = 0
    left: list[str] = field(default_factory=list)


@transaction.atomic
def apply_workbook(*, return_of: Return, reading: Reading, by: uuid.UUID | None, now: datetime) -> Applied:
    """Save the changes and add the new rows of a workbook. Raises ReturnIsClosed, and then nothing is changed."""
    applied = Applied()
    for change in reading.changes:
        _change(applied, return_of, change, by, now)
    for row in reading.new:
        if row.sheet == PROJECTS:
            project = _project(return_of, row.project, by, now)
            _answers(applied, return_of, Part.PROJECT, project.pk, row, by, now)
            applied.added += 1
    for row in reading.new:
        if row.sheet == SCHOOLS:
            _line(applied, return_of, row, by, now)
    return applied


def _change(applied: Applied, return_of: Return, change: Change, by: uuid.UUID | None, now: datetime) -> None:
    try:
        save_answer(
            return_of=return_of, where=change.where, typed=change.after, by=by, now=now, seen=change.before,
            reason="From the workbook",
        )  # fmt: skip
        applied.changed += 1
    except (ChangedElsewhere, LineIsAccepted) as error:
        applied.left.append(f"{change.about}, {change.question}: you wrote “{change.after}”. {error}")


def _project(return_of: Return, title: str, by: uuid.UUID | None, now: datetime) -> Project:
    there = return_of.projects.filter(title__iexact=title).first()
    return there or add_project(return_of=return_of, title=title, by=by, now=now)


def school_of(row: NewRow, return_of: Return) -> School | None:
    """Return the one school that a row means, by URN or by a name that only one school has."""
    found = schools_found(row.urn or row.school, return_of.round)
    exact = [one for one in found if one.name.lower() == row.school.lower()]
    if len(exact) == 1 and not row.urn:
        return exact[0]
    return found[0] if len(found) == 1 else None


def _line(applied: Applied, return_of: Return, row: NewRow, by: uuid.UUID | None, now: datetime) -> None:
    school = school_of(row, return_of)
    name = row.school or f"URN {row.urn}"
    if school is None:
        applied.left.append(f"{SCHOOLS}, row {row.row}: {name} is no one school that we know. Add it on the page.")
        return
    project = _project(return_of, row.project, by, now)
    try:
        line: Line = add_school(project=project, school=school, by=by, now=now)
    except AlreadyInProject as error:
        applied.left.append(f"{SCHOOLS}, row {row.row}: {error} Change its own row instead.")
        return
    _answers(applied, return_of, Part.LINE, line.pk, row, by, now)
    applied.added += 1


def _answers(
    applied: Applied, return_of: Return, part: Part, record: uuid.UUID, row: NewRow, by: uuid.UUID | None, now: datetime
) -> None:
    try:
        for slug, text in row.answers:
            save_answer(
                return_of=return_of, where=Where(part, record, slug), typed=text, by=by, now=now,
                reason="From the workbook",
            )  # fmt: skip
    except LineIsAccepted as error:
        applied.left.append(f"{row.sheet}, row {row.row}: {error}")
