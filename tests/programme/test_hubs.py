"""Hubs: proposed by where schools stand, adjusted by hand, kept; pairs with reasons; what cannot be met in words."""

import pytest
from django.db import IntegrityError, transaction

from maypole.directory.models import School
from maypole.programme.actions.hubs import (
    UnableToChange,
    add_hub,
    change_hub,
    keep_plan,
    move_school,
    propose_hubs,
    throw_away,
)
from maypole.programme.forming import UnableToForm, Wish, formed_hubs, group_of
from maypole.programme.models import Hub, HubPlan, HubSchool
from maypole.programme.queries.hubs import compactness_of, groups_of
from maypole.programme.queries.journeys import journeys_of
from maypole.programme.queries.pairs import peer_pairs
from maypole.programme.stages import Scheme
from tests.programme.conftest import NOW, TODAY

PAGE = "/partnerships/brindle/hubs/"
PAIRS_OF_TWO = Wish(2, 4, is_mixed=True)


def propose(brindle, wish=PAIRS_OF_TWO) -> HubPlan:
    return propose_hubs(partnership=brindle.cast.partnership, wish=wish, by=None, now=NOW)


@pytest.fixture
def plan(brindle) -> HubPlan:
    """Two hubs of eight schools with a point; one waits without."""
    brindle.many(6)
    return propose(brindle)


# Forming


def test_every_school_with_a_point_is_in_one_hub_of_the_right_size_and_the_others_wait(brindle, plan):
    groups = groups_of(plan)
    assert sorted(len(group.schools) for group in groups.groups) == [4, 4]
    assert [one.school for one in groups.waiting] == [brindle.unplaced]
    assert len({one.school_id for one in groups.schools}) == 9


def test_phases_stand_apart_where_that_is_wished(brindle):
    brindle.many(5)
    brindle.many(3, first=100200, phase="secondary", low_age=11, high_age=18)
    plan = propose(brindle, Wish(2, 6, is_mixed=False))
    phases = [{group_of(one.school) for one in group.schools} for group in groups_of(plan).groups]
    assert sorted(map(sorted, phases)) == [["primary"], ["secondary"]]


def test_a_school_of_unknown_phase_stands_by_the_age_of_its_pupils():
    assert group_of(School(phase="", high_age=11)) == "primary"
    assert group_of(School(phase="other", high_age=19)) == "secondary"
    assert group_of(School(phase="", high_age=None)) == "secondary"


def schools(count, **fields):
    return [
        School(urn=100000 + n, latitude=52.9 + n / 100, longitude=-1.1, phase="primary", **fields) for n in range(count)
    ]


@pytest.mark.parametrize(
    ("there", "wish", "words"),
    [
        ([], Wish(4, 8, True), "no open school"),
        ([School(urn=1)], Wish(4, 8, True), "None of the 1 schools has a point"),
        (schools(1), Wish(4, 8, True), "One school with a point makes no hub of 4 to 8"),
        (schools(3), Wish(4, 8, True), "fewer than one hub of 4. Make the smallest 3 or less"),
        (schools(11), Wish(4, 5, True), "11 schools with a point cannot be split"),
        (schools(11), Wish(4, 5, False), "11 primary schools with a point cannot be split"),
    ],
)
def test_what_cannot_be_formed_is_said_in_words(there, wish, words):
    with pytest.raises(UnableToForm, match=words):
        formed_hubs(there, wish)


@pytest.mark.parametrize(("count", "smallest", "largest"), [(11, 4, 5), (7, 4, 6), (23, 8, 9), (5, 3, 4), (17, 7, 8)])
def test_what_the_sentence_advises_helps(count, smallest, largest):
    with pytest.raises(UnableToForm) as refused:
        formed_hubs(schools(count), Wish(smallest, largest, True))
    numbers = [int(word.strip(".")) for word in str(refused.value).split() if word.strip(".").isdigit()]
    less, more = numbers[-2:]
    assert formed_hubs(schools(count), Wish(less, largest, True)).hubs
    assert formed_hubs(schools(count), Wish(smallest, more, True)).hubs


def test_compactness_is_the_slow_sum(brindle):
    from math import hypot

    from maypole.places.grid import metres

    there = brindle.many(4)
    at = metres([one.latitude for one in there], [one.longitude for one in there]) / 1000
    middle = at.mean(axis=0)
    mean = sum(hypot(*(spot - middle)) for spot in at) / 4
    widest = max(hypot(*(one - other)) for one in at for other in at)
    found = compactness_of([*there, brindle.unplaced])
    assert found.mean_km == pytest.approx(mean)
    assert found.widest_km == pytest.approx(widest)
    assert compactness_of([brindle.unplaced]) is None


# By hand


def test_a_school_is_moved_and_leads_no_longer_where_it_was(brindle, plan):
    one, other = plan.hubs.all()
    school = one.schools.first().school
    change_hub(hub=one, name="North", lead_school=school, contact=brindle.cast.museum, by=None)
    move_school(plan=plan, school=school, hub=other, by=None)
    one.refresh_from_db()
    assert one.lead_school is None
    assert HubSchool.objects.get(plan=plan, school=school).hub == other
    move_school(plan=plan, school=brindle.unplaced, hub=other, by=None)
    assert groups_of(plan).waiting == ()


def test_nobody_leads_a_hub_from_outside(brindle, plan):
    one, other = plan.hubs.all()
    with pytest.raises(UnableToChange, match="is not in this hub"):
        change_hub(hub=one, name="North", lead_school=other.schools.first().school, contact=None, by=None)


def test_a_school_of_another_partnership_and_a_hub_of_another_plan_are_refused(brindle, plan):
    with pytest.raises(UnableToChange, match="no open school of Brindle"):
        move_school(plan=plan, school=brindle.foreign, hub=plan.hubs.first(), by=None)
    with pytest.raises(UnableToChange, match="another plan"):
        move_school(plan=plan, school=brindle.school, hub=propose(brindle).hubs.first(), by=None)


def test_a_school_that_opened_since_is_put_in_by_hand(brindle, plan):
    new = brindle.many(1, first=100300)[0]
    move_school(plan=plan, school=new, hub=add_hub(plan=plan, by=None), by=None)
    assert Hub.objects.get(plan=plan, number=3).schools.get().school == new


def test_one_plan_is_kept_and_the_one_before_is_only_looked_at(brindle, plan):
    keep_plan(plan=plan, by=None, now=NOW)
    another = propose(brindle)
    keep_plan(plan=another, by=None, now=NOW)
    plan.refresh_from_db()
    assert (plan.state, another.state) == ("past", "kept")
    for change in (
        lambda: move_school(plan=plan, school=brindle.school, hub=None, by=None),
        lambda: add_hub(plan=plan, by=None),
        lambda: keep_plan(plan=plan, by=None, now=NOW),
        lambda: throw_away(plan=another, by=None),
    ):
        with pytest.raises(UnableToChange):
            change()


def test_a_plan_that_was_thrown_away_meanwhile_is_not_changed(brindle, plan):
    stale = HubPlan.objects.get(pk=plan.pk)
    throw_away(plan=plan, by=None)
    with pytest.raises(UnableToChange, match="threw these hubs away"):
        add_hub(plan=stale, by=None)


def test_the_database_keeps_one_plan_and_each_school_once(brindle, plan):
    another = propose(brindle)
    keep_plan(plan=plan, by=None, now=NOW)
    for wrong in (
        lambda: HubPlan.objects.filter(pk=another.pk).update(state="kept"),
        lambda: HubPlan.objects.filter(pk=another.pk).update(smallest=9),
        lambda: HubPlan.objects.filter(pk=another.pk).update(kept_at=NOW),
        lambda: HubSchool.objects.create(plan=plan, school=brindle.school),
        lambda: Hub.objects.create(plan=plan, number=1, name="Again"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


# Pairs


def paired(brindle, hub_of=None):
    there = School.objects.filter(district=brindle.school.district).select_related("district").order_by("urn")
    return peer_pairs(journeys_of(there, Scheme.ARTSMARK, TODAY), hub_of or {})


def test_who_starts_goes_along_with_the_nearest_who_leads_and_each_leads_once(brindle):
    near, far, one, other = brindle.many(4)
    for school, level in ((near, "Gold"), (far, "Platinum")):
        brindle.list_says(school, "held", level)
    for school in (one, other):
        brindle.list_says(school, "registered")
    found = paired(brindle)
    assert {(pair.starting.school, pair.leading.school) for pair in found.pairs} in (
        {(one, near), (other, far)}, {(one, far), (other, near)},
    )  # fmt: skip
    assert all("both with younger pupils" in pair.reasons for pair in found.pairs)
    brindle.list_says(brindle.school, "working_towards")
    assert len(paired(brindle).alone) == 1


def test_silver_does_not_lead_and_no_leader_leaves_all_alone(brindle):
    one, other = brindle.many(2)
    brindle.list_says(one, "held", "Silver")
    brindle.list_says(other, "registered")
    found = paired(brindle)
    assert (found.pairs, [each.school for each in found.alone], found.leading) == ((), [other], 0)


def test_without_a_point_the_district_is_the_reason(brindle):
    leading = brindle.many(1)[0]
    brindle.list_says(leading, "held", "Gold")
    brindle.list_says(brindle.unplaced, "registered")
    pair = paired(brindle, {leading.urn: 1, brindle.unplaced.urn: 1}).pairs[0]
    assert pair.km is None
    assert pair.reasons[0] == "same district; how far is not known"
    assert "in the same hub" in pair.reasons


def test_nobody_is_sent_forty_kilometres(brindle):
    leading, starting = brindle.many(2)
    School.objects.filter(pk=starting.pk).update(latitude=53.5)
    brindle.list_says(leading, "held", "Gold")
    brindle.list_says(starting, "registered")
    assert paired(brindle).pairs == ()


# The pages


def test_a_coordinator_forms_hubs_moves_a_school_names_who_leads_and_keeps_them(brindle, as_):
    brindle.many(6)
    carol = as_(brindle.cast.carol)
    path = carol.post(PAGE, {"smallest": "2", "largest": "4", "is_mixed": "on"}).headers["Location"]
    plan = HubPlan.objects.get()
    page = carol.get(path).content.decode()
    assert "A proposal" in page
    assert "Cold Lane School" in page
    assert "<svg" in page
    hub = plan.hubs.first()
    carol.post(path, {"school": brindle.unplaced.urn, "hub": hub.pk})
    lead = brindle.unplaced.urn
    carol.post(f"{path}{hub.number}/", {"name": "North", "lead_school": lead, "contact": "Museum of Salt and Lace"})
    carol.post(f"{path}decide/", {"button": "keep"})
    hub.refresh_from_db()
    assert (hub.name, hub.lead_school, hub.contact) == ("North", brindle.unplaced, brindle.cast.museum)
    page = carol.get(path).content.decode()
    assert "These are the hubs of Brindle" in page
    assert "Put here by hand" in page
    lines = carol.get(f"{path}hubs.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 11
    assert "1,North,100011,Cold Lane School,Primary,Brindle" in "\n".join(lines)


def test_what_cannot_be_is_said_on_the_page_and_what_was_typed_stays(brindle, as_):
    carol = as_(brindle.cast.carol)
    page = carol.post(PAGE, {"smallest": "50", "largest": "60", "is_mixed": "on"}).content.decode()
    assert "Make the smallest 2 or less" in page
    assert 'value="50"' in page
    assert "cannot be smaller than the smallest" in carol.post(PAGE, {"smallest": "5", "largest": "4"}).content.decode()
    assert not HubPlan.objects.exists()


def test_a_move_that_cannot_be_is_said(brindle, plan, as_):
    carol, path = as_(brindle.cast.carol), plan.get_absolute_url()
    posted = {"school": brindle.foreign.urn, "hub": plan.hubs.first().pk}
    assert "This is no school of this partnership" in carol.post(path, posted).content.decode()
    assert "Fill this in" in carol.post(path, {"school": brindle.school.urn, "hub": ""}).content.decode()
    carol.post(path, {"school": brindle.school.urn, "hub": "none"})
    assert HubSchool.objects.get(plan=plan, school=brindle.school).hub is None
    posted = {"school": brindle.school.urn, "hub": propose(brindle).hubs.first().pk}
    assert "This is no hub of this plan" in carol.post(path, posted).content.decode()
    posted = {"name": "North", "lead_school": brindle.foreign.urn, "contact": "Nobody Known"}
    page = carol.post(f"{path}1/", posted).content.decode()
    assert "This school is not in this hub" in page
    assert "No one organisation here has just this name" in page


def test_a_plan_is_thrown_away(brindle, plan, as_):
    as_(brindle.cast.carol).post(f"{plan.get_absolute_url()}decide/", {"button": "away"})
    assert not HubPlan.objects.exists()


def test_schools_without_a_point_bring_a_banner(brindle, as_):
    plan = propose(brindle, Wish(2, 2, is_mixed=True))
    page = as_(brindle.cast.carol).get(plan.get_absolute_url()).content.decode()
    assert "Of the placed" in page
    assert "1 of 3 schools have no point" in page


def test_the_pairs_page_says_why(brindle, plan, as_):
    path = f"{plan.get_absolute_url()}pairs/"
    carol = as_(brindle.cast.carol)
    assert "No school is on its way" in carol.get(path).content.decode()
    brindle.list_says(brindle.high, "registered")
    assert "No school here holds Gold or Platinum" in carol.get(path).content.decode()
    brindle.list_says(brindle.school, "held", "Gold")
    assert "km apart" in carol.get(path).content.decode()


def test_a_support_organisation_looks_and_changes_nothing(brindle, plan, as_):
    sam, path = as_(brindle.cast.sam), plan.get_absolute_url()
    for each in (PAGE, path, f"{path}1/", f"{path}pairs/", f"{path}hubs.csv"):
        assert sam.get(each).status_code == 200
    assert "Move a school" not in sam.get(path).content.decode()
    for each in (PAGE, path, f"{path}1/", f"{path}decide/"):
        assert sam.post(each, {"button": "keep"}).status_code == 403


@pytest.mark.parametrize("who", ["olive", "tess", "stan", "rita", "eddie"])
def test_members_and_strangers_see_no_hub(brindle, plan, as_, who):
    path = plan.get_absolute_url()
    browser = as_(getattr(brindle.cast, who))
    assert {browser.get(each).status_code for each in (PAGE, path, f"{path}1/", f"{path}hubs.csv")} == {403}


def test_a_plan_of_another_partnership_is_not_found(brindle, plan, as_):
    carol = as_(brindle.cast.carol)
    HubPlan.objects.update(partnership=brindle.cast.elsewhere)
    path = f"{PAGE}{plan.pk}/"
    assert {carol.get(each).status_code for each in (path, f"{path}1/", f"{path}pairs/", f"{path}hubs.csv")} == {404}
    assert carol.get(f"/partnerships/coldry/hubs/{plan.pk}/").status_code == 403


def test_this_week_reminds_of_a_proposal(brindle, plan, as_):
    assert "Hubs that you proposed on" in as_(brindle.cast.carol).get("/week/").content.decode()


def test_neighbouring_hubs_bear_other_ribbons_and_every_placed_school_is_drawn_within(brindle):
    from maypole.programme.presenters.hub_map import hub_map, middle_of

    for row in range(4):
        brindle.many(6, first=100400 + 10 * row, longitude=-1.1 + row * 0.02)
    groups = groups_of(propose(brindle, Wish(2, 3, is_mixed=True)))
    drawn = hub_map(groups, [], middle_of(groups), width=720)
    assert len(drawn.hubs) >= 9
    assert len(drawn.dots) == 26
    for hub in drawn.hubs:
        nearest = min((o for o in drawn.hubs if o != hub), key=lambda o: (o.x - hub.x) ** 2 + (o.y - hub.y) ** 2)
        assert hub.ribbon != nearest.ribbon
    assert all(0 <= dot.x <= 720 and 0 <= dot.y <= drawn.height for dot in drawn.dots)
    corners = [float(part) for hub in drawn.hubs for part in hub.path.strip("Mz").split()]
    assert min(corners) >= 0
    assert max(corners) <= max(720, drawn.height)
