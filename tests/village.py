"""A small invented village for tests of the map: one place of each kind, one without a point, one that is closed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from maypole.core.models import Dataset
from maypole.directory.actions.entries import rebuild_entries
from maypole.directory.models import Accreditation, Listing, Offer, Organisation, School, Venue
from maypole.directory.models.organisations import organisation_id
from maypole.places.models import Place

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MILLPOND = (52.95, -1.15)


@dataclass
class Village:
    """The bodies, by what they are."""

    open_list: Dataset
    closed_list: Dataset
    district: Place
    territory: Place
    school: School
    artsmark: School
    unplaced: School
    gone: School
    museum: Organisation
    theatre: Organisation
    weaver: Organisation


def make_village() -> Village:
    """Create the village and its rows on the map."""
    open_list = make_list("open-list", may_pass_on=True)
    closed_list = make_list("closed-list", may_pass_on=False)
    district = Place.objects.create(
        kind="district", code="E07000999", name="Millpond", latitude=MILLPOND[0], longitude=MILLPOND[1]
    )
    county = Place.objects.create(kind="county", code="E10000999", name="Pondshire")
    territory = Place.objects.create(kind="partnership", code="millpond", name="Millpond Partnership")
    county.holds.create(inner=district)
    territory.holds.create(inner=district)
    village = Village(
        open_list=open_list,
        closed_list=closed_list,
        district=district,
        territory=territory,
        school=make_school(100001, "Alder Road Primary School", open_list, district, 0.00),
        artsmark=make_school(100002, "Beacon High School", open_list, district, 0.02, low_age=11, high_age=18),
        unplaced=make_school(100003, "Cold Lane School", open_list, district, None),
        gone=make_school(100004, "Old Mill School", open_list, district, 0.01, status="closed"),
        museum=make_body("Museum of Salt", open_list, district, 0.03),
        theatre=make_body("Lantern Theatre", closed_list, district, 0.5, artforms=["theatre"]),
        weaver=make_body("Ada Birdsall, weaver", open_list, district, 0.04, is_sole_practitioner=True),
    )
    hold(village.artsmark, "artsmark", "held", open_list, level="Gold")
    hold(make_venue(village.museum, open_list), "museum", "held", open_list)
    hold(village.theatre, "portfolio", "held", closed_list, level="NPO")
    Offer.objects.create(
        organisation=village.museum, title="Salt Makers", summary="Boil brine.", key_stages=["ks2"],
        artforms=["heritage"], cost_pounds=168, cost_unit="class",
    )  # fmt: skip
    Listing.objects.create(organisation=village.weaver, summary="Weaves.", confirmed_at=NOW - timedelta(days=800))
    rebuild_entries(now=NOW)
    return village


def make_list(slug: str, *, may_pass_on: bool) -> Dataset:
    return Dataset.objects.create(
        slug=slug, title=f"The {slug}", publisher="nobody", may_pass_on=may_pass_on, vintage="1 March 2026"
    )


def where(east: float | None) -> dict[str, object]:
    if east is None:
        return {}
    return {"latitude": MILLPOND[0], "longitude": MILLPOND[1] + east, "placed_by": "list"}


def make_school(urn, name, dataset, district, east, **fields) -> School:
    ages = {"low_age": 4, "high_age": 11, "town": "Millpond", "postcode": "NG1 4AB"}
    return School.objects.create(
        urn=urn, name=name, dataset=dataset, district=district, **where(east), **(ages | fields)
    )


def make_body(name, dataset, district, east, **fields) -> Organisation:
    return Organisation.objects.create(
        id=organisation_id(f"village:{name}"), name=name, dataset=dataset, district=district, town="Lower Millpond",
        postcode="NG1 4AC", **where(east), **fields,
    )  # fmt: skip


def make_venue(organisation, dataset) -> Venue:
    return Venue.objects.create(
        id=organisation_id(f"venue:{organisation.name}"), organisation=organisation, kind="museum",
        name=organisation.name, dataset=dataset, district=organisation.district, town=organisation.town,
        latitude=organisation.latitude, longitude=organisation.longitude,
    )  # fmt: skip


def hold(body, scheme, status, dataset, level="") -> Accreditation:
    holder = {School: "school", Organisation: "organisation", Venue: "venue"}[type(body)]
    return Accreditation.objects.create(
        scheme=scheme, status=status, level=level, dataset=dataset, source_key=f"{scheme}:{body.pk}", **{holder: body}
    )
