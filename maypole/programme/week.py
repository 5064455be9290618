"""What journeys, hubs and the transition project need of a coordinator this week, and journeys of a school."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from maypole.accounts.models import Person
from maypole.accounts.permissions import scopes_of
from maypole.accounts.roles import SCHOOL
from maypole.core.week import Coming, WeekItem
from maypole.directory.models import School
from maypole.partnerships.models import Partnership
from maypole.partnerships.queries.partnerships import partnerships_kept_by
from maypole.programme.models import HubPlan
from maypole.programme.presenters.words import count, deadline_in_words, step_in_words, title_of
from maypole.programme.queries.journeys import SchoolJourney, entered_journeys, journeys_of
from maypole.programme.queries.to_act_on import Concern, concerns_of
from maypole.programme.queries.transition import transition_of, warnings_of
from maypole.programme.stages import Scheme

MOST_COMING = 5
ASKED = (
    (
        Concern.OVERDUE,
        40,
        "{schools} late with the plan for {scheme}",
        "The day has gone by. Ask them, or enter another.",
    ),
    (Concern.SOON, 45, "{schools} with a day for {scheme} within 90 days", "A word now saves a lapse."),
    (Concern.UNSUPPORTED, 65, "{schools} on the way to {scheme} with nobody beside them", "Name who supports each."),
)


def journeys_to_act_on(person: Person) -> Iterator[WeekItem]:
    """Yield one item a list, so that many schools do not fill the week."""
    today = timezone.localdate()
    for partnership in partnerships_kept_by(person):
        for scheme in Scheme:
            concerns = [concerns_of(one, today) for one in entered_journeys(partnership, scheme, today)]
            yield from _items(partnership, scheme, concerns)


def _items(partnership: Partnership, scheme: Scheme, concerns: list[set[Concern]]) -> Iterator[WeekItem]:
    for concern, rank, title, text in ASKED:
        number = sum(concern in each for each in concerns)
        if number:
            yield WeekItem(
                rank=rank,
                title=title.format(schools=count(number, "school"), scheme=title_of(scheme)),
                text=text,
                minutes=min(2 * number, 10),
                more_label="See them",
                more_path=f"{reverse('journeys', args=[partnership.slug])}?scheme={scheme.value}&list={concern.value}",
            )


def hubs_that_wait(person: Person) -> Iterator[WeekItem]:
    waiting = HubPlan.objects.filter(partnership__in=partnerships_kept_by(person), state=HubPlan.State.PROPOSED)
    for plan in waiting.select_related("partnership")[:3]:
        yield WeekItem(
            rank=70,
            title=f"Hubs that you proposed on {plan.made_at:%-d %B} wait",
            text="Move what is wrong, then keep them or throw them away.",
            minutes=5,
            more_label="Look at them",
            more_path=plan.get_absolute_url(),
        )


def counts_to_look_at(person: Person) -> Iterator[WeekItem]:
    year = timezone.localdate().year
    for partnership in partnerships_kept_by(person):
        warnings = warnings_of(transition_of(partnership, year))
        if warnings:
            yield WeekItem(
                rank=66,
                title=f"September {year}: {count(len(warnings), 'count')} to look at",
                text=warnings[0],
                minutes=3,
                more_label="See all counts",
                more_path=f"{reverse('transition', args=[partnership.slug])}?year={year}",
            )


def days_to_come(person: Person) -> Iterator[Coming]:
    today = timezone.localdate()
    found: list[SchoolJourney] = [
        one
        for partnership in partnerships_kept_by(person)
        for scheme in Scheme
        for one in entered_journeys(partnership, scheme, today)
    ]
    days = [(deadline, one) for one in found if (deadline := one.outlook.coming(today)) and deadline.is_soon(today)]
    for deadline, one in sorted(days, key=lambda pair: (pair[0].on, pair[1].school.name))[:MOST_COMING]:
        yield Coming(
            deadline.on, f"{one.school}: {step_in_words(deadline.step, one.scheme)}", title_of(one.scheme), path_of(one)
        )


def days_of_own_schools(person: Person) -> Iterator[WeekItem]:
    """Yield what a school's own people have to see to: a plan that is late, or a day that comes near."""
    today = timezone.localdate()
    schools = School.objects.filter(scope_id__in=scopes_of(person, SCHOOL)).select_related("district")
    for scheme in Scheme:
        for one in journeys_of(schools, scheme, today):
            deadline = one.outlook.next
            if deadline and concerns_of(one, today) & {Concern.OVERDUE, Concern.SOON}:
                yield WeekItem(
                    rank=30,
                    title=f"{title_of(scheme)}: {step_in_words(deadline.step, scheme)}",
                    text=f"{one.school}, {deadline_in_words(deadline, scheme, today)}. Is it done, or is the day another one?",
                    minutes=2,
                    more_label="Put it right",
                    more_path=path_of(one),
                )


def path_of(one: SchoolJourney) -> str:
    return f"{reverse('school_journey', args=[one.school.urn])}?scheme={one.scheme.value}"


ITEMS = [journeys_to_act_on, hubs_that_wait, counts_to_look_at, days_of_own_schools]
COMING = [days_to_come]
