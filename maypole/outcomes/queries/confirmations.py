"""Which lines a school is asked about, and what schools have said."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from maypole.outcomes.models import Confirmation, Line, LineAnswer, Return, Round, ValueChange

CORRECTABLE = ("key_stage", "children", "sessions", "hours", "teachers", "awards")


def lines_about(confirmation: Confirmation) -> QuerySet[Line]:
    """Return the lines of sent returns that name the school, alone or with others."""
    return (
        Line.objects.filter(project__return_of__round=confirmation.round)
        .filter(Q(school=confirmation.school) | Q(covers=confirmation.school))
        .exclude(project__return_of__state=Return.State.DRAFT)
        .select_related("project__return_of__organisation", "school")
        .order_by("project__return_of__organisation__name", "project__position")
        .distinct()
    )


def differing_answers(return_of: Return) -> QuerySet[LineAnswer]:
    """Return what schools say otherwise of a return's lines, unsettled first."""
    return (
        LineAnswer.objects.filter(line__project__return_of=return_of)
        .exclude(verdict=LineAnswer.Verdict.RIGHT)
        .select_related("line__school", "line__project", "confirmation__round", "confirmation__school")
        .order_by("settled_at", "at")
    )


def is_confirmed(line: Line) -> bool:
    """Whether schools have said that the line is right and none of them otherwise, of the figures as they are now."""
    verdicts = set(standing_answers().filter(line=line).values_list("verdict", flat=True))
    return verdicts == {LineAnswer.Verdict.RIGHT}


def standing_answers() -> QuerySet[LineAnswer]:
    """Return what schools said of figures that have not changed since."""
    changed = ValueChange.objects.filter(
        record=OuterRef("line"), of=ValueChange.Of.LINE, question__in=CORRECTABLE, at__gt=OuterRef("at")
    )
    return LineAnswer.objects.filter(~Exists(changed))


def share_confirmed(of: Round) -> tuple[int, int]:
    """Return (lines that their school has said are right as they are now, lines of sent returns that name one school)."""
    lines = Line.objects.filter(project__return_of__round=of, school__isnull=False)
    lines = lines.exclude(project__return_of__state=Return.State.DRAFT)
    confirmed = lines.filter(Exists(standing_answers().filter(line=OuterRef("pk"), verdict=LineAnswer.Verdict.RIGHT)))
    return confirmed.count(), lines.count()
