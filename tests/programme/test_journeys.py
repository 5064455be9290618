"""Journeys are entered, corrected, listed and reminded of; what is not known stays not known."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from maypole.core.clock import declared_work
from maypole.directory.models import Claim, Listing, School
from maypole.directory.permissions import may_decide
from maypole.directory.queries.waiting import claims_waiting
from maypole.places.models import Place
from maypole.programme.actions.journeys import enter_facts, name_supporter, note_contact, register_again
from maypole.programme.actions.reminding import mail_of, remind_all, stop_token
from maypole.programme.dates import WrongDates
from maypole.programme.models import Contact, Journey, JourneyChange, JourneyMail, PastAward
from maypole.programme.queries.journeys import journey_of_school, journeys_of_partnership
from maypole.programme.queries.take_up import take_up_of
from maypole.programme.queries.to_act_on import Concern, concerns_of
from maypole.programme.stages import Scheme, Stage
from tests.cast import make_school
from tests.programme.conftest import NOW, TODAY

ARTSMARK, ARTS_AWARD = Scheme.ARTSMARK, Scheme.ARTS_AWARD
LIST = "/partnerships/brindle/journeys/"


def enter(school, scheme=ARTSMARK, now=NOW, **facts):
    return enter_facts(school=school, scheme=scheme, facts=facts, by=None, now=now)


def concerns(school, today=TODAY):
    return concerns_of(journey_of_school(school, ARTSMARK, today), today)


def page_of(browser, path):
    return browser.get(path).content.decode()


def test_a_value_that_changes_keeps_what_it_was(brindle):
    enter(brindle.school, registered_on=date(2026, 9, 1))
    enter(brindle.school, registered_on=date(2026, 9, 8))
    enter(brindle.school, registered_on=date(2026, 9, 8))
    changes = list(JourneyChange.objects.order_by("id").values_list("field", "before", "after"))
    assert changes == [("registered_on", "", "2026-09-01"), ("registered_on", "2026-09-01", "2026-09-08")]


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"registered_on": date(2026, 11, 23)}, "registered_on", "still to come"),
        ({"registered_on": date(2026, 9, 1), "plan_due_on": date(2026, 8, 1)}, "plan_due_on", "is before the day"),
        ({"registered_on": date(2026, 9, 1), "submitted_on": date(2026, 8, 1)}, "submitted_on", "Look at both"),
        (
            {"registered_on": date(2025, 9, 1), "level": "Gold", "awarded_on": date(2025, 8, 1)},
            "awarded_on", "is before the day it registered, 1 September 2025",
        ),
        ({"level": "Gold", "awarded_on": date(2025, 9, 1), "ends_on": date(2025, 8, 1)}, "ends_on", "is before"),
        ({"awarded_on": date(2025, 9, 1)}, "level", "Say which level"),
        ({"level": "Bronze", "awarded_on": date(2025, 9, 1)}, "level", "no level of Artsmark"),
    ],
)  # fmt: skip
def test_dates_that_cannot_be_so_are_refused_in_words(brindle, facts, field, words):
    with pytest.raises(WrongDates, match=words) as refused:
        enter(brindle.school, **facts)
    assert refused.value.field == field
    assert not Journey.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"registered_on": date(2026, 9, 1), "plan_due_on": date(2026, 8, 1)},
        {"registered_on": date(2026, 9, 1), "submitted_on": date(2026, 8, 1)},
        {"registered_on": date(2026, 9, 1), "awarded_on": date(2026, 8, 1), "level": "Gold"},
        {"submitted_on": date(2026, 9, 1), "awarded_on": date(2026, 8, 1), "level": "Gold"},
        {"awarded_on": date(2026, 9, 1), "ends_on": date(2026, 8, 1), "level": "Gold"},
        {"awarded_on": date(2026, 9, 1)},
        {"scheme": "knitting"},
    ],
)
def test_the_database_refuses_the_same(brindle, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Journey.objects.create(**{"school": brindle.school, "scheme": "artsmark", "changed_at": NOW} | wrong)


def test_the_database_keeps_one_journey_a_scheme_and_one_supporter(brindle):
    enter(brindle.school, registered_on=date(2026, 9, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Journey.objects.create(school=brindle.school, scheme="artsmark", changed_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Journey.objects.update(supporter=brindle.cast.museum, supporter_role="Adviser")
    with pytest.raises(IntegrityError), transaction.atomic():
        JourneyMail.objects.create(journey=Journey.objects.get(), side="school", reminded_at=NOW)


def test_an_organisation_of_that_name_supports_else_it_is_a_role(brindle):
    about = {"school": brindle.school, "scheme": ARTSMARK, "since": date(2026, 9, 1), "by": None, "now": NOW}
    assert name_supporter(who="museum of salt and lace", **about).supporter == brindle.cast.museum
    journey = name_supporter(who="Arts adviser of the trust", **about)
    assert (journey.supporter, journey.supporter_role) == (None, "Arts adviser of the trust")
    journey = name_supporter(who="", **about)
    assert (journey.supporter_role, journey.supported_since) == ("", None)


def test_registering_again_keeps_the_award_that_holds(brindle):
    enter(brindle.school, level="Gold", awarded_on=date(2025, 1, 10))
    register_again(school=brindle.school, scheme=ARTSMARK, on=date(2026, 10, 1), by=None, now=NOW)
    one = journey_of_school(brindle.school, ARTSMARK, TODAY)
    assert (one.stage, one.outlook.standing.is_renewing) == (Stage.AWARDED, True)
    assert PastAward.objects.get().level == "Gold"
    with pytest.raises(WrongDates, match="still to come"):
        register_again(school=brindle.school, scheme=ARTSMARK, on=date(2027, 1, 1), by=None, now=NOW)


def test_a_contact_of_tomorrow_is_refused(brindle):
    with pytest.raises(WrongDates, match="still to come"):
        note_contact(
            school=brindle.school, scheme=ARTSMARK, on=TODAY + timedelta(days=1), text="Rang", by=None, now=NOW
        )


def test_a_note_that_names_somebody_is_taken_out(brindle, as_):
    noted = note_contact(school=brindle.school, scheme=ARTSMARK, on=TODAY, text="Ms Crane begins", by=None, now=NOW)
    path = f"/schools/{brindle.school.urn}/journey/take-out/"
    assert as_(brindle.cast.sam).post(path, {"contact": noted.pk}).status_code == 403
    assert as_(brindle.cast.tess).post(path, {"contact": "x"}).status_code == 404
    as_(brindle.cast.tess).post(path, {"contact": noted.pk})
    assert not Contact.objects.exists()


def test_each_list_holds_whom_it_should(brindle):
    assert concerns(brindle.school) == set()
    brindle.list_says(brindle.school, "working_towards")
    assert concerns(brindle.school) == {Concern.UNDATED, Concern.UNSUPPORTED}
    enter(brindle.school, registered_on=date(2025, 11, 22), plan_due_on=date(2026, 11, 21))
    assert concerns(brindle.school) == {Concern.OVERDUE, Concern.STILL, Concern.UNSUPPORTED}
    name_supporter(school=brindle.school, scheme=ARTSMARK, who="Adviser", since=None, by=None, now=NOW)
    enter(brindle.school, submitted_on=date(2026, 11, 1))
    assert concerns(brindle.school) == set()
    assert concerns(brindle.school, date(2027, 9, 1)) == {Concern.SOON}
    assert concerns(brindle.school, date(2027, 11, 23)) == {Concern.LAPSED}


def test_a_listed_centre_has_not_thereby_gained_an_award(brindle):
    brindle.list_says(brindle.school, "held", scheme="arts_award_centre")
    assert journey_of_school(brindle.school, ARTS_AWARD, TODAY).stage is Stage.REGISTERED


def test_take_up_counts_every_open_school_and_says_who_is_unplaced(brindle):
    enter(brindle.school, level="Gold", awarded_on=date(2026, 1, 10))
    found = take_up_of(journeys_of_partnership(brindle.cast.partnership, ARTSMARK, TODAY))
    assert (found.whole.schools, found.whole.by_stage[Stage.AWARDED], found.whole.unplaced) == (3, 1, 1)
    assert not found.is_mostly_placed
    assert {share.label: share.schools for share in found.by_phase} == {"Primary": 2, "Secondary": 1}
    assert sum(share.schools for share in found.by_deprivation) == 3


def test_take_up_needs_few_queries_for_many_schools(brindle, django_assert_max_num_queries):
    for school in brindle.many(30):
        enter(school, registered_on=date(2026, 9, 1))
    with django_assert_max_num_queries(7):
        take_up_of(journeys_of_partnership(brindle.cast.partnership, ARTSMARK, TODAY))


def test_a_school_of_no_known_district_counts_where_its_authority_lies_wholly_inside(brindle, as_):
    school = brindle.without_district()
    found = journeys_of_partnership(brindle.cast.partnership, ARTSMARK, TODAY)
    assert school in [one.school for one in found]
    path = f"/schools/{school.urn}/journey/"
    page = page_of(as_(brindle.cast.carol), path)
    assert "All journeys of Brindle" in page
    as_(brindle.cast.carol).post(path, {"button": "facts", "registered_on": "2026-01-05"})
    assert Journey.objects.get().school == school
    school.authority.holds.create(inner=brindle.foreign.district)
    assert as_(brindle.cast.carol).get(path).status_code == 403
    found = journeys_of_partnership(brindle.cast.partnership, ARTSMARK, TODAY)
    assert school not in [one.school for one in found]


# The pages


def test_a_line_of_the_list_is_finished_there(brindle, as_):
    brindle.list_says(brindle.school, "registered")
    carol = as_(brindle.cast.carol)
    back = f"{LIST}?scheme=artsmark&list=undated"
    assert "Alder Road Primary School" in page_of(carol, back)
    path = f"/schools/{brindle.school.urn}/journey/"
    posted = {"scheme": "artsmark", "next": back}
    yesterday = timezone.localdate() - timedelta(days=1)
    answer = carol.post(path, posted | {"button": "day", "what": "registered_on", "day": yesterday})
    assert answer.headers["Location"] == back
    carol.post(path, posted | {"button": "supporter", "who": "Adviser", "since": ""})
    carol.post(path, posted | {"button": "contact", "on": yesterday, "text": "They begin in May"})
    journey = Journey.objects.get()
    assert (journey.registered_on, journey.supporter_role) == (yesterday, "Adviser")
    assert Contact.objects.get().text == "They begin in May"
    carol.post(path, posted | {"button": "supporter", "who": "Adviser", "since": yesterday})
    assert f'value="{yesterday}"' in page_of(carol, f"{LIST}?scheme=artsmark")
    assert "Nobody stands in this list today" in page_of(carol, back)


def test_a_day_that_cannot_be_is_said_at_its_field_and_kept(brindle, as_):
    path = f"/schools/{brindle.school.urn}/journey/"
    page = as_(brindle.cast.tess).post(path, {"button": "facts", "registered_on": "2099-01-01"}).content.decode()
    assert "is still to come" in page
    assert "2099-01-01" in page
    page = as_(brindle.cast.tess).post(path, {"button": "day", "what": "submitted_on", "day": "soon"}).content.decode()
    assert "Write a day as numbers" in page
    assert not Journey.objects.filter(submitted_on__isnull=False).exists()


def test_a_page_says_not_known_and_names_the_list(brindle, as_):
    brindle.list_says(brindle.school, "held", "Gold")
    page = page_of(as_(brindle.cast.tess), f"/schools/{brindle.school.urn}/journey/")
    assert "Gold, until when is not known" in page
    assert "Lists give no dates" in page


def test_a_list_that_says_otherwise_is_shown_beside_what_was_entered(brindle, as_):
    brindle.list_says(brindle.school, "held", "Gold")
    enter(brindle.school, level="Platinum", awarded_on=date(2026, 6, 1))
    page = page_of(as_(brindle.cast.tess), f"/schools/{brindle.school.urn}/journey/")
    assert "are not the same" in page


def test_the_file_holds_what_the_list_shows_and_no_formula(brindle, as_):
    brindle.list_says(brindle.school, "held", "Gold")
    name_supporter(school=brindle.school, scheme=ARTSMARK, who="=HYPERLINK(1)", since=None, by=None, now=NOW)
    lines = as_(brindle.cast.carol).get(f"{LIST}journeys.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("# Artsmark journeys") or lines[0].startswith('"# Artsmark journeys')
    assert len(lines) == 3
    assert "'=HYPERLINK(1)" in lines[2]
    assert as_(brindle.cast.carol).get(f"{LIST}journeys.csv?q=beacon").content.decode().count("\n") == 2


def test_take_up_is_of_the_placed_with_a_banner_where_too_many_lack_a_point(brindle, as_):
    page = page_of(as_(brindle.cast.carol), f"{LIST}take-up/")
    assert "Deprivation is told of the placed" in page
    brindle.many(10)
    page = page_of(as_(brindle.cast.carol), f"{LIST}take-up/")
    assert "Deprivation is told of the placed" not in page
    assert "1 school of 13 without a point" in page


def test_a_partnership_without_schools_has_its_sentence(brindle, as_):
    School.objects.all().update(status="closed")
    assert "No school stands in this partnership" in page_of(as_(brindle.cast.carol), f"{LIST}take-up/")
    assert "No school has begun" in page_of(as_(brindle.cast.carol), LIST)


# Who may


@pytest.mark.parametrize("who", ["tess", "carol", "ada"])
def test_its_own_people_and_its_coordinator_open_a_journey(brindle, as_, who):
    assert as_(getattr(brindle.cast, who)).get(f"/schools/{brindle.school.urn}/journey/").status_code == 200


@pytest.mark.parametrize("who", ["olive", "sam", "rita", "eddie", "stan"])
def test_nobody_else_does(brindle, as_, who):
    path = f"/schools/{brindle.school.urn}/journey/"
    assert as_(getattr(brindle.cast, who)).get(path).status_code == 403
    assert as_(getattr(brindle.cast, who)).post(path, {"button": "facts", "level": "Gold"}).status_code == 403


def test_a_school_corrects_no_other_and_a_coordinator_none_of_another_partnership(brindle, as_):
    for who, school in (("tess", brindle.high), ("carol", brindle.foreign)):
        path = f"/schools/{school.urn}/journey/"
        assert as_(getattr(brindle.cast, who)).post(path, {"button": "facts"}).status_code == 403


def test_a_support_organisation_reads_the_list_and_changes_nothing(brindle, as_):
    brindle.list_says(brindle.school, "registered")
    page = page_of(as_(brindle.cast.sam), LIST)
    assert "Alder Road Primary School" in page
    assert "Do it here" not in page


def test_another_partnerships_list_stays_shut(brindle, as_):
    for path in ("journeys/", "journeys/journeys.csv", "journeys/take-up/"):
        assert as_(brindle.cast.carol).get(f"/partnerships/coldry/{path}").status_code == 403


# Reminders


def remind_on(day):
    return remind_all(datetime(day.year, day.month, day.day, 8, tzinfo=NOW.tzinfo))


@pytest.fixture
def due_in_march(brindle):
    """A journey whose plan is due on 1 March 2027, supported by the museum."""
    enter(brindle.school, registered_on=date(2026, 9, 1), plan_due_on=date(2027, 3, 1))
    name_supporter(school=brindle.school, scheme=ARTSMARK, who="Museum of Salt and Lace", since=None, by=None, now=NOW)
    return brindle


def test_both_sides_are_reminded_twice_before_a_day_and_not_after(due_in_march, mailoutbox):
    sent = {day: remind_on(day) for day in (date(2026, 12, 1) + timedelta(days=n) for n in range(120))}
    days = {day.isoformat(): count for day, count in sent.items() if count}
    assert days == {"2026-12-31": 2, "2027-02-15": 2}
    assert {mail.to[0] for mail in mailoutbox} == {"arts@alder.example", "learning@saltandlace.example"}
    assert "the statement or plan is due" in mailoutbox[0].body


def test_a_late_plan_does_not_keep_back_the_reminder_of_the_two_years(brindle, mailoutbox):
    enter(brindle.school, registered_on=date(2025, 3, 1), plan_due_on=date(2025, 9, 1))
    assert remind_on(date(2027, 1, 5)) == 1
    assert "the two years since it registered end" in mailoutbox[0].body


def test_the_address_that_was_entered_goes_before_the_listing(due_in_march, mailoutbox):
    enter(due_in_march.school, email="head@alder.example")
    remind_on(date(2027, 1, 5))
    assert mailoutbox[0].to == ["head@alder.example"]
    assert "head@alder.example" not in str(list(JourneyChange.objects.values()))


def test_one_press_stops_one_side_and_reading_the_link_stops_nothing(due_in_march, as_, mailoutbox):
    remind_on(date(2027, 1, 5))
    mail = JourneyMail.objects.get(side="school")
    path = f"/journeys/stop/{stop_token(mail)}/"
    assert path in mailoutbox[0].body
    assert "Stop these emails?" in page_of(as_(), path)
    assert remind_on(date(2027, 2, 20)) == 2
    JourneyMail.objects.update(reminded_for=date(2027, 2, 28))
    as_().post(path)
    assert remind_on(date(2027, 2, 21)) == 1
    assert mail_of(stop_token(mail)).stopped_at is not None


def test_a_link_that_is_not_ours_says_so(brindle, as_):
    assert as_().get("/journeys/stop/nonsense/").status_code == 404


def test_who_has_no_address_and_who_has_lapsed_is_not_mailed(due_in_march, mailoutbox):
    Listing.objects.filter(school=due_in_march.school).update(email="")
    name_supporter(school=due_in_march.school, scheme=ARTSMARK, who="Adviser", since=None, by=None, now=NOW)
    assert remind_on(date(2027, 1, 5)) == 0
    assert remind_on(date(2029, 1, 5)) == 0
    assert mailoutbox == []


def test_the_clock_reminds(brindle):
    assert "programme: remind of journeys" in {work.name for work in declared_work()}


def test_this_week_says_what_is_late_and_leads_there(brindle, as_):
    today = timezone.localdate()
    enter(
        brindle.school, now=timezone.localtime(), registered_on=today - timedelta(days=100),
        plan_due_on=today - timedelta(days=3),
    )  # fmt: skip
    week = page_of(as_(brindle.cast.carol), "/week/")
    assert "1 school late with the plan for Artsmark" in week
    assert "list=overdue" in week
    enter(brindle.school, now=timezone.localtime(), plan_due_on=today + timedelta(days=30))
    assert "Alder Road Primary School: statement or plan due" in page_of(as_(brindle.cast.carol), "/week/")


def test_an_account_that_goes_takes_its_address_along(brindle):
    from maypole.accounts.actions.people import delete_account
    from maypole.accounts.queries import everything_held_about

    enter(brindle.school, email="tess@maypole.example")
    held = everything_held_about(brindle.cast.tess)["addresses that journeys remind at"]
    assert held == [{"school__name": "Alder Road Primary School", "scheme": "artsmark"}]
    delete_account(person=brindle.cast.tess)
    assert Journey.objects.get().email == ""


def test_a_schools_own_people_are_told_of_a_day_that_comes_near(brindle, as_):
    today = timezone.localdate()
    enter(brindle.school, now=timezone.localtime(), registered_on=today, plan_due_on=today + timedelta(days=30))
    assert "Artsmark: statement or plan due" in page_of(as_(brindle.cast.tess), "/week/")
    assert "Artsmark: statement or plan due" not in page_of(as_(brindle.cast.olive), "/week/")


def test_the_address_is_the_filter_and_a_long_list_has_pages(brindle, as_):
    for school in brindle.many(30):
        enter(school, registered_on=date(2026, 9, 1))
    carol = as_(brindle.cast.carol)
    page = page_of(carol, f"{LIST}?scheme=artsmark&list=unsupported&q=elm")
    assert "1 to 25 of 30" in page
    assert "?scheme=artsmark&amp;list=unsupported&amp;q=elm&amp;page=2" in page
    assert "26 to 30 of 30" in page_of(carol, f"{LIST}?list=unsupported&q=elm&page=2")
    assert "Nobody stands in this list today" in page_of(carol, f"{LIST}?area=E07000902")
    assert "1 to 25 of 30" in page_of(carol, f"{LIST}?area=E07000901&page=nonsense&list=%00&scheme=knitting")


def test_the_coordinator_decides_for_a_school_of_no_known_district_that_lies_wholly_inside(brindle, as_):
    dell = brindle.without_district()
    claim = Claim.objects.create(school=dell, person=brindle.cast.stan.id, state="waiting", created_at=NOW)
    assert may_decide(brindle.cast.carol, dell)
    assert claims_waiting(brindle.cast.carol) == [claim]
    dell.authority.holds.create(inner=Place.objects.get(code="E07000902"))
    assert not may_decide(brindle.cast.carol, dell)
    assert claims_waiting(brindle.cast.carol) == []
    assert may_decide(brindle.cast.ada, dell)


def test_the_two_years_are_no_rule_of_the_arts_award_and_its_words_are_its_own(brindle, as_):
    enter(brindle.school, ARTS_AWARD, registered_on=date(2024, 1, 10))
    one = journey_of_school(brindle.school, ARTS_AWARD, TODAY)
    assert (one.stage, one.outlook.deadlines) == (Stage.REGISTERED, ())
    enter(brindle.school, ARTS_AWARD, plan_due_on=TODAY - timedelta(days=3))
    page = page_of(as_(brindle.cast.carol), f"{LIST}?scheme=arts_award")
    assert "work for the award due (3 days ago)" in page
    assert "statement or plan" not in page.lower()
    assert "The two years of Artsmark are no rule of the Arts Award" in page
    own = page_of(as_(brindle.cast.tess), f"/schools/{brindle.school.urn}/journey/?scheme=arts_award")
    assert "Work for the award due on" in own
    enter(brindle.school, ARTS_AWARD, level="Bronze", awarded_on=TODAY - timedelta(days=900))
    assert journey_of_school(brindle.school, ARTS_AWARD, TODAY).stage is Stage.AWARDED
    enter(brindle.school, ARTS_AWARD, ends_on=TODAY - timedelta(days=1))
    assert journey_of_school(brindle.school, ARTS_AWARD, TODAY).stage is Stage.LAPSED


def test_take_up_says_how_many_more_may_be_here(brindle, as_):
    brindle.many(20)
    county = Place.objects.get(code="E10000099")
    make_school(100600, "Somewhere School", None, brindle.cast.dataset, authority=county, latitude=None, longitude=None)
    page = page_of(as_(brindle.cast.carol), f"{LIST}take-up/")
    assert "1 school more may be here" in page
    assert "Deprivation is told of the placed" not in page
    for n in range(6):
        make_school(
            100601 + n, f"Anywhere {n}", None, brindle.cast.dataset, authority=county, latitude=None, longitude=None
        )
    assert "Deprivation is told of the placed" in page_of(as_(brindle.cast.carol), f"{LIST}take-up/")


def test_a_school_is_led_to_no_page_that_is_not_its_own(brindle, as_):
    path = f"/schools/{brindle.school.urn}/journey/"
    assert "All journeys of" not in page_of(as_(brindle.cast.tess), path)
    assert "All journeys of" in page_of(as_(brindle.cast.carol), path)
