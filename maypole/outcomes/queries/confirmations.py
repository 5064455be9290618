"""Which lines a school is asked about, and what schools have said."""

from django.db.models import Q, QuerySet

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
    """Whether a school has said that the line is right, and no figure that it saw has changed since."""
    said = LineAnswer.objects.filter(line=line, verdict=LineAnswer.Verdict.RIGHT).order_by("-at").first()
    changed = ValueChange.objects.filter(record=line.pk, of=ValueChange.Of.LINE, question__in=CORRECTABLE)
    return said is not None and not changed.filter(at__gt=said.at).exists()


def share_confirmed(of: Round) -> tuple[int, int]:
    """Return (lines that a school has said are right, lines of sent returns that name one school)."""
    lines = Line.objects.filter(project__return_of__round=of, school__isnull=False)
    lines = lines.exclude(project__return_of__state=Return.State.DRAFT)
    confirmed = lines.filter(school_answers__verdict=LineAnswer.Verdict.RIGHT).distinct()
    return confirmed.count(), lines.count()
