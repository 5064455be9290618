"""Carol makes plans, compares them, adopts one and sees it tracked; nobody outside ever sees a plan."""

import csv
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from maypole.atlas.actions.travel import Made, import_travel_times
from maypole.core.models import Dataset, Job
from maypole.directory.actions.entries import rebuild_entries
from maypole.directory.models import Entry, Offer, School, Want
from maypole.outcomes.models import AcceptedLine
from maypole.partnerships.actions.plans import UnableToAdopt, adopt_plan
from maypole.partnerships.models import Collaboration, Member, Plan, PlanSchool
from maypole.places.models import Place
from tests.atlas.returns import told
from tests.cast import make_organisation, make_school

PATH = "/partnerships/brindle/plans/"
NOBODYS = "0eced81b-c2fc-4e01-a0cf-0bca80959258"
ASKED = {
    "title": "Spring", "projects": "3", "budget_pounds": "", "project_pounds": "", "aim": "need", "measure": "meals",
    "over": "districts", "near_km": "", "terms": "3", "fixed_in": "", "fixed_out": "",
}  # fmt: skip


def term_end() -> str:
    from maypole.atlas.forms.plans import term_ends

    return term_ends(timezone.localdate())[1][0]


@pytest.fixture
def schools(cast) -> list[School]:
    """Eight schools with rolls and free school meals, a kilometre and more apart."""
    School.objects.filter(pk=cast.school.pk).update(roll=210, fsm_percent=12)
    made = [
        make_school(
            100010 + n, f"{name} School", cast.school.district, cast.dataset, roll=100 + 40 * n, fsm_percent=5.0 * n + 3,
            latitude=52.953 + 0.01 * n,
        )
        for n, name in enumerate(("Ash", "Birch", "Cedar", "Dale", "Elm", "Fern", "Gorse"))
    ]  # fmt: skip
    return [cast.school, *made]


@pytest.fixture
def museum_offers(cast):
    Member.objects.create(
        partnership=cast.partnership, organisation=cast.museum, state="member", asked_at=timezone.now()
    )
    return Offer.objects.create(
        organisation=cast.museum, title="Salt makers", summary="Brine.", is_free=True, artforms=["heritage"],
        key_stages=["ks2"],
    )  # fmt: skip


def draft(cast, as_, **changes) -> Plan:
    response = as_(cast.carol).post(f"{PATH}new/", ASKED | {"ends_on": term_end()} | changes)
    assert response.status_code == 302, response.content.decode()
    return Plan.objects.get(pk=response.headers["Location"].rstrip("/").split("/")[-1])


def refused(cast, as_, **changes) -> str:
    response = as_(cast.carol).post(f"{PATH}new/", ASKED | {"ends_on": term_end()} | changes)
    assert response.status_code == 200
    assert not Plan.objects.exists()
    return response.content.decode()


def names_in(plan) -> set[str]:
    return set(plan.schools.filter(is_in=True).values_list("school__name", flat=True))


def test_a_plan_has_the_schools_with_most_pupils_in_need_and_says_why(cast, as_, schools, museum_offers):
    plan = draft(cast, as_)
    assert names_in(plan) == {"Elm School", "Fern School", "Gorse School"}
    page = as_(cast.carol).get(plan.get_absolute_url()).content.decode()
    assert "Certified: no plan within these limits reaches more of them." in page
    assert "112 pupils eligible for free school meals, and no return tells of it" in page
    assert "fewer than at any school that is in" in page
    assert "With <a" in page
    assert "“Salt makers” is for its key stages" in page


def test_every_figure_of_a_plan_leads_to_its_indicator_its_dates_and_its_method(cast, as_, schools):
    Dataset.objects.create(slug="gias", title="Register of schools", vintage="2026-11")
    plan = draft(cast, as_)
    Dataset.objects.filter(slug="gias").update(vintage="2030-01")
    page = as_(cast.carol).get(plan.get_absolute_url()).content.decode()
    assert "Register of schools, 2026-11" in page
    assert "2030-01" not in page
    leads = set(re.findall(r'href="(/(?:indicators|methods)/[a-z0-9-]+/)"', page))
    assert {"/indicators/need-free-school-meals/", "/indicators/reach-reached/", "/methods/gradient/"} <= leads
    for path in leads:
        assert as_().get(path).status_code == 200, path


def test_two_plans_are_compared_one_is_adopted_and_tracked(cast, as_, schools, museum_offers):
    first, second = draft(cast, as_), draft(cast, as_, title="Near", aim="journey", projects="2")
    carol = as_(cast.carol)
    page = carol.get(f"{PATH}compare/?plan={first.pk}&plan={second.pk}").content.decode()
    assert "Longest journey to a project" in page
    assert "Where they differ" in page
    assert "All of them have a point on the map." in page
    assert page.count("Journeys between schools are straight lines") == 2
    carol.post(f"{first.get_absolute_url()}adopt/")
    assert "Returns tell of 0 of the 3 schools of the plan" in carol.get(PATH).content.decode()
    told(cast, School.objects.get(name="Elm School"), children=30)
    assert "Returns tell of 1 of the 3 schools of the plan" in carol.get(PATH).content.decode()
    assert "Returns tell of it: " in carol.get(first.get_absolute_url()).content.decode()


def test_a_later_plan_takes_the_place_of_the_one_before_which_stays_in_the_history(cast, as_, schools):
    first, second = draft(cast, as_), draft(cast, as_, title="Later")
    for plan in (first, second):
        as_(cast.carol).post(f"{plan.get_absolute_url()}adopt/")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "adopted")
    assert first.superseded_on == timezone.localdate()
    with pytest.raises(UnableToAdopt, match="replaced by a later plan"):
        adopt_plan(plan=first, on=timezone.localdate(), by=cast.carol.id)
    as_(cast.carol).post(f"{first.get_absolute_url()}drop/")
    assert Plan.objects.count() == 2


def test_a_draft_is_deleted_and_asked_again_with_a_school_left_out(cast, as_, schools):
    plan = draft(cast, as_)
    elm = School.objects.get(name="Elm School")
    page = as_(cast.carol).get(f"{PATH}new/?from={plan.pk}&out={elm.urn}").content.decode()
    assert re.search(r'name="fixed_out"[^>]*>\s*Elm School</textarea>', page)
    again = draft(cast, as_, fixed_out=str(elm.urn), fixed_in="ash school")
    assert names_in(again) == {"Ash School", "Fern School", "Gorse School"}
    page = as_(cast.carol).get(f"{PATH}new/?from={again.pk}&in={elm.urn}").content.decode()
    assert re.search(r'name="fixed_in"[^>]*>\s*Ash School\s*Elm School</textarea>', page)
    assert re.search(r'name="fixed_out"[^>]*>\s*</textarea>', page)
    out = PlanSchool.objects.get(plan=again, school=elm)
    assert out.why == "You left it out."
    as_(cast.carol).post(f"{plan.get_absolute_url()}drop/")
    assert Plan.objects.get() == again


def test_the_inequality_figure_before_and_after_is_that_of_slow_plain_code(cast, as_, schools, monkeypatch):
    from maypole.atlas.queries import schools as columns

    deciles = {school.lsoa21_code: n + 1 for n, school in enumerate(schools)}
    for n, school in enumerate(schools):
        School.objects.filter(pk=school.pk).update(lsoa21_code=f"E0100000{n}")
    deciles = {f"E0100000{n}": 8 - n for n in range(8)}
    monkeypatch.setattr(columns, "deciles_of", lambda codes, slug: deciles if slug == "imd-2025" else {})
    told(cast, School.objects.get(name="Ash School"), children=40)
    plan = draft(cast, as_)
    rows = list(School.objects.order_by("name"))
    need = {row.pk: deciles[row.lsoa21_code] for row in rows}
    times = {row.pk: 40.0 if row.name == "Ash School" else 0.0 for row in rows}
    assert plan.inequality_before == pytest.approx(concentration(rows, need, times))
    after = times | dict.fromkeys(plan.schools.filter(is_in=True).values_list("school_id", flat=True), 40.0)
    assert plan.inequality_after == pytest.approx(concentration(rows, need, after))
    assert plan.inequality_after < plan.inequality_before
    page = as_(cast.carol).get(plan.get_absolute_url()).content.decode()
    assert "Reach moves towards the more deprived places" in page


def concentration(rows, need, times) -> float:
    """Return the concentration index by plain loops: pupils in order of need, ties at their middle."""
    pupils = sum(row.roll for row in rows)
    mean = sum(times.values()) / pupils
    total = 0.0
    for row in rows:
        below = sum(other.roll for other in rows if need[other.pk] < need[row.pk])
        level = sum(other.roll for other in rows if need[other.pk] == need[row.pk])
        total += times[row.pk] / pupils * (below + level / 2) / pupils
    return 2 * total / mean - 1


def test_nobody_reached_yet_says_why_there_is_no_figure(cast, as_, schools):
    page = as_(cast.carol).get(draft(cast, as_).get_absolute_url()).content.decode()
    assert "not known" in page
    assert "No list of deprivation was taken in" in page


def test_organisations_are_matched_by_fit_and_capacity_and_the_rest_says_why(cast, as_, schools, museum_offers):
    Want.objects.create(school=School.objects.get(name="Fern School"), text="A museum day", artforms=["heritage"])
    plan = draft(cast, as_, **{f"capacity_{cast.museum.pk}": "2"})
    assert plan.schools.filter(is_in=True).count() == 2
    fern = plan.schools.get(school__name="Fern School")
    assert fern.organisation == cast.museum
    assert "which the school asked for" in fern.match_why
    Offer.objects.update(key_stages=["ks4"])
    assert (
        "no organisation that you named has an offer"
        in as_(cast.carol)
        .post(f"{PATH}new/", ASKED | {"ends_on": term_end(), f"capacity_{cast.museum.pk}": "2"})
        .content.decode()
    )
    unmatched = draft(cast, as_, title="Anyway")
    assert set(unmatched.schools.filter(is_in=True).values_list("match_why", flat=True)) == {
        "No open offer of a member fits its pupils."
    }


def test_a_special_school_is_matched_only_with_an_offer_that_declares_it(cast, as_, schools, museum_offers):
    School.objects.filter(name="Gorse School").update(school_type="Community special school")
    assert draft(cast, as_).schools.get(school__name="Gorse School").organisation is None
    Offer.objects.update(is_send_friendly=True)
    matched = draft(cast, as_).schools.get(school__name="Gorse School")
    assert matched.organisation == cast.museum
    assert "declared fit for special needs" in matched.match_why


def travel_times(cast, rows: str) -> None:
    site = Entry.objects.get(organisation=cast.museum).ref
    made = Made("r5", "7.1", date(2026, 9, 7), "a Tuesday in term, 9:00 to 10:00", "bus")
    body = f"school,site,minutes\n{rows.format(site=site)}".encode()
    import_travel_times(body=body, file_name="t.csv", made=made, by=cast.ada.id, now=timezone.now())


def test_schools_go_by_minutes_where_travel_times_are_in_use_and_the_page_says_so(cast, as_, schools, museum_offers):
    page = as_(cast.carol).get(draft(cast, as_).get_absolute_url()).content.decode()
    assert "and so are those from schools to organisations." in page
    fern, gorse = School.objects.get(name="Fern School"), School.objects.get(name="Gorse School")
    travel_times(cast, f"{fern.urn},{{site}},35\n{gorse.urn},{{site}},5\n")
    plan = draft(cast, as_, title="By bus")
    why = dict(plan.schools.filter(is_in=True).values_list("school__name", "match_why"))
    assert "35 minutes" in why["Fern School"]
    assert "the travel times have no such journey" in why["Elm School"]
    assert not any(" km" in words for words in why.values())
    page = as_(cast.carol).get(plan.get_absolute_url()).content.decode()
    assert "those from schools to organisations are minutes by r5 7.1, network of 7 September 2026" in page


def test_travel_times_of_elsewhere_leave_a_plan_to_straight_lines(cast, as_, schools, museum_offers):
    coldry = Place.objects.get(code="E07000902")
    make_school(100095, "Far School", coldry, cast.dataset)
    travel_times(cast, "100095,{site},35\n")
    plan = draft(cast, as_)
    assert plan.asked["travel"] == ""
    assert all(" km" in why for why in plan.schools.filter(is_in=True).values_list("match_why", flat=True))


def test_the_school_that_is_quicker_there_is_matched_though_another_is_nearer(cast, as_, schools, museum_offers):
    fern, gorse = School.objects.get(name="Fern School"), School.objects.get(name="Gorse School")
    other = make_organisation("Gallery of Small Hours", cast.school.district, cast.dataset)
    Member.objects.create(partnership=cast.partnership, organisation=other, state="member", asked_at=timezone.now())
    Offer.objects.create(organisation=other, title="Prints", is_free=True, artforms=["heritage"], key_stages=["ks2"])
    asked = {"projects": "2", f"capacity_{cast.museum.pk}": "1", f"capacity_{other.pk}": "1"}
    rebuild_entries()
    travel_times(cast, f"{fern.urn},{{site}},90\n{gorse.urn},{{site}},5\n")
    matched = dict(draft(cast, as_, **asked).schools.filter(is_in=True).values_list("school", "organisation__name"))
    assert matched == {fern.urn: "Gallery of Small Hours", gorse.urn: "Museum of Salt and Lace"}


BAD = [
    ({"projects": ""}, "Say how many projects there are, or how much money."),
    ({"projects": "0"}, "A plan needs one project at least."),
    ({"projects": "many"}, "Write a whole number"),
    ({"projects": "", "budget_pounds": "0", "project_pounds": "10"}, "With no money there is no plan."),
    ({"projects": "", "budget_pounds": "30000"}, "Write what one project costs"),
    ({"projects": "", "budget_pounds": "900", "project_pounds": "1000"}, "£900 does not pay for one project at £1,000"),
    ({"fixed_in": "Nowhere School"}, "No open school of this area is called “Nowhere School”"),
    ({"fixed_in": "Elm School", "fixed_out": "elm school"}, "Elm School is to be both in and out"),
    (
        {"projects": "1", "fixed_in": "Elm School\nFern School"},
        "2 schools are to be in for certain, and there is 1 project.",
    ),
    ({"projects": "1001"}, "Write 1000 or less."),
    ({"fixed_in": "Elm School\nFern School\nAsh School\nDale School"}, "4 schools are to be in for certain"),
    ({"aim": "glory"}, "Choose one of those listed."),
    ({"ends_on": "1999-01-01"}, "Choose one of those listed."),
    ({"near_km": "-3"}, "Write 0 or more."),
]


@pytest.mark.parametrize(("changes", "words"), BAD)
def test_bad_input_is_answered_with_a_sentence_and_kept(cast, as_, schools, changes, words):
    page = refused(cast, as_, **changes)
    assert words in page
    assert 'value="Spring"' in page


def test_two_schools_of_one_name_ask_for_the_number(cast, as_, schools):
    make_school(100099, "Elm School", cast.school.district, cast.dataset)
    assert "2 schools are called “Elm School”. Write the number: " in refused(cast, as_, fixed_in="Elm School")


def test_no_area_no_reach_and_everybody_reached_have_their_sentence(cast, as_, schools):
    for school in schools:
        told(cast, school, children=30)
    assert "Returns tell of every school that could be in the plan" in refused(cast, as_)
    cast.partnership.territory.holds.all().delete()
    assert "There are no schools to plan for" in as_(cast.carol).get(f"{PATH}new/").content.decode()
    assert "holds no school that is open" in refused(cast, as_)


def test_one_school_is_its_own_plan(cast, as_):
    School.objects.filter(pk=cast.school.pk).update(roll=210, fsm_percent=12)
    page = as_(cast.carol).get(draft(cast, as_).get_absolute_url()).content.decode()
    assert "There is one school to plan for, so the plan is that school." in page


def test_where_more_than_a_fifth_are_unplaced_the_coordinator_reads_of_the_placed(cast, as_, schools):
    School.objects.filter(name__in=["Ash School", "Birch School"]).update(latitude=None, longitude=None)
    page = as_(cast.carol).get(draft(cast, as_).get_absolute_url()).content.decode()
    assert "Of the placed: 2 of the 8 schools have no point on the map" in page
    assert "No point is known for it." in page


def test_schools_that_may_be_here_count_among_those_without_a_point(cast, as_, schools):
    county = cast.school.district.held_by.get(outer__kind="county").outer
    unknown = {"latitude": None, "longitude": None, "authority": county}
    make_school(100090, "Somewhere School", None, cast.dataset, **unknown)
    page = as_(cast.carol).get(draft(cast, as_).get_absolute_url()).content.decode()
    assert "1 school more may be here" in page
    assert "Of the placed" not in page
    make_school(100091, "Anywhere School", None, cast.dataset, **unknown)
    make_school(100092, "Elsewhere School", None, cast.dataset, **unknown)
    page = as_(cast.carol).get(draft(cast, as_).get_absolute_url()).content.decode()
    assert "Of the placed: 3 schools more may be here" in page


def test_nobody_outside_sees_a_plan_and_only_the_coordinator_changes_one(cast, as_, schools):
    plan = draft(cast, as_)
    paths = [PATH, f"{PATH}compare/?plan={plan.pk}", plan.get_absolute_url(), f"{plan.get_absolute_url()}schools.csv"]
    for somebody in (cast.olive, cast.tess, cast.rita, cast.eddie, cast.stan):
        assert {as_(somebody).get(path).status_code for path in paths} == {403}
    for path in paths:
        assert as_().get(path).status_code == 302
        assert as_(cast.sam).get(path).status_code == 200
    for somebody in (cast.sam, cast.olive, cast.stan):
        for action in ("adopt/", "drop/"):
            assert as_(somebody).post(plan.get_absolute_url() + action).status_code == 403
        assert as_(somebody).post(f"{PATH}new/", ASKED).status_code == 403
    assert as_(cast.ada).get(f"/partnerships/coldry/plans/{plan.pk}/").status_code == 404
    assert as_(cast.carol).get("/partnerships/coldry/plans/").status_code == 403
    public = as_().get("/partnerships/brindle/").content.decode()
    assert "Spring" not in public
    assert "/plans/" not in public


@pytest.mark.parametrize("query", ["plan=nonsense", "plan=", f"plan={NOBODYS}", "plan=1&plan=2", ""])
def test_comparing_nonsense_asks_for_two_plans(cast, as_, query):
    response = as_(cast.carol).get(f"{PATH}compare/?{query}")
    assert response.status_code == 200
    assert "Choose two plans or more" in response.content.decode()


@pytest.mark.parametrize("query", ["from=nonsense", f"from={NOBODYS}", "from=&in=1", "in=abc&out=-4"])
def test_opening_the_form_with_nonsense_opens_it_fresh(cast, as_, schools, query):
    assert as_(cast.carol).get(f"{PATH}new/?{query}").status_code == 200


def test_the_file_has_every_school_and_no_formula(cast, as_, schools):
    School.objects.filter(name="Elm School").update(name="=Elm")
    plan = draft(cast, as_)
    text = as_(cast.carol).get(f"{plan.get_absolute_url()}schools.csv").content.decode("utf-8-sig")
    said, head, *rows = csv.reader(text.splitlines())
    assert "Not for publication" in said[0]
    assert head[:4] == ["urn", "school", "district", "in"]
    assert len(rows) == 8
    assert "'=Elm" in {row[1] for row in rows}


def test_a_large_area_is_planned_on_the_worker_with_progress(cast, as_, schools, monkeypatch, settings):
    from maypole.atlas.views import plans as views

    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    monkeypatch.setattr(views, "SMALL", 5)
    response = as_(cast.carol).post(f"{PATH}new/", ASKED | {"ends_on": term_end()})
    job = Job.objects.get()
    assert response.headers["Location"] == f"/jobs/{job.pk}/"
    assert (job.state, job.result_path) == ("done", Plan.objects.get().get_absolute_url())
    as_(cast.carol).post(
        f"{PATH}new/", ASKED | {"ends_on": term_end(), "fixed_out": "Elm School", "fixed_in": "Elm School"}
    )
    assert Job.objects.count() == 1


def test_a_plan_that_is_late_comes_up_this_week(cast, as_, schools):
    plan = draft(cast, as_)
    as_(cast.carol).post(f"{plan.get_absolute_url()}adopt/")
    assert "of its schools no return tells yet" not in as_(cast.carol).get("/week/").content.decode()
    today = timezone.localdate()
    Plan.objects.update(starts_on=today - timedelta(days=100), ends_on=today + timedelta(days=13))
    assert "“Spring”: of 3 of its schools no return tells yet" in as_(cast.carol).get("/week/").content.decode()
    for school in School.objects.filter(plans__is_in=True):
        told(cast, school, children=20)
    assert "of its schools no return tells yet" not in as_(cast.carol).get("/week/").content.decode()


def test_projects_of_accepted_returns_are_joined_to_a_collaboration(cast, as_, schools):
    one = Collaboration.objects.create(
        partnership=cast.partnership, title="Salt", outcome="x", measure="y", young_people="z",
        starts_on=date(2026, 9, 1), ends_on=date(2027, 3, 1),
    )  # fmt: skip
    path = f"{PATH}collaborations/{one.pk}/"
    assert "No accepted project yet" in as_(cast.carol).get(path).content.decode()
    told(cast, cast.school, children=30)
    project = AcceptedLine.objects.get().line.project
    assert project.title in as_(cast.carol).get(path).content.decode()
    as_(cast.carol).post(path, {"project": [str(project.pk), NOBODYS, "nonsense"]})
    assert [joined.project_id for joined in one.joined.all()] == [project.pk]
    assert as_(cast.sam).get(path).status_code == 403
    far = make_organisation("Far Dance", cast.school.district, cast.dataset)
    assert far.pk != cast.museum.pk
    as_(cast.carol).post(path, {})
    assert not one.joined.exists()


def on_worker(cast, aim: str = "journey") -> Job:
    from maypole.atlas.planning.question import Aim, Question
    from maypole.atlas.tasks import draft_on_worker
    from maypole.core.jobs import begin_job

    job = begin_job(title="Look", by=cast.carol.id, now=timezone.now())
    asked = Question(Aim(aim), projects=3).as_json()
    draft_on_worker.call(str(job.pk), "brindle", "Large", asked, term_end(), str(cast.carol.id))
    job.refresh_from_db()
    return job


def test_a_stop_keeps_the_best_so_far_and_says_how_far_it_may_be(cast, as_, schools, monkeypatch):
    from maypole.core.ingest.errors import Stopped
    from maypole.core.jobs import OnPage

    def stopped(page, done):
        raise Stopped

    monkeypatch.setattr(OnPage, "advance", stopped)
    job = on_worker(cast)
    plan = Plan.objects.get()
    assert (job.state, job.result_path) == ("done", plan.get_absolute_url())
    assert plan.status == "stopped"
    assert 1 <= plan.schools.filter(is_in=True).count() <= 3
    page = as_(cast.carol).get(plan.get_absolute_url()).content.decode()
    assert "You stopped the search, and this is the best so far. Certified: no plan can keep it under" in page


def test_a_stop_before_the_search_keeps_nothing(cast, schools, monkeypatch):
    from maypole.core.ingest.errors import Stopped
    from maypole.core.jobs import OnPage

    def stopped(page, what, total=0):
        raise Stopped

    monkeypatch.setattr(OnPage, "stage", stopped)
    assert on_worker(cast).state == "stopped"
    assert not Plan.objects.exists()


def test_what_cannot_be_is_said_by_the_job(cast, as_, schools):
    School.objects.update(roll=None)
    job = on_worker(cast, "need")
    assert job.state == "failed"
    assert "do we know its roll, so pupils cannot be counted" in job.message
    page = as_(cast.carol).get(f"/jobs/{job.pk}/").content.decode()
    assert "/partnerships/brindle/plans/new/" in page


def test_a_school_of_two_partnerships_is_in_the_plan_of_each_and_work_with_it_counts_for_both(cast, as_, schools):
    cast.elsewhere.territory.holds.create(inner=cast.school.district)
    mine = draft(cast, as_, projects="1")
    answer = as_(cast.ada).post("/partnerships/coldry/plans/new/", ASKED | {"ends_on": term_end(), "projects": "1"})
    theirs = Plan.objects.get(partnership="coldry")
    assert answer.headers["Location"] == theirs.get_absolute_url()
    assert names_in(mine) == names_in(theirs) == {"Gorse School"}
    for plan in (mine, theirs):
        adopt_plan(plan=plan, on=timezone.localdate(), by=cast.ada.id)
    told(cast, School.objects.get(name="Gorse School"), children=20)
    for plan in (mine, theirs):
        assert (
            "Returns tell of all 1 school of the plan." in as_(cast.ada).get(plan.get_absolute_url()).content.decode()
        )
