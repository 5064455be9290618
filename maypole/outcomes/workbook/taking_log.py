"""Put a log into a return: sure schools, and those that somebody chose; the rest stays listed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from maypole.directory.models import School
from maypole.outcomes.actions.returns import Where, add_project, add_school, add_several, save_answer
from maypole.outcomes.frameworks import Part
from maypole.outcomes.models import Line, Project, Return
from maypole.outcomes.workbook.log import Group, Log, Named


@dataclass
class Taken:
    """What became of a log."""

    lines: int = 0
    left: list[Group] = field(default_factory=list)
    there: list[Group] = field(default_factory=list)


@transaction.atomic
def take_log(*, return_of: Return, log: Log, chosen: Mapping[str, int], by: uuid.UUID | None, now: datetime) -> Taken:
    """Add a line for each group whose schools are all known, by the log or by choice (name to URN). Raises ReturnIsClosed."""
    taken = Taken()
    for group in log.groups:
        schools = [_school(name, chosen) for name in group.names]
        known = [school for school in schools if school is not None]
        if len(known) < len(schools):
            taken.left.append(group)
            continue
        project = _project(return_of, group, by, now)
        if _stands(project, known):
            taken.there.append(group)
            continue
        _fill(return_of, _line(project, known, by, now), group, by, now)
        taken.lines += 1
    return taken


def _school(name: Named, chosen: Mapping[str, int]) -> School | None:
    if name.school is not None:
        return name.school
    urn = chosen.get(name.key)
    return School.objects.filter(pk=urn).first() if urn else None


def _project(return_of: Return, group: Group, by: uuid.UUID | None, now: datetime) -> Project:
    there = return_of.projects.filter(title=group.project[:120]).first()
    project = there or add_project(return_of=return_of, title=group.project, by=by, now=now)
    if group.days:
        first, last = min(group.days).isoformat(), max(group.days).isoformat()
        first = min(first, str(project.answers.get("starts_on", first)))
        last = max(last, str(project.answers.get("ends_on", last)))
        for slug, day in (("starts_on", first), ("ends_on", last)):
            _save(return_of, Where(Part.PROJECT, project.pk, slug), day, by, now)
        project.refresh_from_db()
    return project


def _stands(project: Project, schools: list[School]) -> bool:
    if len(schools) == 1:
        return project.lines.filter(school=schools[0]).exists()
    wanted = {school.pk for school in schools}
    joint = project.lines.filter(school__isnull=True).prefetch_related("covers")
    return any({school.pk for school in line.covers.all()} == wanted for line in joint)


def _line(project: Project, schools: list[School], by: uuid.UUID | None, now: datetime) -> Line:
    if len(schools) == 1:
        return add_school(project=project, school=schools[0], by=by, now=now)
    return add_several(project=project, schools=schools, by=by, now=now)


def _fill(return_of: Return, line: Line, group: Group, by: uuid.UUID | None, now: datetime) -> None:
    told = {
        "children": group.children, "sessions": len(group.rows), "visits": group.engagements,
        "teachers": group.teachers, "hours": group.hours,
    }  # fmt: skip
    for slug, value in told.items():
        if value is not None:
            _save(return_of, Where(Part.LINE, line.pk, slug), value, by, now)


def _save(return_of: Return, where: Where, value: object, by: uuid.UUID | None, now: datetime) -> None:
    save_answer(return_of=return_of, where=where, typed=value, by=by, now=now, reason="From a log")
