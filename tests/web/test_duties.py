"""Our duties: what is kept, for how long, and whom to tell."""

from datetime import timedelta

from django.utils import timezone

from maypole.core.clock import Every, Weekly, declared_work, run_due
from maypole.core.models import BreachEntry, Complaint, Due, OutboxMessage
from maypole.directory.models import Claim, Enquiry
from maypole.web.duties.retention import DELETE, enforce, periods

PERSONAL = {
    "directory.Enquiry",
    "directory.Feedback",
    "directory.Claim",
    "directory.ChangeProposal",
    "accounts.Invitation",
    "accounts.Consent",
    "core.Complaint",
    "core.OutboxMessage",
    "core.AuditEntry",
}


def enquiry(cast, days_ago):
    return Enquiry.objects.create(
        organisation=cast.museum,
        sender_name="Nell",
        sender_email="nell@school.example",
        message="Hello",
        sent_at=timezone.now() - timedelta(days=days_ago),
        passed_on_to="owner",
    )


def test_every_record_about_people_has_a_period_with_a_reason():
    assert {period.record for period in periods()} >= PERSONAL
    for period in periods():
        assert period.days > 0
        assert period.why
        assert period.model._meta.get_field(period.field)
        assert period.then == DELETE or all(period.model._meta.get_field(name) for name in period.fields)


def test_what_is_past_its_time_goes_and_the_rest_stays(cast):
    enquiry(cast, 366), enquiry(cast, 364)
    assert enforce(timezone.now())["directory.Enquiry"] == 1
    assert Enquiry.objects.count() == 1


def test_a_decision_stays_when_how_it_was_shown_goes(cast):
    old = timezone.now() - timedelta(days=731)
    Claim.objects.create(
        organisation=cast.museum, person=cast.stan.id, state="accepted", message="My number is …", created_at=old
    )
    enforce(timezone.now())
    assert (Claim.objects.get().message, Claim.objects.get().state) == ("", "accepted")


def test_the_privacy_notice_says_each_period(client, db):
    page = client.get("/privacy/").content.decode()
    for period in periods():
        assert period.in_words in page


def test_report_a_concern_stands_on_every_page_and_names_the_lead(cast, as_, settings):
    from maypole.places.models import Postcode

    Postcode.objects.create(
        code="NG14AB", latitude=52.9, longitude=-1.1, district_code="E07000901", dataset=cast.dataset
    )
    for path in ("/", "/map/", "/accounts/login/", "/complaints/"):
        assert 'href="/concern/"' in as_().get(path).content.decode(), path
    page = as_().get("/concern/?postcode=NG1+4AB").content.decode()
    assert "safe@brindle.example" in page
    assert "999" in page


def test_a_complaint_reaches_an_administrator_and_is_answered(
    cast, as_, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        as_().post("/complaints/", {"text": "My home is on the map.", "email": "artist@home.example"})
    assert mailoutbox[0].to == ["ada@maypole.example"]
    complaint = Complaint.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        as_(cast.ada).post(f"/duties/complaints/{complaint.pk}/", {"answer": "It is gone now. Sorry."})
    assert mailoutbox[1].to == ["artist@home.example"]


def test_a_breach_is_entered_and_one_of_tomorrow_is_not(cast, as_):
    details = {"what": "A file was sent to the wrong address", "whom": "12 people", "commissioner": "told"}
    tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    page = as_(cast.ada).post("/duties/breach/", details | {"found_at": tomorrow, "people": "told"}).content.decode()
    assert "still to come" in page
    earlier = (timezone.localtime() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    as_(cast.ada).post("/duties/breach/", details | {"found_at": earlier, "people": "told"})
    assert BreachEntry.objects.get().entered_by == cast.ada.id


def test_outgoing_mail_is_shown_to_this_machine_in_development_only(db, client, settings):
    OutboxMessage.objects.create(at=timezone.now(), sender="a", recipients="b", subject="Digits", text="123456")
    settings.DEBUG = True
    assert "Digits" in client.get("/mail/").content.decode()
    assert client.get("/mail/", REMOTE_ADDR="192.0.2.7").status_code == 404
    settings.DEBUG = False
    assert client.get("/mail/").status_code == 404


def test_health_says_what_is_so(cast, client):
    answer = client.get("/health/").json()
    assert answer["database"] == "answers"
    assert answer["clock_is_late"] is True
    run_due(timezone.now())
    assert client.get("/health/").json()["clock_is_late"] is False


def test_the_clock_runs_each_thing_once_and_one_failure_stops_no_other(cast, monkeypatch):
    from maypole.directory import due

    monkeypatch.setattr(due, "rebuild_entries", lambda **kw: 1 / 0)
    now = timezone.now()
    ran = {line.name: line.last_result for line in run_due(now)}
    assert ran["directory: fade what nobody confirmed"].startswith("Failed: ZeroDivisionError")
    assert len(ran) == len(list(declared_work()))
    assert run_due(now) == []
    assert Due.objects.count() == len(ran)


def test_monday_at_seven_comes_once_a_week():
    monday = timezone.localtime().replace(year=2026, month=11, day=23, hour=7, minute=5)
    weekly = Weekly(0, 7)
    assert weekly.is_due(monday - timedelta(days=7), monday)
    assert not weekly.is_due(monday - timedelta(minutes=4), monday)
    assert not weekly.is_due(monday, monday + timedelta(days=6))
    assert Every(timedelta(days=1)).is_due(None, monday)
