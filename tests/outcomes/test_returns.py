"""An organisation begins, fills in and sends its return."""

from datetime import date

import pytest
from django.core import mail

from maypole.outcomes.actions import rounds
from maypole.outcomes.actions.returns import (
    AlreadyInProject,
    ChangedElsewhere,
    ReturnIsClosed,
    add_project,
    add_school,
    add_several,
    begin_return,
    remove_line,
)
from maypole.outcomes.actions.rounds import RoundDetails, open_round
from maypole.outcomes.actions.sending import UnableToSend, send_return
from maypole.outcomes.answers import UnreadableAnswer
from maypole.outcomes.models import Expected, Line, Project, Return, Round, ValueChange
from tests.outcomes.conftest import NOW

SAVE = "/returns/{}/save/"


def name(line, slug):
    return f"line-{line.pk}-{slug}"


def test_a_first_return_by_web(cast, round_of_brindle, as_):
    browser = as_(cast.olive)
    assert "Begin" in browser.get("/returns/").content.decode()
    begun = browser.post(f"/rounds/{round_of_brindle.pk}/begin/{cast.museum.pk}/").url.removesuffix("#id_title")
    browser.post(begun, {"title": "Where the Bus Stops"})
    project = Project.objects.get()
    page = f"{begun}projects/{project.pk}/"
    browser.post(page, {"school": "alder road", "seen": "{}"})
    line = Line.objects.get()
    browser.post(page, {name(line, "children"): "30", name(line, "key_stage"): "KS2", "seen": "{}"})
    line.refresh_from_db()
    assert line.answers == {"children": 30, "key_stage": "ks2"}
    sent = browser.post(f"{begun}check/", {"button": "send"}, follow=True).content.decode()
    assert "You worked with 1 school; of 1 no other return tells us this year." in sent
    assert Return.objects.get().state == Return.State.SENT


def test_reading_the_page_begins_nothing(cast, round_of_brindle, as_):
    as_(cast.olive).get(f"/rounds/{round_of_brindle.pk}/begin/{cast.museum.pk}/")
    assert not Return.objects.exists()


def test_every_value_keeps_who_when_before_and_after(term):
    term.answer("children", "31")
    change = ValueChange.objects.filter(question="children").first()
    assert (change.before, change.after, change.by, change.at) == (30, 31, term.cast.olive.id, NOW)


def test_saving_the_same_again_is_no_change(term):
    before = ValueChange.objects.count()
    term.answer("children", "30")
    assert ValueChange.objects.count() == before


def test_what_cannot_be_read_keeps_what_was_there(term):
    with pytest.raises(UnreadableAnswer):
        term.answer("children", "lots")
    term.line.refresh_from_db()
    assert term.line.answers["children"] == 30


def test_two_tabs_do_not_undo_each_other(term):
    term.answer("children", "31")
    with pytest.raises(ChangedElsewhere, match="“31”"):
        term.answer("children", "45", seen="30")
    assert term.answer("children", "45", seen="31").value == 45


def test_a_form_keeps_what_was_typed_wrong_and_saves_the_rest(term, as_):
    page = f"/returns/{term.museum_return.pk}/projects/{term.project.pk}/"
    answer = as_(term.cast.olive).post(
        page, {name(term.line, "children"): "thirtyish", name(term.line, "sessions"): "9", "seen": "{}"}
    )
    text = answer.content.decode()
    assert 'value="thirtyish"' in text
    assert "Use a number, such as 30" in text
    term.line.refresh_from_db()
    assert (term.line.answers["children"], term.line.answers["sessions"]) == (30, 9)


def test_saving_as_one_types_answers_with_what_stands_there(term, as_):
    posted = {name(term.line, "children"): "1,200", name(term.line, "hours"): "many", "seen": "{}"}
    answer = as_(term.cast.olive).post(SAVE.format(term.museum_return.pk), posted).json()
    assert answer["words"] == {name(term.line, "children"): "1200"}
    assert list(answer["errors"]) == [name(term.line, "hours")]


def test_a_question_that_is_not_asked_is_not_saved(term, as_):
    answer = as_(term.cast.olive).post(SAVE.format(term.museum_return.pk), {name(term.line, "rumour"): "1"}).json()
    assert "not asked" in answer["errors"][name(term.line, "rumour")]


def test_nobody_saves_into_another_organisations_return(term, as_, cast):
    for person in (cast.stan, cast.carol, cast.tess, cast.sam):
        assert (
            as_(person).post(SAVE.format(term.museum_return.pk), {name(term.line, "children"): "1"}).status_code == 403
        )
    term.line.refresh_from_db()
    assert term.line.answers["children"] == 30


def test_a_line_of_another_return_cannot_be_reached_through_ones_own(term, cast, as_):
    support = begin_return(of=term.round, organisation=cast.support, by=None, now=NOW)
    from maypole.accounts.actions.grants import grant_role
    from maypole.accounts.roles import ORGANISATION

    grant_role(person=cast.sam, role=ORGANISATION, scope_id=cast.support.scope_id, of_what="x", by=None)
    answer = as_(cast.sam).post(SAVE.format(support.pk), {name(term.line, "children"): "1", "seen": "{}"}).json()
    assert answer["errors"]
    term.line.refresh_from_db()
    assert term.line.answers["children"] == 30


def test_a_school_stands_once_in_a_project(term):
    with pytest.raises(AlreadyInProject):
        add_school(project=term.project, school=term.cast.school, by=None, now=NOW)


def test_a_line_counts_in_its_district_county_and_partnership(term):
    assert term.line.district.name == "Brindle"
    assert term.line.county.name == "Brindleshire"
    assert term.line.partnership == term.cast.partnership


def test_figures_of_schools_in_two_districts_count_only_in_what_holds_both(term, cast):
    from maypole.places.models import Place
    from tests.cast import make_school

    coldry = make_school(100009, "Coldry School", Place.objects.get(code="E07000902"), cast.dataset)
    line = add_several(project=term.project, schools=[cast.school, coldry], by=None, now=NOW)
    assert (line.district, line.partnership, line.county.name) == (None, None, "Brindleshire")


def test_taking_a_line_out_keeps_what_it_said(term):
    remove_line(line=term.line, by=None, now=NOW)
    assert ValueChange.objects.get(question="line").before["children"] == 30


def test_an_empty_return_is_not_sent(cast, round_of_brindle):
    begun = begin_return(of=round_of_brindle, organisation=cast.museum, by=None, now=NOW)
    with pytest.raises(UnableToSend, match="Add a project"):
        send_return(return_of=begun, by=None, now=NOW)


def test_no_work_this_term_is_an_answer(cast, round_of_brindle, as_):
    begun = begin_return(of=round_of_brindle, organisation=cast.museum, by=None, now=NOW)
    as_(cast.olive).post(f"/returns/{begun.pk}/check/", {"button": "nothing"})
    begun.refresh_from_db()
    assert (begun.state, begun.has_nothing_to_tell) == ("sent", True)


def test_a_closed_round_takes_nothing(term, as_):
    rounds.close_round(of=term.round, by=None, now=NOW)
    with pytest.raises(ReturnIsClosed, match="closed"):
        term.answer("children", "31")
    answer = as_(term.cast.olive).post(SAVE.format(term.museum_return.pk), {name(term.line, "children"): "31"})
    assert answer.status_code == 409


def test_the_next_return_begins_with_last_terms_projects_and_no_counts(term, cast):
    send_return(return_of=term.museum_return, by=None, now=NOW)
    details = RoundDetails("Spring", "2027-spring", term.round.due_on)
    spring = open_round(details=details, partnerships=[cast.partnership], opened_by=None, by=None, now=NOW)
    begun = begin_return(of=spring, organisation=cast.museum, by=None, now=NOW)
    project = begun.projects.get()
    assert (project.title, project.answers["artform"]) == ("Where the Bus Stops", "dance")
    assert "starts_on" not in project.answers
    assert project.lines.get().answers == {"key_stage": "ks2"}


def test_a_partnership_is_in_one_round_a_term(term, cast):
    details = RoundDetails("Again", "2026-autumn", term.round.due_on)
    with pytest.raises(rounds.UnableToOpen, match="already has a round"):
        open_round(details=details, partnerships=[cast.partnership], opened_by=None, by=None, now=NOW)


def test_a_warning_can_be_explained(term, as_):
    term.answer("children", "412")
    page = f"/returns/{term.museum_return.pk}/projects/{term.project.pk}/"
    assert (
        "412 is more children than Alder Road Primary School has (210)."
        in as_(term.cast.olive).get(page).content.decode()
    )
    as_(term.cast.olive).post(page, {f"why-{term.line.pk}-above-roll": "Two schools share the hall", "seen": "{}"})
    term.line.refresh_from_db()
    assert term.line.explanations == {"above-roll": "Two schools share the hall"}


def test_everybody_is_mailed_once_and_reminded_until_they_send(term, django_capture_on_commit_callbacks):
    assert rounds.ask_everybody(of=term.round, now=NOW) == 1
    assert rounds.ask_everybody(of=term.round, now=NOW) == 0
    assert "Stop these emails" in mail.outbox[0].body
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers
    late = NOW.replace(month=12, day=10)
    assert rounds.remind(of=term.round, now=late) == 1
    assert rounds.remind(of=term.round, now=late) == 0
    send_return(return_of=term.museum_return, by=None, now=late)
    assert rounds.remind(of=term.round, now=late.replace(day=18)) == 0


def test_one_press_stops_the_mail(term, client):
    expected = Expected.objects.get()
    page = f"/rounds/stop/{rounds.stop_token(expected)}/"
    client.get(page)
    assert Expected.objects.get().stopped_at is None
    client.post(page)
    assert rounds.ask_everybody(of=term.round, now=NOW) == 0
    assert client.get("/rounds/stop/forged/").status_code == 404


def test_a_mail_programme_can_stop_the_mail_by_itself(term):
    from django.test import Client

    page = f"/rounds/stop/{rounds.stop_token(Expected.objects.get())}/"
    Client(enforce_csrf_checks=True).post(page, {"List-Unsubscribe": "One-Click"})
    assert Expected.objects.get().stopped_at is not None


def test_another_return_of_the_same_school_is_said_without_naming_anybody(term, cast, as_):
    other = begin_return(of=term.round, organisation=cast.support, by=None, now=NOW)
    project = add_project(return_of=other, title="Secret Plans", by=None, now=NOW)
    project.answers = {"starts_on": "2026-10-01", "ends_on": "2026-10-02"}
    project.save()
    add_school(project=project, school=cast.school, by=None, now=NOW)
    page = f"/returns/{term.museum_return.pk}/projects/{term.project.pk}/"
    assert "Another return" not in as_(cast.olive).get(page).content.decode()
    send_return(return_of=other, by=None, now=NOW)
    text = as_(cast.olive).get(page).content.decode()
    assert "Another return tells of Alder Road Primary School on the same days." in text
    assert "Secret Plans" not in text
    assert "Long Ribbon" not in text
    send_return(return_of=term.museum_return, by=None, now=NOW)
    assert "Secret Plans" in as_(cast.rita).get(f"/review/{term.museum_return.pk}/").content.decode()


def test_what_a_round_expects_waits_this_week_until_it_is_sent(cast, round_of_brindle, as_):
    olive = as_(cast.olive)
    begin_here = f"/rounds/{round_of_brindle.pk}/begin/{cast.museum.pk}/"
    assert begin_here in olive.get("/week/").content.decode()
    assert begin_here not in as_(cast.tess).get("/week/").content.decode()
    begun = begin_return(of=round_of_brindle, organisation=cast.museum, by=cast.olive.id, now=NOW)
    page = olive.get("/week/").content.decode()
    assert "is begun and not sent" in page
    assert begun.get_absolute_url() in page
    Return.objects.update(state=Return.State.QUERIED, sent_at=NOW)
    assert "There is a question about the return of" in olive.get("/week/").content.decode()
    Return.objects.update(state=Return.State.SENT)
    assert begun.get_absolute_url() not in olive.get("/week/").content.decode()


def test_a_round_that_closed_expects_nothing_more(cast, round_of_brindle, as_):
    Round.objects.update(closed_at=NOW)
    assert "asked for its return" not in as_(cast.olive).get("/week/").content.decode()


def test_a_later_day_that_was_given_is_the_day(cast, round_of_brindle, as_):
    Expected.objects.update(extended_to=date(2031, 3, 4))
    assert "4 March 2031" in as_(cast.olive).get("/week/").content.decode()


@pytest.mark.parametrize(
    ("title", "said"), [("Our work", "Our work, autumn 2026."), ("Autumn 2026, us", "Autumn 2026, us.")]
)
def test_the_term_of_a_round_is_said_once(cast, round_of_brindle, as_, title, said):
    Round.objects.update(title=title, term_key="2026-autumn")
    assert f"{said} It is due on" in as_(cast.olive).get("/week/").content.decode()
