"""Make the sample, whole and in one transaction."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from django.db import transaction
from django.utils import timezone

from maypole.accounts.actions.grants import grant_role, make_administrator
from maypole.accounts.models import Person
from maypole.accounts.roles import COORDINATOR, ORGANISATION, SUPPORT
from maypole.atlas.actions.calculation import calculate_all
from maypole.core.actions import set_what_it_holds
from maypole.core.bulk import count_afresh
from maypole.core.models import Dataset
from maypole.core.queries import SAMPLE
from maypole.directory.actions.entries import rebuild_entries
from maypole.directory.actions.scopes import scope_of
from maypole.outcomes.models import Return
from maypole.partnerships.models import Partnership
from maypole.places.outlines import derive_outlines
from maypole.web.sample.geography import make_geography
from maypole.web.sample.lists import make_lists
from maypole.web.sample.names import DEMONSTRATION, SLUG
from maypole.web.sample.offers import make_offers
from maypole.web.sample.organisations import make_organisations
from maypole.web.sample.partnerships import make_partnerships
from maypole.web.sample.pictures import make_pictures
from maypole.web.sample.plans import Plans
from maypole.web.sample.programme import Programme, make_school_account
from maypole.web.sample.releases import make_releases
from maypole.web.sample.returns import Returns
from maypole.web.sample.schools import make_schools
from maypole.web.sample.stories import make_stories
from maypole.web.sample.travel import make_travel_times
from maypole.web.sample.waiting import make_waiting
from maypole.web.sample.year_before import YearBefore

SEED = 1604
SCHOOLS, ORGANISATIONS = 2_300, 500


def say_nothing(message: str) -> None:
    """Take progress and do nothing with it."""


@transaction.atomic
def load_sample(
    *,
    on_progress: Callable[[str], None] = say_nothing,
    now: datetime | None = None,
    schools: int = SCHOOLS,
    organisations: int = ORGANISATIONS,
) -> None:
    """Fill an empty database with the invented region. The same seed and day give the same sample."""
    now = now or timezone.now()
    rng = Random(SEED)  # nosec (names for a sample, not secrets)
    dataset = Dataset.objects.create(
        slug=SLUG,
        title="Invented sample",
        publisher="Maypole",
        licence="CC0 1.0",
        licence_url="https://creativecommons.org/publicdomain/zero/1.0/",
        may_pass_on=True,
        vintage="2026",
        ingested_at=now,
        is_invented=True,
    )
    on_progress("districts and neighbourhoods")
    districts = make_geography(rng, dataset)
    on_progress("outlines, from postcode points")
    derive_outlines([district.place.code for district in districts])
    on_progress(f"{schools:,} schools")
    made_schools = make_schools(rng, districts, schools, dataset, now.date())
    on_progress(f"{organisations:,} organisations and their offers")
    made = make_organisations(rng, districts, organisations, dataset, now)
    make_offers(rng, made, now)
    on_progress("pictures")
    make_pictures(made, now)
    on_progress("partnerships")
    partnerships = make_partnerships(rng, districts, list(made), made_schools, dataset, now)
    claimant = make_people(partnerships)
    make_waiting(partnerships[0], claimant, dataset, now)
    on_progress("a list of somebody’s own")
    make_lists(rng, districts, now)
    on_progress("three terms of returns, and a release")
    returns = Returns(rng, list(made), made_schools, now)
    returns.make(partnerships)
    make_returner()
    make_releases(partnerships, now)
    on_progress("stories")
    make_stories(partnerships, make_editor(), now)
    YearBefore(Random(SEED), list(made), made_schools, now).make(partnerships)  # nosec (a sample)
    on_progress("award journeys, transition, networks and hubs")
    Programme(Random(SEED), now).make(partnerships)  # nosec (a sample)
    make_school_account(partnerships[0], f"school@{DEMONSTRATION}")
    on_progress("the map, and travel times")
    rebuild_entries()
    count_afresh()
    make_travel_times(partnerships[0], now)
    on_progress("wants, asks and plans")
    Plans(Random(SEED), now).make(partnerships)  # nosec (a sample)
    on_progress("the indicators of every school and area")
    calculate_all(as_of=now.date(), now=now)
    set_what_it_holds(SAMPLE)


def make_people(partnerships: list[Partnership]) -> Person:
    """Make one account a role to try the sample with, and return one with none; no mail can reach them."""
    make_administrator(email=f"administrator@{DEMONSTRATION}", by=None)
    first = partnerships[0]
    coordinator = Person.objects.create_user(f"coordinator@{DEMONSTRATION}", name="Priya Marsh")
    grant_role(person=coordinator, role=COORDINATOR, scope_id=first.territory.scope_id, of_what=first.name, by=None)
    support = first.support_agreements.get().organisation
    supporter = Person.objects.create_user(f"support@{DEMONSTRATION}", name="Sam Ridley")
    grant_role(person=supporter, role=SUPPORT, scope_id=support.scope_id, of_what=support.name, by=None)
    return Person.objects.create_user(f"noor@{DEMONSTRATION}", name="Noor Eastlea")


def make_returner() -> None:
    """Make an account for an organisation that has begun its return, so that one can try to fill one in."""
    begun = Return.objects.filter(round__is_invented=True, state=Return.State.DRAFT).first()
    if begun is not None:
        person = Person.objects.create_user(f"organisation@{DEMONSTRATION}", name="Lena Okoro")
        scope_id = scope_of(begun.organisation)
        grant_role(person=person, role=ORGANISATION, scope_id=scope_id, of_what=str(begun.organisation), by=None)


def make_editor() -> Person:
    return Person.objects.create_user(f"editor@{DEMONSTRATION}", name="Bela Garside")
