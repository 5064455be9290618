"""Networks: who leads, which schools, what changed; to strangers only what is marked public."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from maypole.partnerships.actions.members import admit, ask_to_join
from maypole.programme.actions.networks import (
    AlreadyInNetwork,
    NetworkDetails,
    change_network,
    found_network,
    let_in,
    let_out,
    note_change,
)
from maypole.programme.dates import WrongDates
from maypole.programme.models import Network, NetworkNote, NetworkSchool
from tests.programme.conftest import NOW, TODAY

PAGE = "/partnerships/brindle/networks/"
BEGAN = date(2026, 1, 10)


def details(**changes) -> NetworkDetails:
    said = {"name": "Voices", "focus": "Singing", "lead": "Music hub lead", "started_on": BEGAN}
    return NetworkDetails(**(said | changes))


@pytest.fixture
def network(brindle) -> Network:
    return found_network(partnership=brindle.cast.partnership, details=details(), by=None, today=TODAY)


def note(network, text, *, is_public):
    return note_change(
        network=network, on=TODAY, text=text, source="Visit report", is_public=is_public, by=None, now=NOW
    )


def public_page(browser):
    return browser.get("/partnerships/brindle/").content.decode()


def test_a_lead_is_a_school_an_organisation_or_a_role(brindle, network):
    for lead, field in (
        ("alder road primary school", "lead_school"),
        ("Museum of Salt and Lace", "lead_organisation"),
        ("Far Field School", "lead_role"),
    ):
        change_network(network=network, details=details(lead=lead), by=None, today=TODAY)
        named = {name for name in ("lead_school", "lead_organisation", "lead_role") if getattr(network, name)}
        assert named == {field}


def test_days_that_cannot_be_have_their_sentence(brindle, network):
    with pytest.raises(WrongDates, match="still to come"):
        change_network(network=network, details=details(started_on=TODAY + timedelta(days=1)), by=None, today=TODAY)
    with pytest.raises(WrongDates, match="cannot end before it began"):
        change_network(network=network, details=details(ended_on=date(2025, 1, 1)), by=None, today=TODAY)
    with pytest.raises(WrongDates, match="Nobody joined before that"):
        let_in(network=network, school=brindle.school, since=date(2025, 1, 1), by=None, today=TODAY)
    with pytest.raises(WrongDates, match="still to come"):
        note_change(network=network, on=date(2030, 1, 1), text="x", source="y", is_public=False, by=None, now=NOW)


def test_a_school_belongs_once_and_may_come_back(brindle, network):
    about = {"network": network, "school": brindle.school, "by": None, "today": TODAY}
    belongs = let_in(since=BEGAN, **about)
    with pytest.raises(AlreadyInNetwork):
        let_in(since=BEGAN, **about)
    let_out(belongs=belongs, by=None, today=TODAY)
    let_in(since=TODAY, **about)
    assert NetworkSchool.objects.count() == 2


def test_the_database_keeps_order_too(brindle, network):
    let_in(network=network, school=brindle.school, since=BEGAN, by=None, today=TODAY)
    for wrong in (
        lambda: NetworkSchool.objects.create(network=network, school=brindle.school, since_on=TODAY),
        lambda: NetworkSchool.objects.update(left_on=date(2020, 1, 1)),
        lambda: Network.objects.update(ended_on=date(2020, 1, 1)),
        lambda: NetworkNote.objects.create(network=network, on=TODAY, text="x", source="", at=NOW),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_a_coordinator_founds_a_network_lets_a_school_in_and_notes_what_changed(brindle, as_):
    carol = as_(brindle.cast.carol)
    said = {"name": "Voices", "focus": "Singing", "lead": "Music hub lead", "started_on": "2026-01-10"}
    path = carol.post(PAGE, said).headers["Location"]
    today = timezone.localdate().isoformat()
    carol.post(path, {"button": "join", "school": brindle.school.urn, "since": today})
    carol.post(path, {"button": "note", "on": today, "text": "They sing each week", "source": "Visit report"})
    page = carol.get(path).content.decode()
    assert "They sing each week" in page
    assert "Alder Road Primary School" in page
    carol.post(f"{path}row/", {"button": "out", "id": NetworkSchool.objects.get().pk})
    carol.post(f"{path}row/", {"button": "show", "id": NetworkNote.objects.get().pk})
    assert NetworkNote.objects.get().is_public
    assert NetworkSchool.objects.get().left_on == timezone.localdate()
    carol.post(f"{path}row/", {"button": "away", "id": NetworkNote.objects.get().pk})
    assert not NetworkNote.objects.exists()


def test_what_is_wrong_stands_at_its_field(brindle, network, as_):
    carol, path = as_(brindle.cast.carol), f"{PAGE}{network.pk}/"
    posted = {"button": "join", "school": brindle.foreign.urn, "since": "2026-02-01"}
    assert "This is no school of this partnership" in carol.post(path, posted).content.decode()
    posted = {"button": "join", "school": brindle.school.urn, "since": "2025-02-01"}
    assert "Nobody joined before that" in carol.post(path, posted).content.decode()
    assert (
        "is still to come"
        in carol.post(PAGE, {"name": "A", "focus": "B", "lead": "C", "started_on": "2099-01-01"}).content.decode()
    )
    assert carol.get("/partnerships/brindle/networks/999999/").status_code == 404
    assert carol.post(f"{path}row/", {"button": "out", "id": "nine"}).status_code == 404


def test_strangers_see_only_what_is_marked_public(brindle, network, as_):
    note(network, "Said inside", is_public=False)
    note(network, "Said to all", is_public=True)
    let_in(network=network, school=brindle.school, since=BEGAN, by=None, today=TODAY)
    assert "Voices" not in public_page(as_())
    Network.objects.update(is_public=True)
    page = public_page(as_())
    assert "Said to all" in page
    assert "Said inside" not in page
    assert "Alder Road Primary School" not in page
    assert "Said inside" not in public_page(as_(brindle.cast.stan))


def test_members_see_all_of_it_on_the_partnerships_page(brindle, network, as_):
    note(network, "Said inside", is_public=False)
    assert "Said inside" not in public_page(as_(brindle.cast.olive))
    member = ask_to_join(
        partnership=brindle.cast.partnership, organisation=brindle.cast.museum, contributes="", by=brindle.cast.olive.id
    )
    assert "Said inside" not in public_page(as_(brindle.cast.olive))
    admit(member=member, on=TODAY, by=brindle.cast.carol.id)
    for who in (brindle.cast.olive, brindle.cast.carol, brindle.cast.sam):
        assert "Said inside" in public_page(as_(who))


def test_a_support_organisation_finds_the_way_and_changes_nothing(brindle, network, as_):
    sam = as_(brindle.cast.sam)
    assert PAGE in public_page(sam)
    assert "Begin one" not in sam.get(PAGE).content.decode()
    for path in (PAGE, f"{PAGE}{network.pk}/", f"{PAGE}{network.pk}/row/"):
        assert sam.post(path, {"button": "details"}).status_code == 403


def test_another_partnerships_networks_stay_shut(brindle, network, as_):
    carol = as_(brindle.cast.carol)
    assert carol.get("/partnerships/coldry/networks/").status_code == 403
    Network.objects.update(partnership=brindle.cast.elsewhere)
    assert carol.get(f"{PAGE}{network.pk}/").status_code == 404
