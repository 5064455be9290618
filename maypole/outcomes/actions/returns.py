"""Begin a return, change its projects and lines, save each answer with its history."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from maypole.core.audit import record
from maypole.directory.models import Offer, Organisation, School
from maypole.outcomes.answers import Reading, Value, read_answer, shown
from maypole.outcomes.frameworks import Part
from maypole.outcomes.models import Line, OutcomeGrid, Project, PupilCounts, Return, Round, ValueChange
from maypole.outcomes.placing import Areas, areas_of_district, areas_of_school, areas_of_schools
from maypole.outcomes.queries.returns import framework_of_round, last_return, lines_of
from maypole.places.models import Place

Record = Project | Line | PupilCounts
CARRIED = ("activity", "artform", "funder", "place", "cost_pounds")
MODELS: dict[Part, type[Record]] = {Part.PROJECT: Project, Part.LINE: Line, Part.PUPILS: PupilCounts}


class ReturnIsClosed(Exception):
    """The return was accepted or locked, or its round has closed; the message says what to do."""


class ChangedElsewhere(Exception):
    """Another tab or person has changed the answer meanwhile. Nothing was overwritten."""

    def __init__(self, current: Value, words: str) -> None:
        self.current = current
        super().__init__(f"Somebody has changed this to “{words or 'nothing'}” meanwhile. Which is right?")


class LineIsAccepted(ReturnIsClosed):
    """The line is reach by now, or the project has such a line: it has to be opened again before it changes."""

    def __init__(self, what: object) -> None:
        super().__init__(f"{what} has been accepted. Ask the coordinator to open it again, then change it.")


class AlreadyInProject(Exception):
    """The school has a line in this project."""


@dataclass(frozen=True)
class Where:
    """Which answer is meant: of which project, line or counts, to which question."""

    part: Part
    record: uuid.UUID
    question: str


@transaction.atomic
def begin_return(*, of: Round, organisation: Organisation, by: uuid.UUID | None, now: datetime) -> Return:
    """Return the organisation's return in a round, begun with last term's projects and schools where there is none."""
    found, is_new = Return.objects.get_or_create(
        round=of, organisation=organisation, defaults={"begun_at": now, "begun_by": by, "saved_at": now}
    )
    if is_new:
        earlier = last_return(organisation, of)
        if earlier is not None:
            _carry_over(earlier, found)
        record("begin return", kind="return", subject=found.id, by=by)
    return found


def _carry_over(earlier: Return, into: Return) -> None:
    for project in earlier.projects.prefetch_related("co_deliverers", "lines__covers"):
        kept = {slug: project.answers[slug] for slug in CARRIED if slug in project.answers}
        made = Project.objects.create(
            return_of=into, title=project.title, position=project.position, answers=kept, others=project.others,
            offer=project.offer, continues=project,
        )  # fmt: skip
        made.co_deliverers.set(project.co_deliverers.all())
        for line in project.lines.all():
            stage = {"key_stage": line.answers["key_stage"]} if "key_stage" in line.answers else {}
            copy = Line.objects.create(
                project=made, position=line.position, school=line.school, setting=line.setting,
                district=line.district, county=line.county, partnership=line.partnership, answers=stage,
            )  # fmt: skip
            copy.covers.set(line.covers.all())
    keep_pupil_counts(into)


def held_open(return_of: Return) -> Return:
    """Return the row, locked for this transaction; its round is not, or all returns would wait for one another.

    Raises ReturnIsClosed where it takes no more changes.
    """
    held = Return.objects.select_for_update(of=("self",)).select_related("round").get(pk=return_of.pk)
    if not held.round.is_open:
        raise ReturnIsClosed("This round has closed. Ask the coordinator to open it again.")
    if held.state == Return.State.LOCKED:
        raise ReturnIsClosed("This return is locked. Ask the coordinator to unlock it.")
    if held.state == Return.State.ACCEPTED:
        raise ReturnIsClosed("This return has been accepted. Ask the coordinator to open it again.")
    return held


def refuse_accepted(kept: Record) -> None:
    """Refuse to change what reach rests on, so that a line and its reach never differ. Raises LineIsAccepted."""
    lines = {Line: "pk", Project: "project"}
    if type(kept) in lines and Line.objects.filter(state=Line.State.ACCEPTED, **{lines[type(kept)]: kept.pk}).exists():
        raise LineIsAccepted(kept)


def touch(return_of: Return, now: datetime) -> None:
    """Count the revision up, and note when something was last saved."""
    Return.objects.filter(pk=return_of.pk).update(revision=F("revision") + 1, saved_at=now)


@transaction.atomic
def add_project(
    *, return_of: Return, title: str, by: uuid.UUID | None, now: datetime, offer: Offer | None = None
) -> Project:
    """Add a project. Raises ReturnIsClosed."""
    held_open(return_of)
    last = return_of.projects.aggregate(last=Max("position"))["last"]
    made = Project.objects.create(
        return_of=return_of, title=title[:120], position=0 if last is None else last + 1, offer=offer
    )
    touch(return_of, now)
    record("add project", kind="return", subject=return_of.id, by=by, title=title[:120])
    return made


@transaction.atomic
def change_project(
    *,
    project: Project,
    title: str,
    others: str,
    co_deliverers: Iterable[Organisation],
    by: uuid.UUID | None,
    now: datetime,
) -> None:
    """Change a project's name and who helped; reach rests on neither. Raises ReturnIsClosed."""
    held_open(project.return_of)
    if title != project.title:
        _note(project.return_of, Where(Part.PROJECT, project.pk, "title"), project.title, title, by, now)
    project.title, project.others = title, others
    project.save(update_fields=["title", "others"])
    project.co_deliverers.set(co_deliverers)
    touch(project.return_of, now)


@transaction.atomic
def remove_project(*, project: Project, by: uuid.UUID | None, now: datetime) -> None:
    """Take a project and its lines out. What they said stays in the history. Raises ReturnIsClosed, LineIsAccepted."""
    return_of = held_open(project.return_of)
    refuse_accepted(project)
    for line in project.lines.all():
        _note(return_of, Where(Part.LINE, line.pk, "line"), {"of": str(line), **line.answers}, None, by, now)
    _note(
        return_of,
        Where(Part.PROJECT, project.pk, "project"),
        {"title": project.title, **project.answers},
        None,
        by,
        now,
    )
    record("remove project", kind="return", subject=return_of.id, by=by, title=project.title)
    project.delete()
    touch(return_of, now)


@transaction.atomic
def add_school(*, project: Project, school: School, by: uuid.UUID | None, now: datetime) -> Line:
    """Add a line for a school. Raises AlreadyInProject and ReturnIsClosed."""
    held_open(project.return_of)
    if project.lines.filter(school=school).exists():
        raise AlreadyInProject(f"{school} is in this project already.")
    return _add_line(project, areas_of_school(school), now, school=school)


@transaction.atomic
def add_setting(*, project: Project, name: str, district: Place | None, by: uuid.UUID | None, now: datetime) -> Line:
    """Add a line for a place that is no school. Raises ReturnIsClosed."""
    held_open(project.return_of)
    return _add_line(project, areas_of_district(district) if district else Areas(), now, setting=name[:200])


@transaction.atomic
def add_several(*, project: Project, schools: Iterable[School], by: uuid.UUID | None, now: datetime) -> Line:
    """Add one line for several schools, whose figures are never split. Raises ReturnIsClosed."""
    held_open(project.return_of)
    schools = sorted(schools, key=lambda school: school.name)
    words = f"{len(schools)} schools together"
    line = _add_line(project, areas_of_schools(schools), now, setting=words)
    line.covers.set(schools)
    return line


def _add_line(project: Project, areas: Areas, now: datetime, **whose: Any) -> Line:
    last = project.lines.aggregate(last=Max("position"))["last"]
    line = Line.objects.create(
        project=project, position=0 if last is None else last + 1,
        district=areas.district, county=areas.county, partnership=areas.partnership, **whose,
    )  # fmt: skip
    keep_pupil_counts(project.return_of)
    touch(project.return_of, now)
    return line


@transaction.atomic
def remove_line(*, line: Line, by: uuid.UUID | None, now: datetime) -> None:
    """Take a line out; what it said stays in the history. Raises ReturnIsClosed, LineIsAccepted."""
    return_of = held_open(line.project.return_of)
    refuse_accepted(line)
    _note(return_of, Where(Part.LINE, line.pk, "line"), {"of": str(line), **line.answers}, None, by, now)
    line.delete()
    touch(return_of, now)


def keep_pupil_counts(return_of: Return) -> None:
    """See that the once-asked counts stand for each partnership that the return has lines in, and for no other unless told."""
    wanted = set(lines_of(return_of).order_by().values_list("partnership_id", flat=True).distinct())
    there = {counts.partnership_id: counts for counts in return_of.pupil_counts.all()}
    for partnership in wanted - set(there):
        PupilCounts.objects.create(return_of=return_of, partnership_id=partnership)
    for slug, counts in there.items():
        if slug not in wanted and not counts.answers:
            counts.delete()


@transaction.atomic
def save_answer(
    *,
    return_of: Return,
    where: Where,
    typed: object,
    by: uuid.UUID | None,
    now: datetime,
    seen: str | None = None,
    reason: str = "",
) -> Reading:
    """Save one answer with its history, and return how it was read.

    `seen` is the value in words that the form showed when it was opened. Raises UnreadableAnswer, ChangedElsewhere where
    it differs from what stands there now, ReturnIsClosed, LineIsAccepted, and KeyError for what this return does not ask.
    """
    held = held_open(return_of)
    question = framework_of_round(held.round).question(where.part, where.question)
    reading = read_answer(question, typed)
    model = MODELS[where.part]
    kept = model._default_manager.select_for_update().get(pk=where.record, **_belongs(where.part, held))
    before = kept.answers.get(where.question)
    kept_as = replace(reading, words=shown(question, reading.value))
    if before == reading.value:
        return kept_as
    if seen is not None and seen != shown(question, before):
        raise ChangedElsewhere(before, shown(question, before))
    if not isinstance(kept, Line) or kept.state == Line.State.ACCEPTED:  # a line that is locked here says so itself
        refuse_accepted(kept)
    write_answer(kept, where.question, reading.value)
    _note(held, where, before, reading.value, by, now, reason)
    touch(held, now)
    return kept_as


def _belongs(part: Part, return_of: Return) -> dict[str, object]:
    return {"project__return_of": return_of} if part == Part.LINE else {"return_of": return_of}


def write_answer(kept: Record, slug: str, value: Value) -> None:
    """Put one value into a record's answers; nothing takes it out."""
    if value is None:
        kept.answers.pop(slug, None)
    else:
        kept.answers[slug] = value
    kept.save(update_fields=["answers"])


def _note(
    return_of: Return, where: Where, before: Any, after: Any, by: uuid.UUID | None, now: datetime, reason: str = ""
) -> None:
    ValueChange.objects.create(
        return_of=return_of, of=where.part.value, record=where.record, question=where.question, before=before,
        after=after, by=by, at=now, reason=reason[:200],
    )  # fmt: skip


@transaction.atomic
def explain(*, line: Line, code: str, text: str, now: datetime) -> None:
    """Keep the words that explain a warning; no words take them away. Raises ReturnIsClosed."""
    return_of = held_open(line.project.return_of)
    kept = Line.objects.select_for_update().get(pk=line.pk)
    kept.explanations = {key: said for key, said in kept.explanations.items() if key != code}
    if text.strip():
        kept.explanations[code] = text.strip()[:400]
    kept.save(update_fields=["explanations"])
    touch(return_of, now)


@transaction.atomic
def save_grid(
    *, project: Project, statement: str, is_paired: bool, counts: list[list[int]], by: uuid.UUID | None, now: datetime,
    only_before: int = 0, only_after: int = 0,
) -> OutcomeGrid:  # fmt: skip
    """Keep the counts of one statement, before by after. Raises ReturnIsClosed."""
    return_of = held_open(project.return_of)
    there = OutcomeGrid.objects.filter(project=project, statement=statement).first()
    grid, _ = OutcomeGrid.objects.update_or_create(
        project=project, statement=statement,
        defaults={"is_paired": is_paired, "counts": counts, "only_before": only_before, "only_after": only_after},
    )  # fmt: skip
    ValueChange.objects.create(
        return_of=return_of, of=ValueChange.Of.GRID, record=project.pk, question=statement,
        before=there.counts if there else None, after=counts, by=by, at=now,
    )  # fmt: skip
    touch(return_of, now)
    return grid
