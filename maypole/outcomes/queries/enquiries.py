"""Schools that asked about an organisation's offers, and have no line about it in the return yet."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from maypole.directory.models import Enquiry
from maypole.outcomes.models import Line, Return
from maypole.outcomes.terms import term_of

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class SchoolAsked:
    """A school's question about an offer."""

    enquiry_id: UUID
    school: str
    offer: str
    message: str
    asked: str


def enquiries_of(return_of: Return) -> list[Enquiry]:
    """Return what schools asked about the organisation's offers in the year up to the end of the return's term."""
    last = return_of.round.term.last_day
    asked = Enquiry.objects.filter(
        organisation=return_of.organisation_id, asking_school__isnull=False, offer__isnull=False,
        sent_at__date__range=(last - A_YEAR, last),
    )  # fmt: skip
    told = last_told(return_of)
    found = {(one.asking_school_id, one.offer_id): one for one in asked.select_related("asking_school", "offer")}
    return [one for key, one in found.items() if key not in told or told[key] < one.sent_at.date()]


def last_told(return_of: Return) -> dict[tuple[int | None, UUID | None], date]:
    """Return, by school and offer, the last day of the latest term in which the organisation has a line about both."""
    told = Line.objects.filter(project__return_of__organisation=return_of.organisation_id, project__offer__isnull=False)
    found: dict[tuple[int | None, UUID | None], date] = {}
    for school, offer, term in told.values_list(
        "school_id", "project__offer_id", "project__return_of__round__term_key"
    ):
        found[school, offer] = max(found.get((school, offer), date.min), term_of(term).last_day)
    return found


def schools_that_asked(return_of: Return) -> list[SchoolAsked]:
    return [
        SchoolAsked(one.pk, str(one.asking_school), str(one.offer), one.message[:200], f"{one.sent_at:%-d %B %Y}")
        for one in enquiries_of(return_of)
    ]
