"""Carol coordinates Brindle; bodies come and go; meetings decide."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from maypole.partnerships.models import Action, Meeting, Member

PATH = "/partnerships/brindle/"


def page_of(browser, path=PATH):
    return browser.get(path).content.decode()


def ask(cast, as_):
    choice = cast.museum.get_absolute_url()
    as_(cast.olive).post(PATH + "join/", {"member": choice, "contributes": "A room on Tuesdays"})
    return Member.objects.get()


def test_a_museum_joins_changes_what_it_brings_leaves_and_comes_back(cast, as_):
    member = ask(cast, as_)
    assert member.state == "asked"
    as_(cast.carol).post(f"{PATH}members/{member.pk}/decide/", {"answer": "admit"})
    assert "A room on Tuesdays" in page_of(as_())
    as_(cast.olive).post(f"{PATH}members/{member.pk}/", {"contributes": "An artist"})
    assert "An artist" in page_of(as_())
    as_(cast.olive).post(f"{PATH}members/{member.pk}/", {"leave": "yes"})
    assert "An artist" not in page_of(as_())
    as_(cast.olive).post(PATH + "join/", {"member": cast.museum.get_absolute_url(), "contributes": "Again"})
    assert Member.objects.filter(state="asked").count() == 1


@pytest.mark.parametrize(("answer", "told"), [("admit", "belongs to it now"), ("refuse", "was not admitted this time")])
def test_whoever_asks_to_join_hears_the_answer(cast, as_, mailoutbox, django_capture_on_commit_callbacks, answer, told):
    member = ask(cast, as_)
    with django_capture_on_commit_callbacks(execute=True):
        as_(cast.carol).post(f"{PATH}members/{member.pk}/decide/", {"answer": answer})
    assert [mail.to for mail in mailoutbox] == [[cast.olive.email]]
    assert told in mailoutbox[0].body
    assert PATH in mailoutbox[0].body


def test_asking_twice_is_answered_kindly(cast, as_):
    ask(cast, as_)
    choice = cast.museum.get_absolute_url()
    page = as_(cast.olive).post(PATH + "join/", {"member": choice, "contributes": ""}).content.decode()
    assert "belongs already, or has asked" in page


def test_nobody_joins_for_a_body_that_they_do_not_keep(cast, as_):
    as_(cast.stan).post(PATH + "join/", {"member": cast.museum.get_absolute_url(), "contributes": ""})
    assert not Member.objects.exists()


def test_nobody_admits_themselves(cast, as_):
    member = ask(cast, as_)
    assert as_(cast.olive).post(f"{PATH}members/{member.pk}/decide/", {"answer": "admit"}).status_code == 403


def test_a_coordinator_keeps_no_other_partnership(cast, as_):
    for part in ("edit", "priorities", "people", "support", "meetings"):
        assert as_(cast.carol).get(f"/partnerships/coldry/{part}/").status_code == 403


def test_the_database_refuses_one_body_twice(cast):
    now = timezone.now()
    Member.objects.create(partnership=cast.partnership, organisation=cast.museum, asked_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create(partnership=cast.partnership, organisation=cast.museum, asked_at=now)


def test_a_postcode_finds_its_partnership_or_says_kindly_that_there_is_none(cast, as_, settings):
    from maypole.core.models import Dataset
    from maypole.places.models import Postcode

    settings.GAZETTEER = False
    dataset = Dataset.objects.get()
    Postcode.objects.create(code="NG14AB", latitude=52.9, longitude=-1.1, district_code="E07000901", dataset=dataset)
    Postcode.objects.create(code="NG99WX", latitude=52.9, longitude=-1.1, district_code="E07000999", dataset=dataset)
    assert as_().get("/partnerships/find/?postcode=ng1+4ab").headers["Location"] == PATH
    assert "No partnership around NG9 9WX yet" in page_of(as_(), "/partnerships/find/?postcode=NG9+9WX")
    assert "We do not know “nonsense”" in page_of(as_(), "/partnerships/find/?postcode=nonsense")


def test_a_meeting_is_planned_decides_and_is_ticked_off(cast, as_):
    carol = as_(cast.carol)
    details = {"title": "Spring", "starts_at": "2027-01-21T16:00", "place": "Library", "agenda": "Buses"}
    path = carol.post(PATH + "meetings/", details).headers["Location"]
    carol.post(path, {"button": "decision", "decision-text": "One price for coaches", "decision-reason": ""})
    carol.post(path, {"button": "action", "action-text": "Ask three firms", "action-who": "Coordinator"})
    action = Action.objects.get()
    carol.post(f"{PATH}actions/{action.pk}/tick/", {"done": "yes"})
    action.refresh_from_db()
    assert action.done_at is not None
    assert "One price for coaches" in page_of(carol)


def test_a_meeting_of_members_is_not_on_the_public_page(cast, as_):
    Meeting.objects.create(partnership=cast.partnership, title="Closed door", starts_at=timezone.now())
    assert "Closed door" not in page_of(as_())
    assert "Closed door" in page_of(as_(cast.carol))


def test_a_support_organisation_sees_inside_until_the_partnership_says_otherwise(cast, as_):
    Meeting.objects.create(partnership=cast.partnership, title="Closed door", starts_at=timezone.now())
    assert "Closed door" in page_of(as_(cast.sam))
    agreement = cast.partnership.support_agreements.get()
    as_(cast.carol).post(f"{PATH}support/{agreement.pk}/end/")
    assert "Closed door" not in page_of(as_(cast.sam))


def test_this_week_shows_what_needs_the_coordinator_and_it_is_finished_there(cast, as_):
    member = ask(cast, as_)
    week = page_of(as_(cast.carol), "/week/")
    assert "Museum of Salt and Lace asks to join" in week
    response = as_(cast.carol).post(
        f"{PATH}members/{member.pk}/decide/", {"answer": "admit", "next": "/week/"}, follow=True
    )
    assert response.request["PATH_INFO"] == "/week/"
    assert "Nothing needs you this week" in response.content.decode()


def test_a_posted_way_back_leads_to_no_other_site(cast, as_):
    member = ask(cast, as_)
    answer = {"answer": "admit", "next": "https://elsewhere.example/"}
    response = as_(cast.carol).post(f"{PATH}members/{member.pk}/decide/", answer)
    assert response.headers["Location"] == PATH


def test_the_weekly_mail_says_the_same_as_the_page(cast, as_, mailoutbox):
    from maypole.web.weekly_mail import mail_everybody

    ask(cast, as_)
    assert mail_everybody() == 1
    assert "Museum of Salt and Lace asks to join" in mailoutbox[0].body
    assert "List-Unsubscribe" in mailoutbox[0].extra_headers


def test_a_late_action_is_asked_about(cast, as_):
    meeting = Meeting.objects.create(partnership=cast.partnership, title="Autumn", starts_at=timezone.now())
    due = timezone.localdate() - timedelta(days=3)
    Action.objects.create(meeting=meeting, text="Ask three firms", who="Coordinator", due_on=due)
    assert "Was this done? Ask three firms" in page_of(as_(cast.carol), "/week/")


def test_an_editor_writes_under_their_own_partnership_only(cast, as_):
    from maypole.news.models import PartnershipStoriesPage

    own = PartnershipStoriesPage.objects.get(partnership=cast.partnership)
    eddie = as_(cast.eddie)
    assert eddie.get(f"/cms/pages/add/news/storypage/{own.pk}/").status_code == 200
    assert eddie.get(f"/cms/pages/add/news/partnershipstoriespage/{own.get_parent().pk}/").status_code != 200
