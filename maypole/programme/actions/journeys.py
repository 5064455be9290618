"""Enter and correct what is known of a school's journey, name who supports it, note a contact, begin again."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from maypole.core.audit import record
from maypole.directory.models import Organisation, School
from maypole.programme.dates import WrongDates, has_been
from maypole.programme.models import Contact, Journey, JourneyChange, JourneyMail, PastAward
from maypole.programme.stages import LEVELS, Scheme

DAYS = ("registered_on", "plan_due_on", "submitted_on", "awarded_on", "ends_on")
IN_THE_PAST = ("registered_on", "submitted_on", "awarded_on")
FACTS = (*DAYS, "level", "email")
NAMES = {
    "registered_on": "The day it registered",
    "plan_due_on": "The day its plan is due",
    "submitted_on": "The day its plan went in",
    "awarded_on": "The day of its award",
    "ends_on": "The last day of its award",
}
ORDER = (
    ("registered_on", "plan_due_on"),
    ("registered_on", "submitted_on"),
    ("registered_on", "awarded_on"),
    ("submitted_on", "awarded_on"),
    ("awarded_on", "ends_on"),
)


def journey_for(school: School, scheme: Scheme, now: datetime) -> Journey:
    """Return the journey of a school, made if need be; inside a transaction."""
    found, _ = Journey.objects.select_for_update().get_or_create(
        school=school, scheme=scheme, defaults={"changed_at": now}
    )
    return found


@transaction.atomic
def enter_facts(
    *, school: School, scheme: Scheme, facts: Mapping[str, date | str | None], by: uuid.UUID | None, now: datetime
) -> Journey:
    """Change some of a journey's dates, its level or the address that is reminded. Raises WrongDates."""
    journey = journey_for(school, scheme, now)
    before = {name: getattr(journey, name) for name in facts}
    for name, value in facts.items():
        setattr(journey, name, value)
    check_dates(journey, now.date())
    changed = {name: value for name, value in before.items() if getattr(journey, name) != value}
    if changed:
        journey.changed_at = now
        journey.save()
        _keep_changes(journey, changed, by, now)
    return journey


def check_dates(journey: Journey, today: date) -> None:
    """Raise WrongDates where the dates contradict one another, or tell of a day that has not come."""
    for name in IN_THE_PAST:
        day = getattr(journey, name)
        if day and day > today:
            raise WrongDates(name, f"{NAMES[name]}, {day:%-d %B %Y}, is still to come. Enter it when it has been.")
    for first, second in ORDER:
        earlier, later = getattr(journey, first), getattr(journey, second)
        if earlier and later and later < earlier:
            raise WrongDates(
                second,
                f"{NAMES[second]}, {later:%-d %B %Y}, is before {NAMES[first][0].lower()}{NAMES[first][1:]}, "
                f"{earlier:%-d %B %Y}. Look at both.",
            )
    if (journey.awarded_on or journey.ends_on) and not journey.level:
        raise WrongDates("level", "Say which level was awarded.")
    if journey.level and journey.level not in LEVELS[Scheme(journey.scheme)]:
        raise WrongDates("level", f"{journey.level} is no level of {journey.get_scheme_display()}.")


def _keep_changes(journey: Journey, before: Mapping[str, object], by: uuid.UUID | None, now: datetime) -> None:
    JourneyChange.objects.bulk_create(
        JourneyChange(
            journey=journey,
            field=name,
            before="" if name == "email" else _text(value),
            after="" if name == "email" else _text(getattr(journey, name)),
            by=by,
            at=now,
        )
        for name, value in before.items()
    )
    record("change journey", kind="school", subject=journey.school_id, by=by, fields=sorted(before))


def _text(value: object) -> str:
    return "" if value is None else str(value)[:200]


@transaction.atomic
def name_supporter(
    *, school: School, scheme: Scheme, who: str, since: date | None, by: uuid.UUID | None, now: datetime
) -> Journey:
    """Say who supports a school: an organisation where one bears just this name, else a role in words. Empty ends it.

    Raises WrongDates for a day to come.
    """
    has_been("since", since, now.date(), "Leave it empty until then.")
    journey = journey_for(school, scheme, now)
    was = supporter_in_words(journey)
    journey.supporter = organisation_called(who)
    journey.supporter_role = "" if journey.supporter else who
    journey.supported_since = since if who else None
    journey.changed_at = now
    journey.save()
    if supporter_in_words(journey) != was:
        JourneyMail.objects.filter(journey=journey, side=JourneyMail.Side.SUPPORTER).delete()
        JourneyChange.objects.create(
            journey=journey, field="supporter", before=was[:200], after=supporter_in_words(journey)[:200], by=by, at=now
        )
        record("name supporter", kind="school", subject=school.urn, by=by, scheme=scheme.value)
    return journey


def supporter_in_words(journey: Journey) -> str:
    return journey.supporter.today.name if journey.supporter else journey.supporter_role


def organisation_called(name: str) -> Organisation | None:
    """Return the one open organisation of just this name; None where there is none, or several."""
    found = list(Organisation.objects.open().filter(name__iexact=name)[:2]) if name else []
    return found[0] if len(found) == 1 else None


@transaction.atomic
def note_contact(
    *, school: School, scheme: Scheme, on: date, text: str, by: uuid.UUID | None, now: datetime
) -> Contact:
    """Note that somebody spoke with the school. Raises WrongDates for a day to come."""
    has_been("on", on, now.date(), "Note it when you have spoken.")
    journey = journey_for(school, scheme, now)
    noted = Contact.objects.create(journey=journey, on=on, text=text, by=by, at=now)
    record("note contact", kind="school", subject=school.urn, by=by, scheme=scheme.value)
    return noted


@transaction.atomic
def take_out_contact(*, contact: Contact, by: uuid.UUID | None) -> None:
    """Delete a note, such as one that names somebody. What it said is kept nowhere."""
    record("take out contact", kind="school", subject=contact.journey.school_id, by=by)
    contact.delete()


@transaction.atomic
def register_again(*, school: School, scheme: Scheme, on: date, by: uuid.UUID | None, now: datetime) -> Journey:
    """Put the award that a school holds with those before, and begin anew. Raises WrongDates."""
    journey = journey_for(school, scheme, now)
    if journey.awarded_on and on < journey.awarded_on:
        raise WrongDates("on", f"That is before its last award, {journey.awarded_on:%-d %B %Y}.")
    has_been("on", on, now.date(), "Enter it when the school has registered.")
    before = {name: getattr(journey, name) for name in (*DAYS, "level") if getattr(journey, name)}
    if journey.level:
        PastAward.objects.create(
            journey=journey, level=journey.level, awarded_on=journey.awarded_on, ends_on=journey.ends_on
        )
    for name in DAYS:
        setattr(journey, name, None)
    journey.level, journey.registered_on, journey.changed_at = "", on, now
    journey.save()
    _keep_changes(journey, before | {"registered_on": before.get("registered_on")}, by, now)
    return journey
