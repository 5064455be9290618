"""Something on every page that the cast keeps: versions, pictures, questions that wait, meetings, complaints."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from maypole.accounts.actions.invitations import invite
from maypole.accounts.roles import EDITOR
from maypole.core.models import Complaint
from maypole.directory.actions.confirmations import confirmation_token
from maypole.directory.models import ChangeProposal, Claim, Offer
from maypole.news.actions.trees import story_tree
from maypole.news.models import StoryPage
from maypole.partnerships.actions.meetings import note_action, note_decision, plan_meeting
from maypole.partnerships.actions.members import admit, ask_to_join
from maypole.partnerships.models import Meeting, Member
from tests.cast import Cast, make_school


@dataclass
class Stage:
    """The cast, and the things whose pages have a number of their own."""

    cast: Cast
    listing: str
    offer: Offer
    proposal: ChangeProposal
    claim: Claim
    member: Member
    meeting: Meeting
    complaint: Complaint
    story: StoryPage
    invitation: str
    confirmation: str


def furnish(cast: Cast) -> Stage:
    """Let the cast do one of everything, through the pages where there is one."""
    listing = f"/organisations/{cast.museum.pk}/"
    keep_listing(cast, listing)
    visitor, stan = Client(), browser_of(cast.stan)
    sent(visitor, f"{listing}tell/", would_do_again="yes", message="They still talk of it.", sender_role="Teacher")
    sent(visitor, f"{listing}propose/", opening="Closed on Mondays", note="The door was shut.")
    sent(visitor, "/complaints/", about="The map", text="It is hard to use by voice.")
    sent(stan, f"/schools/{cast.school.urn}/claim/", way="ask", message="I lead the arts here.")
    member, meeting = keep_partnership(cast)
    found = timezone.localtime() - timedelta(hours=1)
    sent(browser_of(cast.ada), "/duties/breach/", found_at=f"{found:%Y-%m-%dT%H:%M}", what="A mail went astray.",
         whom="One address", done="It was called back.", commissioner="not_needed", people="told")  # fmt: skip
    story = story_tree(cast.partnership).add_child(
        instance=StoryPage(title="How we began", slug="began", introduction="With a kettle.")
    )
    _, link = invite(
        role=EDITOR, scope_id=cast.partnership.territory.scope_id, to_what=str(cast.partnership), email="",
        by=cast.carol.id,
    )  # fmt: skip
    return Stage(
        cast=cast,
        listing=listing,
        offer=Offer.objects.get(),
        proposal=ChangeProposal.objects.get(),
        claim=Claim.objects.get(),
        member=member,
        meeting=meeting,
        complaint=Complaint.objects.get(),
        story=story,
        invitation=urlsplit(link).path,
        confirmation=f"/confirm/{confirmation_token(cast.museum)}/",
    )


def browser_of(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def sent(browser: Client, path: str, **answers) -> None:
    """Post a form that has to be accepted."""
    response = browser.post(path, answers)
    assert response.status_code == 302, (path, response.status_code)


def keep_listing(cast: Cast, listing: str) -> None:
    """Give the listing two versions, an offer and two pictures, one with consent."""
    owner = browser_of(cast.olive)
    for opening in ("Weekdays", "Every day but Monday"):
        sent(owner, f"{listing}edit/", summary="Salt and lace, by hand", opening=opening, email="learn@salt.example")
    sent(owner, f"{listing}offers/add/", title="Make lace in a day", summary="Each child takes a piece home.",
         audience="schools", artforms=["craft"], key_stages=["ks2"], where="with_us", cost_pounds="4.50",
         cost_unit="pupil")  # fmt: skip
    for alt, consent in (
        ("The salt house", {"shows_children": "no"}),
        ("Children at the loom", {"shows_children": "yes", "consent_holder": "Alder Road Primary School",
                                  "consent_given_on": timezone.localdate(),
                                  "consent_expires_on": timezone.localdate() + timedelta(days=300)}),
    ):  # fmt: skip
        file = io.BytesIO()
        Image.new("RGB", (60, 40), "#94d96b").save(file, "PNG")
        upload = SimpleUploadedFile("picture.png", file.getvalue(), "image/png")
        sent(owner, f"{listing}photos/", image=upload, alt=alt, **consent)


def keep_partnership(cast: Cast) -> tuple[Member, Meeting]:
    """Admit the museum, let a school with a long name wait, plan a meeting with a decision and an action."""
    partnership, by = cast.partnership, cast.carol.id
    member = ask_to_join(partnership=partnership, organisation=cast.museum, contributes="A room", by=cast.olive.id)
    admit(member=member, on=date(2026, 10, 1), by=by)
    school = make_school(
        100002, "Our Lady of the Meadows and Saint Oswin Catholic Voluntary Academy", cast.school.district, cast.dataset
    )
    ask_to_join(partnership=partnership, school=school, contributes="The minibus", by=cast.tess.id)
    details = {"title": "Autumn meeting", "starts_at": timezone.now(), "place": "", "agenda": "", "is_public": True}
    meeting = plan_meeting(partnership=partnership, details=details, by=by)
    note_decision(meeting=meeting, text="Schools first", reason="They asked", by=by)
    note_action(meeting=meeting, text="Ring the bus company", who="Coordinator", due_on=date(2026, 11, 1), by=by)
    return member, meeting
