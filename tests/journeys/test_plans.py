"""A coordinator makes two plans without script, compares them, adopts one and sees it tracked; a school posts a want."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from maypole.atlas.actions.planning import draft_plan
from maypole.atlas.planning.question import Aim, Question
from maypole.directory.actions.enquiries import send_enquiry
from maypole.directory.actions.wants import post_want
from maypole.directory.models import Offer, School, Want
from maypole.outcomes.models import Return
from maypole.partnerships.actions.asks import note_ask
from maypole.partnerships.actions.plans import adopt_plan
from maypole.partnerships.models import Ask, Collaboration, Influence, Member, Plan
from tests.atlas.returns import told
from tests.cast import Cast, make_school
from tests.journeys.conftest import amiss, amiss_along

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLANS = "/partnerships/brindle/plans/"
LONG = "Our Lady of the Meadows and Saint Oswin Catholic Voluntary Academy"


@dataclass
class Ground:
    """Brindle with schools to plan for and an organisation that offers something."""

    cast: Cast
    offer: Offer


@pytest.fixture
def ground(live_server, cast, settings) -> Ground:
    settings.DEBUG = True
    School.objects.filter(pk=cast.school.pk).update(roll=210, fsm_percent=12)
    cast.school.refresh_from_db()
    for n, name in enumerate((LONG, "Birch School", "Cedar School", "Dale School", "Elm School", "Fern School")):
        make_school(
            100010 + n, name, cast.school.district, cast.dataset, roll=100 + 40 * n, fsm_percent=5.0 * n + 3,
            latitude=52.953 + 0.01 * n,
        )  # fmt: skip
    Member.objects.create(
        partnership=cast.partnership, organisation=cast.museum, state="member", asked_at=timezone.now()
    )
    offer = Offer.objects.create(
        organisation=cast.museum, title="Salt makers", summary="Brine.", is_free=True, artforms=["heritage"],
        key_stages=["ks2"],
    )  # fmt: skip
    return Ground(cast, offer)


def make_plan(page, title: str, aim: str, number: str) -> None:
    page.goto(f"{PLANS}new/")
    page.get_by_label("What to call it").fill(title)
    page.get_by_label("How many projects").fill(number)
    page.get_by_label(aim).check()
    page.get_by_role("button", name="Find the schools").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


@pytest.mark.parametrize("script", [False, True])
def test_two_plans_are_made_compared_and_one_is_adopted_and_tracked(ground, open_as, script):
    page = open_as(ground.cast.carol, "/partnerships/brindle/", script=script)
    page.get_by_label("Keep this partnership").get_by_role("link", name="Plans").click()
    page.get_by_role("link", name="Make a plan").click()
    make_plan(page, "Most in need", "Most pupils in need", "3")
    expect(page.get_by_text("Certified: no plan within these limits reaches more of them.")).to_be_visible()
    make_plan(page, "Nobody far", "Shortest worst journey", "2")
    page.get_by_role("link", name="Put it beside another plan").click()
    page.get_by_label("Most in need, draft").check()
    page.get_by_role("button", name="Put those ticked side by side").click()
    expect(page.get_by_role("heading", name="Where they differ")).to_be_visible()
    page.get_by_role("button", name="Adopt Most in need").click()
    expect(page.get_by_text("Returns tell of 0 of the 3 schools of the plan")).to_be_visible()
    told(ground.cast, School.objects.get(name="Fern School"), children=30)
    page.goto(PLANS)
    expect(page.get_by_text("Returns tell of 1 of the 3 schools of the plan")).to_be_visible()


def test_what_cannot_be_is_said_first_and_what_was_typed_stays(ground, open_as):
    page = open_as(ground.cast.carol, f"{PLANS}new/")
    page.get_by_label("Schools that must be in").fill("Elm School")
    page.get_by_label("Schools to leave out").fill("Elm School")
    page.get_by_role("button", name="Find the schools").click()
    expect(page.get_by_role("group", name="thing to put right")).to_contain_text("to be both in and out")
    expect(page.get_by_label("Schools to leave out")).to_have_value("Elm School")
    assert amiss(page) == []


def test_a_school_asks_about_an_offer_and_the_organisation_begins_a_project(ground, open_as):
    told(ground.cast, School.objects.get(name="Fern School"), children=30)
    Return.objects.update(state="draft", sent_at=None)
    page = open_as(ground.cast.tess, f"/organisations/{ground.cast.museum.pk}/", script=False)
    page.get_by_role("link", name="Ask about this: Salt makers").click()
    page.get_by_label("What would you like to do?").fill("Thirty pupils in May?")
    page.get_by_role("button", name="Send").click()
    page = open_as(ground.cast.olive, Return.objects.get().get_absolute_url(), script=False)
    page.get_by_role("button", name="Begin a project with Alder Road Primary School: Salt makers").click()
    expect(page.get_by_text("“Salt makers” is begun, with Alder Road Primary School.")).to_be_visible()


def test_a_school_posts_what_it_would_like_and_the_museum_sees_it(ground, open_as):
    page = open_as(ground.cast.tess, f"/schools/{ground.cast.school.urn}/", script=False)
    page.get_by_role("link", name="Post what you would like").click()
    page.get_by_label("What would you like?").fill("A day about salt")
    page.get_by_role("button", name="Post it").click()
    page = open_as(ground.cast.olive, f"/organisations/{ground.cast.museum.pk}/", script=False)
    page.get_by_role("link", name="What schools would like").click()
    expect(page.get_by_text("Your offer “Salt makers” fits")).to_be_visible()


def furnished(ground: Ground) -> dict[str, list[str]]:
    """Put something on every page, and return the pages by who opens them."""
    cast, now, today = ground.cast, timezone.now(), timezone.localdate()
    drawn = {"partnership": cast.partnership, "ends_on": today + timedelta(days=9), "by": cast.carol.id, "now": now}
    first, second = (
        draft_plan(title=title, question=question, seconds=2, **drawn)
        for title, question in (
            ("Most in need", Question(Aim.NEED, projects=3, near_km=1.5)),
            ("In fair shares", Question(Aim.FAIR, budget_pounds=9000, project_pounds=2000)),
        )
    )
    adopt_plan(plan=first, on=today, by=cast.carol.id)
    School.objects.filter(name="Birch School").update(latitude=None, longitude=None)
    third = draft_plan(title="Nobody far", question=Question(Aim.JOURNEY, projects=2), seconds=2, **drawn)
    told(cast, School.objects.get(name=LONG), children=30)
    note_ask(partnership=cast.partnership, school=cast.school, asked_on=today - timedelta(days=30), asked_by="Coordinator",
             about="a visit", by=cast.carol.id, today=today)  # fmt: skip
    one = Collaboration.objects.create(
        partnership=cast.partnership, title="A song", outcome="x", measure="y", young_people="z", is_public=True,
        starts_on=date(2026, 9, 1), ends_on=date(2026, 11, 1),
    )  # fmt: skip
    one.organisations.add(cast.museum)
    influence = Influence.objects.create(
        partnership=cast.partnership, kind="policy", action="Wrote", decision_maker="The council", is_public=True,
        done_on=today,
    )  # fmt: skip
    details = {"text": "A day about salt", "artforms": ["heritage"], "is_public": True}
    want = post_want(school=cast.school, details=details, by=cast.tess.id)
    send_enquiry(
        body=cast.museum, sender_name="Tess", sender_email="t@alder.example", message="In May?", by=None,
        offer=ground.offer, asking_school=cast.school,
    )  # fmt: skip
    home, school, museum = "/partnerships/brindle/", f"/schools/{cast.school.urn}/", f"/organisations/{cast.museum.pk}/"
    return {
        "carol": [
            home, PLANS, f"{PLANS}new/", first.get_absolute_url(), second.get_absolute_url(), third.get_absolute_url(),
            f"{PLANS}compare/?plan={first.pk}&plan={second.pk}&plan={third.pk}", f"{PLANS}compare/", f"{home}asks/",
            f"{home}asks/new/", f"{home}asks/{Ask.objects.get().pk}/", f"{home}collaborations/",
            f"{home}collaborations/new/", one.get_absolute_url(), f"{one.get_absolute_url()}change/",
            f"{PLANS}collaborations/{one.pk}/", f"{home}influence/", f"{home}influence/new/",
            f"{home}influence/{influence.pk}/", "/week/",
        ],
        "sam": [PLANS, first.get_absolute_url(), f"{home}asks/"],
        "tess": [school, f"{school}wants/", f"{school}wants/{want.pk}/", f"{museum}offers/{ground.offer.pk}/ask/"],
        "olive": [museum, f"{museum}wanted/", Return.objects.get().get_absolute_url()],
        "nobody": [home, f"{home}collaborations/", f"{home}influence/", f"{museum}offers/{ground.offer.pk}/ask/"],
    }  # fmt: skip


@pytest.mark.parametrize("who", ["carol", "sam", "tess", "olive", "nobody"])
def test_nothing_is_amiss_at_any_width(ground, open_as, who):
    pages = furnished(ground)[who]
    page = open_as(getattr(ground.cast, who, None), "/health/")
    assert amiss_along(page, pages) == {}
    assert Plan.objects.count() == 3
    assert Want.objects.count() == 1
