"""The lists of journeys, and the journey of one school."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from maypole.directory.models import Accreditation
from maypole.programme.actions.journeys import NAMES, supporter_in_words
from maypole.programme.models import Contact, Journey
from maypole.programme.presenters.words import (
    NOT_KNOWN,
    RULES,
    TONES,
    day,
    deadline_in_words,
    stage_in_words,
    title_of,
    when_in_words,
)
from maypole.programme.queries.filters import Filters
from maypole.programme.queries.journeys import SchoolJourney
from maypole.programme.queries.to_act_on import Concern
from maypole.programme.stages import PLANS, Scheme

CONCERNS = {
    Concern.OVERDUE: ("Overdue", "The day for the {plan} has gone by."),
    Concern.SOON: ("Due within 90 days", "A day for the {plan}, or a last day, is near."),
    Concern.LAPSED: ("Lapsed", "An award has ended{without}."),
    Concern.STILL: ("Registered a year ago or more", "No {plan} has come since."),
    Concern.UNDATED: ("No known date", "A list names the school, and nobody has entered a day."),
    Concern.UNSUPPORTED: ("Nobody supports it", "It is on its way, and no role or organisation stands beside it."),
}
WITHOUT = {Scheme.ARTSMARK: ", or two years went by without one", Scheme.ARTS_AWARD: ""}
CHANGED = NAMES | {"level": "Level", "email": "The address that is reminded", "supporter": "Who supports it"}


@dataclass(frozen=True)
class JourneyLine:
    """A school on a list, with what can be said in words."""

    urn: int
    name: str
    district: str
    phase: str
    stage: str
    tone: str
    when: str
    next: str
    supporter: str
    since: str
    since_on: str
    concerns: tuple[str, ...]


@dataclass(frozen=True)
class ListLink:
    """One list of the filter with how many stand in it."""

    query: str
    title: str
    meaning: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class JourneyPage:
    """The journey of one school and scheme."""

    scheme: str
    title: str
    stage: str
    tone: str
    facts: tuple[tuple[str, str], ...]
    listed: str
    differs: bool
    supporter: str
    since: str
    contacts: tuple[tuple[int, str, str], ...]
    changes: tuple[tuple[str, str, str, str], ...]
    before: tuple[str, ...]
    rule: str


def line_of(one: SchoolJourney, concerns: set[Concern], today: date) -> JourneyLine:
    journey = one.journey
    return JourneyLine(
        urn=one.school.urn,
        name=one.school.name,
        district=one.school.district.name if one.school.district else NOT_KNOWN,
        phase=one.school.get_phase_display(),
        stage=stage_in_words(one.outlook, one.scheme),
        tone=TONES.get(one.stage, "plain"),
        when=when_in_words(one.outlook.next, today),
        next=deadline_in_words(one.outlook.next, one.scheme, today),
        supporter=supporter_in_words(journey) if journey else "",
        since=day(journey.supported_since) if journey and one.is_supported else "",
        since_on=journey.supported_since.isoformat() if journey and journey.supported_since else "",
        concerns=tuple(CONCERNS[concern][0] for concern in Concern if concern in concerns),
    )


def list_links(concerns: Sequence[set[Concern]], filters: Filters) -> list[ListLink]:
    """Return the lists with their counts; one with none stays and says 0."""
    return [
        ListLink(
            filters.of_list(concern).query,
            title,
            meaning.format(plan=PLANS[filters.scheme], without=WITHOUT[filters.scheme]),
            sum(concern in each for each in concerns),
            concern is filters.concern,
        )
        for concern, (title, meaning) in CONCERNS.items()
    ]


def scheme_links(filters: Filters) -> list[tuple[str, str, bool]]:
    """Return each scheme with its address and title, and whether it is the one that is shown."""
    return [(filters.of_scheme(scheme).query, title_of(scheme), scheme is filters.scheme) for scheme in Scheme]


def journey_page(one: SchoolJourney, today: date) -> JourneyPage:
    """Return the journey of a school as its own page shows it; queries notes and changes."""
    journey = one.journey
    return JourneyPage(
        scheme=one.scheme.value,
        title=title_of(one.scheme),
        stage=stage_in_words(one.outlook, one.scheme),
        tone=TONES.get(one.stage, "plain"),
        facts=facts_of(one, today),
        listed=listed_in_words(one.listed, one.scheme),
        differs=differs_from_list(one),
        supporter=supporter_in_words(journey) if journey else "",
        since=day(journey.supported_since) if journey and one.is_supported else "",
        contacts=tuple(contact_words(contact) for contact in journey.contacts.all()) if journey else (),
        changes=changes_of(journey) if journey else (),
        before=tuple(
            f"{past.level}, awarded {day(past.awarded_on)}, until {day(past.ends_on)}" for past in one.dates.earlier
        ),
        rule=RULES[one.scheme],
    )


def facts_of(one: SchoolJourney, today: date) -> tuple[tuple[str, str], ...]:
    """Return each day with its meaning; an empty one is said to be not known."""
    dates, award, plan = one.dates, one.dates.award, PLANS[one.scheme].capitalize()
    return (
        ("Registered", day(dates.registered_on)),
        (f"{plan} due", day(dates.plan_due_on)),
        (f"{plan} went in", day(dates.submitted_on)),
        ("Awarded", f"{award.level}, {day(award.awarded_on)}" if award else "not yet, or not known"),
        (when_in_words(one.outlook.next, today), deadline_in_words(one.outlook.next, one.scheme, today)),
    )


def listed_in_words(listed: Accreditation | None, scheme: Scheme) -> str:
    if listed is None:
        return "No list here names the school."
    said = listed.level or listed.get_status_display()
    if scheme is Scheme.ARTS_AWARD:
        said = "a centre"
    vintage = f", {listed.dataset.vintage}" if listed.dataset.vintage else ""
    return f"{listed.dataset.title}{vintage}: {said}. Lists give no dates."


def differs_from_list(one: SchoolJourney) -> bool:
    """Whether what was entered and what the list says are not the same; each may be the newer."""
    standing, dates = one.outlook.standing, one.dates
    is_entered = one.listed is not None and not standing.is_from_list
    return is_entered and (standing.stage, standing.level) != (dates.listed_stage, dates.listed_level)


def contact_words(contact: Contact) -> tuple[int, str, str]:
    return contact.pk, day(contact.on), contact.text


def changes_of(journey: Journey) -> tuple[tuple[str, str, str, str], ...]:
    return tuple(
        (f"{change.at:%-d %B %Y}", CHANGED[change.field], *_both(change.field, change.before, change.after))
        for change in journey.changes.all()[:30]
    )


def _both(field: str, before: str, after: str) -> tuple[str, str]:
    if field == "email":
        return "", "changed"
    return _as_day(before), _as_day(after)


def _as_day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text or "empty"
