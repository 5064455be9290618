"""A school asks about an offer, and the organisation's return begins from there."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from maypole.directory.actions.enquiries import send_enquiry
from maypole.directory.models import Enquiry, Offer
from maypole.outcomes.models import Line, Project, Return


@pytest.fixture
def asked(term, another_school) -> Enquiry:
    offer = Offer.objects.create(organisation=term.cast.museum, title="Salt makers", summary="Brine.", is_free=True)
    made = send_enquiry(
        body=term.cast.museum, sender_name="Tess", sender_email="tess@coldry.example", message="In May?", by=None,
        offer=offer, asking_school=another_school,
    )  # fmt: skip
    Enquiry.objects.update(sent_at=datetime(2026, 11, 2, 12, tzinfo=UTC))
    return made


def page(term, as_):
    return as_(term.cast.olive).get(term.museum_return.get_absolute_url()).content.decode()


def begin(term, as_, asked, person=None):
    path = f"{term.museum_return.get_absolute_url()}asked/{asked.pk}/"
    return as_(person or term.cast.olive).post(path)


def test_one_press_makes_the_draft_with_the_schools_line(term, as_, asked, another_school):
    assert "Schools that asked about your offers" in page(term, as_)
    begin(term, as_, asked)
    made = Project.objects.get(title="Salt makers")
    assert (made.offer, made.lines.get().school) == (asked.offer, another_school)
    assert "Schools that asked about your offers" not in page(term, as_)


def test_a_second_school_joins_the_same_project(term, as_, asked):
    begin(term, as_, asked)
    again = send_enquiry(
        body=term.cast.museum, sender_name="A", sender_email="a@alder.example", message="And we?", by=None,
        offer=asked.offer, asking_school=term.cast.school,
    )  # fmt: skip
    begin(term, as_, again)
    assert Project.objects.filter(offer=asked.offer).count() == 1
    assert Line.objects.filter(project__offer=asked.offer).count() == 2


def test_pressing_twice_makes_no_second_project(term, as_, asked):
    begin(term, as_, asked)
    assert begin(term, as_, asked).status_code == 404
    assert Project.objects.filter(offer=asked.offer).count() == 1


def test_what_was_asked_long_ago_or_without_a_school_is_not_there(term, as_, asked):
    Enquiry.objects.update(sent_at=datetime(2025, 12, 1, tzinfo=UTC))
    assert "Schools that asked" not in page(term, as_)
    Enquiry.objects.update(sent_at=timezone.now(), asking_school=None)
    assert "Schools that asked" not in page(term, as_)


def test_nobody_else_presses_and_a_closed_round_says_so(term, as_, asked):
    assert begin(term, as_, asked, term.cast.carol).status_code == 403
    assert begin(term, as_, asked, term.cast.tess).status_code == 403
    Return.objects.update(state="locked", sent_at=timezone.now(), locked_at=timezone.now())
    path = f"{term.museum_return.get_absolute_url()}asked/{asked.pk}/"
    assert "This return is locked." in as_(term.cast.olive).post(path, follow=True).content.decode()
    assert not Project.objects.filter(title="Salt makers").exists()
