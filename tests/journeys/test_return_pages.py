"""Nothing is amiss on the pages of rounds, returns, confirmations and releases, for whoever sees them, at three widths."""

import json
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from playwright.sync_api import expect

from maypole.accounts.actions.grants import grant_role
from maypole.accounts.roles import ORGANISATION
from maypole.directory.actions.scopes import scope_of
from maypole.directory.models import Organisation, School
from maypole.news.actions.trees import story_tree
from maypole.news.models import StoryPage
from maypole.outcomes.actions import publishing, releases
from maypole.outcomes.actions.confirming import LineSaid, SchoolSaid, approve_and_send, link_of, say, suggest_address
from maypole.outcomes.actions.returns import add_project, add_school, begin_return
from maypole.outcomes.actions.reviewing import ask
from maypole.outcomes.actions.rounds import RoundDetails, close_round, open_round
from maypole.outcomes.actions.rounds import expect as expect_return
from maypole.outcomes.actions.sending import send_return
from maypole.outcomes.models import LineAnswer, Release, Return, Round
from maypole.outcomes.report.typeset import pdf_of
from maypole.outcomes.terms import period_of, term_on
from tests.cast import Cast
from tests.journeys.conftest import amiss_along, amiss_at_any_width
from tests.journeys.filling import press
from tests.journeys.furnish import browser_of
from tests.outcomes.village import furnish, tell

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOG = b"when,what,where,code,heads\n7/9/2026,Ink,Alder Road Primary School,NG1 4AB,28\n8/9/2026,Ink,Alder Road Primary,,9\n"


@dataclass
class Term:
    """A round with something on every page of it."""

    cast: Cast
    round: Round
    mine: Return
    project: str
    sent: Return
    link: str


@pytest.fixture
def term(live_server, cast, settings) -> Term:
    settings.DEBUG = True
    now = timezone.now()
    details = RoundDetails("Our work with schools", term_on(now.date()).key, now.date() + timedelta(days=21))
    of = open_round(details=details, partnerships=[cast.partnership], opened_by=None, by=cast.carol.id, now=now)
    for body, email in ((cast.museum, "learn@salt.example"), (cast.support, "")):
        expect_return(of=of, organisation=body, partnership=cast.partnership, email=email, by=cast.carol.id)
    cast.school.roll, cast.school.postcode = 210, "NG1 4AB"
    cast.school.save()
    mine = begun(cast, of, cast.museum, now)
    sent = begun(cast, of, cast.support, now)
    send_return(return_of=sent, by=cast.sam.id, now=now)
    line = sent.projects.get().lines.get()
    ask(return_of=sent, text="Was it the whole school?", by=cast.carol.id, now=now, line=line)
    ask(return_of=mine, text="When did it end?", by=cast.carol.id, now=now)
    return Term(
        cast, of, mine, f"{mine.get_absolute_url()}projects/{mine.projects.get().pk}/", sent, asked(cast, of, line)
    )


def begun(cast: Cast, of: Round, body, now) -> Return:
    """Begin a return with a line that has something to look at, and one without answers."""
    made = begin_return(of=of, organisation=body, by=None, now=now)
    project = add_project(return_of=made, title="Where the Bus Stops", by=None, now=now)
    line = add_school(project=project, school=cast.school, by=None, now=now)
    line.answers = {"key_stage": "ks2", "children": 300, "sessions": 4, "hours": 6, "awards": 301}
    line.save()
    return made


def asked(cast: Cast, of: Round, line) -> str:
    """Ask the school, which puts a figure right; return the path of its link."""
    now = timezone.now()
    confirmation = suggest_address(of=of, school=cast.school, email="arts@alder.example", by=cast.olive.id)
    approve_and_send(confirmation=confirmation, by=cast.carol.id, now=now)
    verdict = LineSaid(LineAnswer.Verdict.CORRECTED, {"children": 30}, "One class came.")
    say(confirmation=confirmation, said=SchoolSaid({line.pk: verdict}), now=now)
    return urlsplit(link_of(confirmation)).path


def uploaded(term: Term, kind: str, name: str, body: bytes) -> str:
    """Bring a file as Olive, and return where it is looked at."""
    file = SimpleUploadedFile(name, body)
    answer = browser_of(term.cast.olive).post(f"{term.mine.get_absolute_url()}{kind}/", {"file": file})
    assert answer.status_code == 302
    return str(answer.url)


def test_nothing_is_amiss_for_whoever_returns(term, open_as):
    base = term.mine.get_absolute_url()
    book = browser_of(term.cast.olive).get(f"{base}workbook/file/").content
    log = uploaded(term, "log", "log.csv", LOG)
    columns = {"school": "where", "project": "what", "date": "when", "postcode": "code", "children": "heads"}
    look = browser_of(term.cast.olive).post(log, columns).url
    paths = (
        "/week/", "/returns/", base, term.project, f"{term.project}schools/", f"{term.project}schools/?q=school",
        f"{term.project}helpers/", f"{term.project}before-after/", f"{base}pupils/", f"{base}check/", f"{base}history/",
        f"{base}addresses/", f"{base}workbook/", uploaded(term, "workbook", "return.xlsx", book), f"{base}log/", log, look,
    )  # fmt: skip
    assert amiss_along(open_as(term.cast.olive, "/health/"), paths) == {}


def test_nothing_is_amiss_with_a_return_that_cannot_be_read(term, open_as):
    page = open_as(term.cast.olive, term.project)
    page.get_by_label("Children, Alder Road Primary School", exact=True).fill("a few")
    page.get_by_label("First day").fill("soon")
    press(page, "Save")
    expect(page.get_by_role("group", name="We could not save two answers")).to_be_focused()
    assert amiss_at_any_width(page) == {}
    page.goto(f"{term.mine.get_absolute_url()}workbook/")
    page.get_by_label("The workbook, filled in").set_input_files(
        [{"name": "a.xlsx", "mimeType": "", "buffer": b"hello"}]
    )
    press(page, "Look at it")
    expect(page.get_by_role("group", name="It could not be read")).to_be_focused()
    assert amiss_at_any_width(page) == {}


def test_nothing_is_amiss_before_a_return_is_begun(term, open_as):
    Return.objects.filter(pk=term.mine.pk).delete()
    path = f"{term.round.get_absolute_url()}begin/{term.cast.museum.pk}/"
    assert amiss_along(open_as(term.cast.olive, "/health/"), (path,)) == {}


def test_nothing_is_amiss_for_a_coordinator(term, open_as):
    base, review = term.round.get_absolute_url(), f"/review/{term.sent.pk}/"
    paths = (
        "/week/", "/rounds/", "/rounds/open/", base, f"{base}schools/", f"{base}questions/", review, f"{review}history/",
        "/releases/make/",
    )  # fmt: skip
    assert amiss_along(open_as(term.cast.carol, "/health/"), paths) == {}


def test_nothing_is_amiss_for_a_school(term, open_as):
    page = open_as(None, "/health/")
    paths = (term.link, f"{term.link}record/", "/confirm-lines/nonsense/")
    assert amiss_along(page, paths) == {}
    page.goto(term.link)
    page.get_by_label("Children", exact=True).fill("a few")
    press(page, "Send our answer")
    expect(page.get_by_role("group", name="to put right")).to_be_focused()
    assert amiss_at_any_width(page) == {}
    assert amiss_along(open_as(term.cast.tess, "/health/"), (f"/schools/{term.cast.school.urn}/record/",)) == {}


def test_nothing_is_amiss_with_releases(term, open_as):
    furnish(term.cast, term.round, timezone.now())
    period = period_of(term.round.term_key)
    for out in (True, True, False):
        release = released(term.cast, period, out=out)
        if release.edition == 1:
            publishing.withdraw_release(release=release, because="A slip", by=term.cast.carol.id, now=timezone.now())
    first, second, third = (one.get_absolute_url() for one in Release.objects.order_by("edition"))
    reader = ("/frameworks/", "/frameworks/collective-outcomes-1/", "/releases/", first, second, f"{second}summary/")
    assert amiss_along(open_as(None, "/health/"), reader) == {}
    keeper = ("/releases/", second, f"{third}preview/", f"{third}preview/?table=children-by-key-stage")
    assert amiss_along(open_as(term.cast.carol, "/health/"), keeper) == {}


def test_nothing_is_amiss_beside_an_earlier_term_and_beside_the_others(term, open_as):
    now, cast = timezone.now(), term.cast
    furnish(cast, term.round, now)
    works = list(Organisation.objects.filter(name__endswith=" Works").order_by("name"))
    before = term.round.term.before()
    details = RoundDetails("The term before", before.key, now.date() + timedelta(days=21))
    earlier = open_round(details=details, partnerships=[cast.partnership], opened_by=None, by=cast.carol.id, now=now)
    tell(earlier, works, list(School.objects.filter(urn__gte=100100)), now, Random(3))
    for key in (before.key, term.round.term_key):
        out = released(cast, period_of(key), out=True)
    mine = Return.objects.get(round=term.round, organisation=works[0])
    grant_role(person=cast.olive, role=ORGANISATION, scope_id=scope_of(works[0]), of_what=str(works[0]), by=None)
    page = open_as(None, out.get_absolute_url())
    expect(page.get_by_role("heading", name="Since ")).to_be_visible()
    assert amiss_along(page, (out.get_absolute_url(), f"{out.get_absolute_url()}summary/")) == {}
    assert amiss_along(open_as(cast.olive, "/health/"), (f"{mine.get_absolute_url()}report/",)) == {}
    assert amiss_along(page, (story_with_a_figure(cast, out).url,)) == {}


def story_with_a_figure(cast: Cast, release: Release) -> StoryPage:
    told = release.figures.filter(table="summary").first()
    value = {"release": str(release.pk), "area": f"{told.area_kind}:{told.area_code}", "row": "summary/all",
             "measure": told.measure}  # fmt: skip
    body = json.dumps([{"type": "figure", "value": value}])
    story = StoryPage(title="What we did", slug="what-we-did", introduction="A year", body=body, owner=cast.eddie)
    added: StoryPage = story_tree(cast.partnership).add_child(instance=story)
    return added


def test_nothing_is_amiss_when_the_round_closes_while_somebody_types(term, open_as):
    page = open_as(term.cast.olive, term.project)
    close_round(of=term.round, by=term.cast.carol.id, now=timezone.now())
    page.get_by_label("Children, Alder Road Primary School", exact=True).fill("123")
    press(page, "Save")
    expect(page.locator("main")).to_contain_text("What you typed stands below")
    expect(page.get_by_label("Children, Alder Road Primary School", exact=True)).to_have_value("123")
    assert amiss_at_any_width(page) == {}


def released(cast: Cast, period, *, out: bool) -> Release:
    now, by = timezone.now(), cast.carol.id
    made = releases.begin_release(period=period, partnerships=[cast.partnership], note="", by=by, now=now)
    releases.check_release(release=made, now=now)
    made.refresh_from_db()
    if out:
        publishing.publish_release(release=made, make_report=pdf_of, by=by, now=now)
        made.refresh_from_db()
    return made
