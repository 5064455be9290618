"""The people and bodies that tests are about.

Ada runs the installation. Carol coordinates Brindle, Eddie edits for it, Rita reviews for it, Sam supports it. Olive
keeps the Museum of Salt and Lace in Brindle, Tess keeps Alder Road Primary School. Stan is a stranger with an account.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone
from wagtail.models import Collection, Locale, Page

from maypole.accounts.actions.grants import grant_role, make_administrator
from maypole.accounts.models import Person
from maypole.accounts.roles import COORDINATOR, EDITOR, ORGANISATION, REVIEWER, SCHOOL, SUPPORT
from maypole.core.models import Dataset
from maypole.directory.actions.entries import rebuild_entries
from maypole.directory.actions.scopes import scope_of
from maypole.directory.models import Listing, Organisation, School, Venue
from maypole.directory.models.organisations import organisation_id
from maypole.partnerships.actions.partnerships import agree_to_support, found_partnership
from maypole.partnerships.models import Partnership
from maypole.places.models import Place

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass
class Cast:
    """Everybody, and what they keep."""

    ada: Person
    carol: Person
    eddie: Person
    rita: Person
    sam: Person
    olive: Person
    tess: Person
    stan: Person
    partnership: Partnership
    elsewhere: Partnership
    museum: Organisation
    support: Organisation
    school: School
    dataset: Dataset

    @property
    def by_role(self) -> dict[str, Person | None]:
        """One person a role; the public is nobody."""
        return {
            "administrator": self.ada,
            "coordinator": self.carol,
            "editor": self.eddie,
            "reviewer": self.rita,
            "support": self.sam,
            "organisation": self.olive,
            "school": self.tess,
            "public": None,
        }


def make_wagtail_roots() -> None:
    """Create what Wagtail's migrations would have: tests make their tables without migrations."""
    if not Page.objects.exists():
        Locale.objects.get_or_create(language_code="en-gb")
        Page.add_root(title="Root", slug="root")
        Collection.add_root(name="Root")


def make_cast() -> Cast:
    """Create the cast."""
    make_wagtail_roots()
    dataset = Dataset.objects.create(
        slug="invented", title="Invented list", publisher="Maypole", may_pass_on=True, ingested_at=timezone.now()
    )
    county = Place.objects.create(kind="county", code="E10000099", name="Brindleshire")
    here, there = (
        Place.objects.create(kind="district", code=code, name=name, latitude=52.95, longitude=-1.15)
        for code, name in (("E07000901", "Brindle"), ("E07000902", "Coldry"))
    )
    for district in (here, there):
        county.holds.create(inner=district)
    museum = make_organisation("Museum of Salt and Lace", here, dataset, email="learning@saltandlace.example")
    support = make_organisation("The Long Ribbon", here, dataset, is_support_organisation=True)
    school = make_school(100001, "Alder Road Primary School", here, dataset)
    partnership = make_partnership("brindle", "Brindle Cultural Education Partnership", here, dataset)
    elsewhere = make_partnership("coldry", "Coldry Cultural Education Partnership", there, dataset)
    ada = make_administrator(email="ada@maypole.example", by=None)
    agree_to_support(partnership=partnership, organisation=support, on=NOW.date(), by=ada.id)
    territory = partnership.territory.scope_id
    cast = Cast(
        ada=ada,
        carol=person("carol", COORDINATOR, territory, partnership.name),
        eddie=person("eddie", EDITOR, territory, partnership.name),
        rita=person("rita", REVIEWER, territory, partnership.name),
        sam=person("sam", SUPPORT, scope_of(support), support.name),
        olive=person("olive", ORGANISATION, scope_of(museum), museum.name),
        tess=person("tess", SCHOOL, scope_of(school), school.name),
        stan=Person.objects.create_user("stan@maypole.example", name="Stan"),
        partnership=partnership,
        elsewhere=elsewhere,
        museum=museum,
        support=support,
        school=school,
        dataset=dataset,
    )
    rebuild_entries()
    return cast


def person(name: str, role, scope_id, of_what: str) -> Person:
    made = Person.objects.create_user(f"{name}@maypole.example", name=name.capitalize())
    grant_role(person=made, role=role, scope_id=scope_id, of_what=of_what, by=None)
    return made


def make_organisation(name: str, district: Place, dataset: Dataset, **fields) -> Organisation:
    """Create an organisation with a venue and a listing that was confirmed lately."""
    organisation = Organisation.objects.create(
        id=organisation_id(f"tests:{name}"),
        name=name,
        district=district,
        dataset=dataset,
        town=district.name,
        address="1 Brine Street",
        postcode="NG1 4AB",
        latitude=52.955,
        longitude=-1.149,
        placed_by="postcode",
        **fields,
    )
    Venue.objects.create(
        id=organisation_id(f"tests:venue:{name}"),
        organisation=organisation,
        kind="museum",
        name=name,
        district=district,
        dataset=dataset,
        town=district.name,
        address="1 Brine Street",
        postcode="NG1 4AB",
        latitude=52.955,
        longitude=-1.149,
        placed_by="postcode",
    )
    Listing.objects.create(organisation=organisation, summary=f"{name} welcomes schools.", confirmed_at=timezone.now())
    return organisation


def make_school(urn: int, name: str, district: Place | None, dataset: Dataset, **fields) -> School:
    details = {
        "phase": "primary",
        "low_age": 4,
        "high_age": 11,
        "town": district.name if district else "",
        "postcode": "NG1 4AC",
        "latitude": 52.953,
        "longitude": -1.151,
        "placed_by": "postcode",
    }
    return School.objects.create(urn=urn, name=name, district=district, dataset=dataset, **(details | fields))


def make_partnership(slug: str, name: str, district: Place, dataset: Dataset) -> Partnership:
    return found_partnership(
        slug=slug,
        facts={
            "name": name,
            "safeguarding_role": "Safeguarding lead",
            "safeguarding_email": f"safe@{slug}.example",
            "vision": "Every child makes something.",
        },
        districts=[district],
        dataset=dataset,
        is_invented=False,
        by=None,
    )
