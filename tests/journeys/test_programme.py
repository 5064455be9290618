"""A coordinator forms hubs, moves a school and keeps them, with and without script; nothing is amiss on any page of it."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from maypole.directory.models import Accreditation
from maypole.programme.actions.hubs import keep_plan, propose_hubs
from maypole.programme.actions.journeys import enter_facts, name_supporter, note_contact
from maypole.programme.actions.networks import NetworkDetails, found_network, let_in, note_change
from maypole.programme.actions.reminding import stop_token
from maypole.programme.actions.transition import pair_schools, tell_counts
from maypole.programme.forming import Wish
from maypole.programme.models import HubPlan, HubSchool, JourneyMail
from maypole.programme.stages import Scheme
from tests.cast import Cast, make_school
from tests.journeys.conftest import amiss, amiss_along

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Our Lady of the Meadows and Saint Oswin Catholic Voluntary Academy"
KEPT = (
    "/partnerships/brindle/", "/partnerships/brindle/journeys/", "/partnerships/brindle/journeys/?list=lapsed",
    "/partnerships/brindle/journeys/take-up/", "/partnerships/brindle/transition/", "/partnerships/brindle/networks/",
    "/partnerships/brindle/networks/{network}/", "/partnerships/brindle/hubs/", "/partnerships/brindle/hubs/{plan}/",
    "/partnerships/brindle/hubs/{plan}/1/", "/partnerships/brindle/hubs/{plan}/pairs/", "/schools/100001/journey/",
    "/week/",
)  # fmt: skip
PAGES = {
    "carol": KEPT,
    "sam": tuple(path for path in KEPT if "transition" not in path and "schools" not in path),
    "tess": ("/schools/100001/", "/schools/100001/journey/?scheme=arts_award", "/schools/100001/transition/"),
    "nobody": ("/partnerships/brindle/", "/journeys/stop/{token}/", "/journeys/stop/nonsense/"),
}


@dataclass
class Stage:
    cast: Cast
    network: int
    plan: int
    token: str


@pytest.fixture
def stage(live_server, cast, settings) -> Stage:
    """Brindle with a dozen schools, one without a point, and one of everything."""
    settings.DEBUG = True
    now, today = timezone.localtime(), timezone.localdate()
    partnership, here = cast.partnership, cast.school.district
    primary = [
        make_school(100100 + n, f"Elm Road {n} School" if n else LONG, here, cast.dataset, latitude=52.95 + n * 0.004)
        for n in range(9)
    ]
    high = make_school(100200, "Beacon High School", here, cast.dataset, phase="secondary", low_age=11, high_age=18)
    make_school(100201, "Cold Lane School", here, cast.dataset, latitude=None, longitude=None)
    for school, status, level in ((primary[0], "held", "Gold"), (primary[1], "registered", "")):
        Accreditation.objects.create(
            scheme="artsmark", status=status, level=level, school=school, dataset=cast.dataset, source_key=school.urn
        )
    about = {"school": cast.school, "scheme": Scheme.ARTSMARK, "by": None, "now": now}
    enter_facts(facts={"registered_on": today - timedelta(days=900), "plan_due_on": None}, **about)
    journey = name_supporter(who="Arts adviser of the trust", since=None, **about)
    note_contact(on=today, text="The plan waits for the governors.", **about)
    pair_schools(partnership=partnership, year=today.year, primary=cast.school, secondary=high, by=None)
    tell_counts(school=high, year=today.year, started=None, continued=4, awards=6, by=None, now=now)
    network = found_network(
        partnership=partnership, by=None, today=today,
        details=NetworkDetails("Voices", "Singing", LONG, today - timedelta(days=9), is_public=True),
    )  # fmt: skip
    let_in(network=network, school=primary[0], since=today, by=None, today=today)
    note_change(network=network, on=today, text="They sing", source="Visit", is_public=True, by=None, now=now)
    plan = propose_hubs(partnership=partnership, wish=Wish(3, 6, is_mixed=True), by=None, now=now)
    keep_plan(plan=plan, by=None, now=now)
    mail = JourneyMail.objects.create(journey=journey, side="school")
    return Stage(cast, network.pk, plan.pk, stop_token(mail))


@pytest.mark.parametrize("who", PAGES)
def test_nothing_is_amiss_at_any_width(stage, open_as, who):
    page = open_as(getattr(stage.cast, who, None), "/health/")
    paths = [each.format(network=stage.network, plan=stage.plan, token=stage.token) for each in PAGES[who]]
    assert amiss_along(page, paths) == {}


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_coordinator_forms_hubs_moves_a_school_and_keeps_them(stage, open_as, script):
    page = open_as(stage.cast.carol, "/partnerships/brindle/", script=script)
    page.get_by_role("link", name="Hubs", exact=True).click()
    page.get_by_label("Smallest hub").fill("40")
    page.get_by_label("Largest hub").fill("50")
    page.get_by_role("button", name="Propose hubs").click()
    expect(page.get_by_text("Make the smallest 11 or less").first).to_be_visible()
    page.get_by_label("Smallest hub").fill("3")
    page.get_by_label("Largest hub").fill("6")
    page.get_by_role("button", name="Propose hubs").click()
    page.get_by_role("link", name="Move Cold Lane School").click()
    expect(page.get_by_label("School", exact=True)).to_have_value("100201")
    page.get_by_label("To", exact=False).first.select_option(index=1)
    page.get_by_role("button", name="Move it").click()
    page.get_by_role("button", name="Keep these hubs").click()
    expect(page.get_by_text("These are your hubs now")).to_be_visible()
    kept = HubPlan.objects.get(state="kept")
    assert kept.pk != stage.plan
    assert HubSchool.objects.get(plan=kept, school_id=100201).hub.number == 1


def test_a_line_that_has_lapsed_is_finished_on_the_list(stage, open_as):
    page = open_as(stage.cast.carol, "/partnerships/brindle/journeys/?list=lapsed")
    page.get_by_text("Do it here").click()
    assert amiss(page) == []
    page.get_by_label("Which day").select_option("submitted_on")
    page.get_by_label("Day", exact=True).fill("2020-01-01")
    page.get_by_role("button", name="Enter the day for Alder Road Primary School").click()
    expect(page.get_by_text("is before the day it registered").first).to_be_visible()
    assert amiss(page) == []
    page.get_by_label("Registered on").fill((timezone.localdate() - timedelta(days=30)).isoformat())
    page.get_by_label("went in on").fill((timezone.localdate() - timedelta(days=3)).isoformat())
    page.get_by_role("button", name="Save the days").click()
    expect(page.get_by_text("Working towards").first).to_be_visible()
