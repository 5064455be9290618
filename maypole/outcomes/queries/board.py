"""The board of a round: who was asked, how far each is, and how complete the whole is."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maypole.outcomes.answers import whole_of
from maypole.outcomes.models import Expected, Line, Return, Round
from maypole.outcomes.queries.confirmations import share_confirmed

NOT_STARTED = "not_started"
SENT = (Return.State.SENT, Return.State.QUERIED, Return.State.ACCEPTED, Return.State.LOCKED)


@dataclass(frozen=True)
class Row:
    """One organisation of a round."""

    organisation: str
    organisation_id: UUID
    state: str
    expected: Expected | None
    return_of: Return | None
    due_on: date


@dataclass(frozen=True)
class Completeness:
    """How much of what is expected has come. Shares are between 0 and 1; None where nothing can be said."""

    received: int
    expected: int
    share_of_last_children: float | None
    confirmed: int
    to_confirm: int

    @property
    def share(self) -> float | None:
        return self.received / self.expected if self.expected else None


def board(of: Round) -> list[Row]:
    """Return a row for each organisation that is expected or has begun."""
    returns = {one.organisation_id: one for one in of.returns.select_related("organisation")}
    expected = list(of.expected.select_related("organisation"))
    rows = [_row(of, one, returns.pop(one.organisation_id, None)) for one in expected]
    rows += [
        Row(str(one.organisation), one.organisation_id, one.state, None, one, of.due_on) for one in returns.values()
    ]
    return sorted(rows, key=lambda row: (ORDER.index(row.state), row.organisation))


ORDER = (NOT_STARTED, *Return.State.values)


def _row(of: Round, expected: Expected, return_of: Return | None) -> Row:
    state = return_of.state if return_of else NOT_STARTED
    return Row(str(expected.organisation), expected.organisation_id, state, expected, return_of, expected.due_on)


def completeness(of: Round) -> Completeness:
    """Return how complete a round is: by organisations, and by the children that those who returned told of last time."""
    expected = set(of.expected.values_list("organisation_id", flat=True))
    received = set(of.returns.filter(state__in=SENT).values_list("organisation_id", flat=True)) & expected
    confirmed, lines = share_confirmed(of)
    return Completeness(len(received), len(expected), share_of_last_children(of, received, expected), confirmed, lines)


def share_of_last_children(of: Round, received: set[UUID], expected: set[UUID]) -> float | None:
    """Return the share of the last round's children that was told by those who have returned now."""
    partnerships = of.taking_part.values_list("partnership_id", flat=True)
    rounds = Round.objects.filter(taking_part__partnership__in=list(partnerships)).exclude(pk=of.pk).distinct()
    earlier = [one for one in rounds if one.term.order < of.term.order]
    if not earlier:
        return None
    last = max(earlier, key=lambda one: one.term.order)
    told: dict[UUID, int] = {}
    lines = Line.objects.filter(project__return_of__round=last, project__return_of__state__in=SENT)
    for organisation, answers in lines.values_list("project__return_of__organisation_id", "answers"):
        told[organisation] = told.get(organisation, 0) + (whole_of(answers, "children") or 0)
    whole = sum(number for organisation, number in told.items() if organisation in expected)
    return sum(told.get(organisation, 0) for organisation in received) / whole if whole else None
