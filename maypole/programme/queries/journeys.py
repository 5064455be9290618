"""How far the schools of a partnership are with an award: the list's word and what was entered, as one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from maypole.directory.models import Accreditation, School
from maypole.partnerships.models import Partnership
from maypole.programme.models import Journey, PastAward
from maypole.programme.stages import Award, Dates, Outlook, Scheme, Stage, outlook_of
from maypole.programme.territory import schools_of

LISTED_SCHEME = {
    Scheme.ARTSMARK: Accreditation.Scheme.ARTSMARK,
    Scheme.ARTS_AWARD: Accreditation.Scheme.ARTS_AWARD_CENTRE,
}
# A centre of the Arts Award may give awards; that it is listed says nothing of one that its pupils gained.
LISTED_STAGE = {
    (Scheme.ARTSMARK, Accreditation.Status.REGISTERED): Stage.REGISTERED,
    (Scheme.ARTSMARK, Accreditation.Status.WORKING_TOWARDS): Stage.WORKING_TOWARDS,
    (Scheme.ARTSMARK, Accreditation.Status.HELD): Stage.AWARDED,
    (Scheme.ARTSMARK, Accreditation.Status.ENDED): Stage.LAPSED,
    (Scheme.ARTS_AWARD, Accreditation.Status.REGISTERED): Stage.REGISTERED,
    (Scheme.ARTS_AWARD, Accreditation.Status.WORKING_TOWARDS): Stage.WORKING_TOWARDS,
    (Scheme.ARTS_AWARD, Accreditation.Status.HELD): Stage.REGISTERED,
    (Scheme.ARTS_AWARD, Accreditation.Status.ENDED): Stage.LAPSED,
}


@dataclass(frozen=True)
class SchoolJourney:
    """A school with one scheme: what was entered, if anything, what a list says, and where that puts it today."""

    school: School
    scheme: Scheme
    journey: Journey | None
    listed: Accreditation | None
    dates: Dates
    outlook: Outlook

    @property
    def stage(self) -> Stage:
        return self.outlook.standing.stage

    @property
    def is_supported(self) -> bool:
        return self.journey is not None and bool(self.journey.supporter_id or self.journey.supporter_role)


def journeys_of_partnership(partnership: Partnership, scheme: Scheme, today: date) -> list[SchoolJourney]:
    """Return every open school of the partnership with where it stands; four queries, however many there are."""
    return journeys_of(schools_of(partnership).select_related("district"), scheme, today)


def journeys_of(schools: Iterable[School], scheme: Scheme, today: date) -> list[SchoolJourney]:
    """Return these schools with where they stand, in their order."""
    there = list(schools)
    urns = [school.urn for school in there]
    entered = {
        journey.school_id: journey
        for journey in Journey.objects.filter(scheme=scheme, school_id__in=urns)
        .select_related("supporter__merged_into")
        .prefetch_related(Prefetch("past_awards", PastAward.objects.order_by("-awarded_on", "-id")))
    }
    listed = listed_of(urns, scheme)
    return [school_journey(school, scheme, entered.get(school.urn), listed.get(school.urn), today) for school in there]


def entered_journeys(partnership: Partnership, scheme: Scheme, today: date) -> list[SchoolJourney]:
    """Return only the schools of whose journey somebody entered something."""
    schools = schools_of(partnership).filter(journeys__scheme=scheme)
    return journeys_of(schools.select_related("district"), scheme, today)


def journey_of_school(school: School, scheme: Scheme, today: date) -> SchoolJourney:
    return journeys_of([school], scheme, today)[0]


def listed_of(urns: Iterable[int], scheme: Scheme) -> dict[int, Accreditation]:
    """Return what a list says of each school, the furthest where two lists speak of it."""
    found: dict[int, Accreditation] = {}
    rows = Accreditation.objects.filter(scheme=LISTED_SCHEME[scheme], school_id__in=list(urns)).select_related(
        "dataset"
    )
    order = list(Stage)
    for row in rows:
        before = found.get(row.school_id or 0)
        if before is None or order.index(_listed_stage(before, scheme)) < order.index(_listed_stage(row, scheme)):
            found[row.school_id or 0] = row
    return found


def _listed_stage(listed: Accreditation, scheme: Scheme) -> Stage:
    return LISTED_STAGE[scheme, Accreditation.Status(listed.status)]


def school_journey(
    school: School, scheme: Scheme, journey: Journey | None, listed: Accreditation | None, today: date
) -> SchoolJourney:
    dates = dates_of(scheme, journey, listed)
    return SchoolJourney(school, scheme, journey, listed, dates, outlook_of(dates, today))


def dates_of(scheme: Scheme, journey: Journey | None, listed: Accreditation | None) -> Dates:
    """Return what is known, without the rows it comes from."""
    listed_stage = _listed_stage(listed, scheme) if listed else Stage.NOT_BEGUN
    listed_level = listed.level if listed and listed_stage in (Stage.AWARDED, Stage.LAPSED) else ""
    if journey is None:
        return Dates(scheme, listed_stage=listed_stage, listed_level=listed_level)
    return Dates(
        scheme=scheme,
        registered_on=journey.registered_on,
        plan_due_on=journey.plan_due_on,
        submitted_on=journey.submitted_on,
        award=Award(journey.level, journey.awarded_on, journey.ends_on) if journey.level else None,
        earlier=tuple(Award(past.level, past.awarded_on, past.ends_on) for past in journey.past_awards.all()),
        listed_stage=listed_stage,
        listed_level=listed_level,
    )
