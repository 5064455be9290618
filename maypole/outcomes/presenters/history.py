"""Who changed which answer of a return, from what to what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maypole.accounts.queries import name_of
from maypole.outcomes.answers import shown
from maypole.outcomes.frameworks import Framework, Part
from maypole.outcomes.models import Line, Return, ValueChange
from maypole.outcomes.queries.returns import framework_of_round, lines_of

MOST = 500


@dataclass(frozen=True)
class Change:
    """One change in words."""

    at: datetime
    who: str
    what: str
    before: str
    after: str
    reason: str


def changes_of(return_of: Return, lines: Iterable[Line] | None = None) -> list[Change]:
    """Return the latest changes of a return; with lines, of those lines and their projects only."""
    framework = framework_of_round(return_of.round)
    names: dict[UUID, str] = {project.pk: project.title for project in return_of.projects.all()}
    names |= {line.pk: f"{line.project.title}, {line}" for line in lines_of(return_of)}
    found = ValueChange.objects.filter(return_of=return_of)
    if lines is not None:
        lines = list(lines)
        found = found.filter(record__in=[*(line.pk for line in lines), *(line.project_id for line in lines)])
    changes = list(found[:MOST])
    people = {by: name_of(by) for by in {change.by for change in changes}}
    return [_change(change, framework, names, people) for change in changes]


def _change(
    change: ValueChange, framework: Framework, names: dict[UUID, str], people: dict[UUID | None, str]
) -> Change:
    about = names.get(change.record, "Pupils’ needs" if change.of == ValueChange.Of.PUPILS else "Taken out since")
    title, before, after = change.question, change.before, change.after
    known = framework.by_slug.get((Part(change.of), change.question)) if change.of in list(Part) else None
    if known is not None:
        title, before, after = known.title, shown(known, change.before), shown(known, change.after)
    return Change(
        at=change.at,
        who=people[change.by],
        what=f"{about}: {title}",
        before=_plain(before),
        after=_plain(after),
        reason=change.reason,
    )


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(said)}" for key, said in value.items())
    return "–" if value in (None, "") else str(value)
