"""Who are we missing? Who sees what, in which order, with which reasons, and what is never shown."""

import re
from datetime import date

import pytest
from django.utils import timezone

from maypole.accounts.actions.grants import grant_role
from maypole.accounts.models import Person
from maypole.accounts.roles import SCHOOL
from maypole.atlas.models import SavedView
from maypole.directory.models import Enquiry, Offer, School
from maypole.outcomes.terms import term_on
from maypole.partnerships.models import Ask, Member, Partnership
from maypole.places.models import Place
from tests.atlas.region import make_region
from tests.atlas.returns import told
from tests.cast import make_school

PATH = "/partnerships/brindle/missing/"
# Tokens and ids are letters and digits by chance, which hold any number now and then.
RANDOM = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}')


@pytest.fixture
def now_term() -> str:
    return term_on(timezone.localdate()).key


@pytest.fixture
def region(cast):
    made = make_region(cast)
    told(cast, made.schools[0], children=37)
    return made


def names(response) -> list[str]:
    return re.findall(r'<h3><a href="/schools/\d+/">([^<]+)</a>', response.content.decode())


def test_the_most_deprived_come_first_and_a_reached_school_is_left_out(region, as_, now_term):
    page = as_(region.cast.carol).get(PATH, {"term": now_term})
    assert names(page)[:3] == ["Mill 01 School", "Mill 02 School", "Mill 03 School"]
    assert "Mill 00 School" not in names(page)
    assert "of 13 schools" in page.content.decode()
    assert names(as_(region.cast.carol).get(PATH, {"term": now_term, "show": "reached"})) == ["Mill 00 School"]


@pytest.mark.parametrize(
    ("order", "first"),
    [("meals", "Mill 01 School"), ("far", "Mill 11 School"), ("pupils", "Mill 11 School"), ("long", "Mill 01 School")],
)
def test_each_order(region, as_, now_term, order, first):
    assert names(as_(region.cast.carol).get(PATH, {"term": now_term, "order": order}))[0] == first


def test_reasons_say_what_is_known(region, as_, now_term):
    School.objects.filter(pk=region.schools[1].pk).update(roll=60)
    School.objects.filter(pk=region.schools[2].pk).update(low_age=11, high_age=18)
    School.objects.filter(pk=region.schools[3].pk).update(latitude=None, longitude=None)
    Ask.objects.create(
        partnership=region.cast.partnership, school=region.schools[4], asked_on=date(2026, 10, 1), about="A visit",
        asked_by="The museum", answer=Ask.Answer.DECLINED, reason="No cover", answered_on=date(2026, 10, 5),
    )  # fmt: skip
    said = as_(region.cast.carol).get(PATH, {"term": now_term}).content.decode()
    for words in (
        "Small: 60 pupils", "No offer near fits its key stages", "No point on the map, so no distance",
        "Asked 1 October 2026, declined: No cover", "11 km to the nearest fitting offer", "Nobody has asked them yet",
    ):  # fmt: skip
        assert words in said, words


def test_a_special_school_is_told_of_offers_for_such_pupils_only(region, as_, now_term):
    School.objects.filter(pk=region.schools[1].pk).update(school_type="Community special school")
    said = as_(region.cast.carol).get(PATH, {"term": now_term}).content.decode()
    assert said.count("No offer near is marked as fit for special needs") == 1
    region.offer.is_send_friendly = True
    region.offer.save()
    assert "No offer near is marked" not in as_(region.cast.carol).get(PATH, {"term": now_term}).content.decode()


def test_what_is_online_comes_after_what_is_near_and_makes_no_school_near(region, as_, now_term):
    online = Offer.objects.create(
        organisation=region.cast.support, title="Sing by wire", summary="Sing.", key_stages=["ks2"], is_free=True,
        where="online",
    )  # fmt: skip
    said = as_(region.cast.carol).get(PATH, {"term": now_term}).content.decode()
    assert said.index("Salt and lace") < said.index("Sing by wire")
    assert "· Key stage 2 ·" in said
    Offer.objects.filter(pk=online.pk).update(is_send_friendly=True, key_stages=[])
    said = as_(region.cast.carol).get(PATH, {"term": now_term}).content.decode()
    assert "· All key stages; fit for special needs ·" in said
    assert "11 km to the nearest fitting offer" in said
    Offer.objects.exclude(pk=online.pk).update(key_stages=["post16"])
    assert (
        "Nothing near fits, only what is online"
        in as_(region.cast.carol).get(PATH, {"term": now_term}).content.decode()
    )
    Offer.objects.all().delete()
    assert (
        "Nobody offers schools anything near" in as_(region.cast.carol).get(PATH, {"term": now_term}).content.decode()
    )


def test_a_coordinator_asks_about_an_offer_for_a_school_and_others_ask_for_themselves(region, as_, now_term):
    urn = region.schools[1].urn
    ask = f"/organisations/{region.cast.museum.pk}/offers/{region.offer.pk}/ask/"
    carol = as_(region.cast.carol)
    assert f"{ask}?school={urn}" in carol.get(PATH, {"term": now_term}).content.decode()
    assert "?school=" not in as_(region.cast.sam).get(PATH, {"term": now_term}).content.decode()
    assert "Mill 01 School" in carol.get(f"{ask}?school={urn}").content.decode()
    for somebody in (None, region.cast.sam, region.cast.tess, region.cast.stan):
        assert "Mill 01 School" not in as_(somebody).get(f"{ask}?school={urn}").content.decode()
    said = {"school": urn, "sender_name": "Carol", "sender_email": "carol@maypole.example", "message": "In March?"}
    assert as_(region.cast.stan).post(f"{ask}?school={urn}", said).status_code == 302
    assert Enquiry.objects.latest("sent_at").asking_school is None
    assert carol.post(f"{ask}?school={urn}", said).status_code == 302
    assert Enquiry.objects.latest("sent_at").asking_school_id == urn


def member_keeper(cast) -> Person:
    """Tess keeps a school; let the school belong to the partnership."""
    Member.objects.create(
        partnership=cast.partnership, school=cast.school, state=Member.State.MEMBER, asked_at=timezone.now()
    )
    return cast.tess


def test_members_see_schools_and_the_last_term_but_no_evidence(region, as_, now_term):
    page = as_(member_keeper(region.cast)).get(PATH, {"term": now_term}).content.decode()
    assert "Mill 01 School" in page
    assert "chances" not in page
    assert "local Moran" not in page
    assert "Note that it was asked" not in page
    assert "asks/new/" not in page


@pytest.mark.parametrize("who", ["stan", "tess", "olive", "public"])
def test_others_see_no_school(region, as_, now_term, who):
    person = getattr(region.cast, who, None)
    browser = as_(person)
    assert "Mill" not in browser.get(PATH, {"term": now_term}).content.decode()
    assert "Mill" not in browser.get("/missing/").content.decode()
    assert browser.get("/partnerships/brindle/missing.csv").status_code in (302, 403)


def test_a_coordinator_of_elsewhere_sees_no_school(region, as_, now_term):
    stranger = region.cast.stan
    elsewhere = region.cast.elsewhere.territory
    grant_role(person=stranger, role=SCHOOL, scope_id=elsewhere.scope_id, of_what="x", by=None)
    assert "Mill" not in as_(stranger).get(PATH, {"term": now_term}).content.decode()


@pytest.mark.parametrize("who", ["carol", "sam", "ada", "rita"])
def test_no_count_of_a_schools_children_is_on_any_page_or_file(region, as_, now_term, who):
    browser = as_(getattr(region.cast, who))
    for path in (PATH, "/partnerships/brindle/missing.csv"):
        text = browser.get(path, {"term": now_term, "show": "all"}).content.decode()
        assert "Mill 00 School" in text
        shown = RANDOM.sub("", text).replace("37% with free meals", "")
        assert not re.search(r"(?<![\d-])37(?!\d)", shown), path


def test_page_map_and_file_have_the_same_schools(region, as_, now_term):
    browser = as_(region.cast.carol)
    asked = {"term": now_term, "order": "pupils", "phase": "primary"}
    listed = names(browser.get(PATH, asked))
    mapped = browser.get(PATH, asked | {"view": "map"}).content.decode()
    assert names(browser.get(PATH, asked | {"view": "map"})) == listed
    drawn = re.findall(r'<a href="#school-(\d+)" tabindex="-1" aria-label="Mill', mapped)
    assert len(set(drawn)) == len([name for name in listed if name.startswith("Mill")])
    rows = browser.get("/partnerships/brindle/missing.csv", asked).content.decode().splitlines()
    assert [row.split(",")[1] for row in rows[2:]] == listed


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"term": "2026-winter"}, "There is no term “2026-winter”"),
        ({"order": "colour"}, "There is no order “colour”"),
        ({"phase": "dance"}, "There is no phase “dance”"),
        ({"district": "E99"}, "There is no district “E99” here"),
        ({"show": "none"}, "There is no choice of schools “none”"),
        ({"page": "999999"}, "of 13 schools"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_page_stands(region, as_, asked, words):
    page = as_(region.cast.carol).get(PATH, asked)
    assert page.status_code == 200
    assert words in page.content.decode()


def test_more_terms_than_nine_are_not_looked_at_together(region, as_):
    terms = [f"{year}-{season}" for year in range(2020, 2025) for season in ("spring", "autumn")]
    assert "At most 9 terms" in as_(region.cast.carol).get(PATH, {"term": terms}).content.decode()


def test_no_returns_one_school_and_no_area_each_have_their_sentence(cast, as_):
    one = as_(cast.carol).get(PATH).content.decode()
    assert "of 1 schools" in one or "of 1 school" in one
    assert "Nobody was asked for a return about" in one
    cast.partnership.territory.holds.all().delete()
    assert "There is no school here yet" in as_(cast.carol).get(PATH).content.decode()


def test_every_school_reached(cast, as_, now_term):
    told(cast, cast.school, children=5)
    page = as_(cast.carol).get(PATH, {"term": now_term}).content.decode()
    assert "with every one of the 1 schools" in page
    assert "No school is like that" in page


def test_overlapping_partnerships_both_count_a_school(region, as_, now_term):
    other = Partnership.objects.get(pk="coldry")
    other.territory.holds.create(inner=Place.objects.get(code="E07000901"))
    page = as_(region.cast.ada).get("/partnerships/coldry/missing/", {"term": now_term})
    assert "Mill 01 School" in names(page)


def test_more_than_a_fifth_without_a_point_is_said(region, as_, now_term):
    here = Place.objects.get(code="E07000901")
    for n in range(5):
        make_school(100400 + n, f"Nowhere {n}", here, region.cast.dataset, latitude=None, longitude=None, postcode="")
    page = as_(region.cast.carol).get(PATH, {"term": now_term}).content.decode()
    assert "Of the placed" in page
    assert "5 of 18 schools have no point" in page


def test_a_view_is_saved_found_again_replaced_and_forgotten(region, as_, now_term):
    browser, cast = as_(region.cast.carol), region.cast
    query = f"term={now_term}&order=pupils"
    browser.post(f"{PATH}save/", {"name": "  Large ones ", "query": query})
    browser.post(f"{PATH}save/", {"name": "Large ones", "query": query + "&phase=primary"})
    view = SavedView.objects.get()
    assert (view.name, view.query, view.person) == ("Large ones", query + "&phase=primary", cast.carol)
    assert "Large ones" in browser.get(PATH).content.decode()
    assert "Large ones" not in as_(cast.sam).get(PATH).content.decode()
    assert as_(cast.sam).post(f"/missing/views/{view.pk}/forget/").status_code == 404
    browser.post(f"/missing/views/{view.pk}/forget/", {"next": PATH})
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_or_of_a_stranger_is_not_saved(region, as_):
    assert (
        "Give the view a name"
        in as_(region.cast.carol).post(f"{PATH}save/", {"name": " "}, follow=True).content.decode()
    )
    assert as_(region.cast.stan).post(f"{PATH}save/", {"name": "x"}).status_code == 403
    assert not SavedView.objects.exists()


def test_support_sees_all_its_partnerships_at_once(region, as_, now_term):
    page = as_(region.cast.ada).get("/missing/", {"term": now_term})
    assert "Mill 01 School" in names(page)
    assert "Coldry Cultural Education Partnership" in page.content.decode()
    assert as_(region.cast.sam).get("/missing/").headers["Location"] == PATH


def test_every_figure_leads_to_its_indicator_its_dates_and_its_method(region, as_, now_term):
    page = as_(region.cast.carol).get(PATH, {"term": now_term}).content.decode()
    how = page[page.index('id="how"') :]
    assert "Accepted lines of returns" in how
    leads = set(re.findall(r'href="(/(?:indicators|methods)/[a-z0-9-]+/)"', how))
    assert {
        "/indicators/reach-reached/",
        "/methods/plain-rule/",
        "/methods/local-moran/",
        "/methods/gradient/",
    } <= leads
    for path in leads:
        assert as_().get(path).status_code == 200, path
