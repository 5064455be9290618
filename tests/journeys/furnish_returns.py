"""A partnership that is ready for a round: three organisations that belong to it, six schools, and who keeps them."""

from dataclasses import dataclass
from datetime import date

from maypole.accounts.models import Person
from maypole.accounts.roles import ORGANISATION
from maypole.directory.actions.scopes import scope_of
from maypole.directory.models import Organisation, School
from maypole.partnerships.actions.members import admit, ask_to_join
from tests.cast import Cast, make_organisation, make_school, person

SCHOOLS = ("Beacon Hill", "Cold Lane", "Dovecote", "Elm Bank", "Ferry Street")
POSTCODE = "NG1 4AB"


@dataclass(frozen=True)
class Ready:
    """The cast, with Bert of Bell Works and Cleo of Candle Works beside Olive of the museum."""

    cast: Cast
    bert: Person
    cleo: Person
    schools: tuple[School, ...]


def make_ready(cast: Cast) -> Ready:
    """Let three organisations belong to Brindle, and give it six schools at a postcode that exists."""
    bell, candle = (
        make_organisation(name, cast.school.district, cast.dataset, email=f"learning@{name[:4].lower()}.example")
        for name in ("Bell Works", "Candle Works")
    )
    for organisation in (cast.museum, bell, candle):
        belong(cast, organisation)
    School.objects.filter(pk=cast.school.pk).update(roll=210, fsm_percent=12, postcode=POSTCODE)
    cast.school.refresh_from_db()
    others = tuple(
        make_school(
            100010 + number, f"{name} Primary School", cast.school.district, cast.dataset, roll=180 + 20 * number,
            fsm_percent=8.0 * number, postcode=POSTCODE,
        )
        for number, name in enumerate(SCHOOLS)
    )  # fmt: skip
    return Ready(cast, keeper("bert", bell), keeper("cleo", candle), (cast.school, *others))


def belong(cast: Cast, organisation: Organisation) -> None:
    asked = ask_to_join(partnership=cast.partnership, organisation=organisation, contributes="", by=cast.carol.id)
    admit(member=asked, on=date(2026, 9, 1), by=cast.carol.id)


def keeper(name: str, organisation: Organisation) -> Person:
    return person(name, ORGANISATION, scope_of(organisation), organisation.name)
