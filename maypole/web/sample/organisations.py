"""Invented organisations, their venues, accreditations, listings and offers."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from simple_history.utils import bulk_create_with_history

from maypole.core.models import Dataset
from maypole.directory.models import Accreditation, Listing, Organisation, Venue
from maypole.directory.models.organisations import organisation_id
from maypole.web.sample.geography import District, Spot
from maypole.web.sample.words import COMPANIES, FAMILY, FIRST, GIVEN, MUSEUMS, ROLES, THEATRES, THINGS, TRADES

Kind = Venue.Kind


@dataclass(frozen=True)
class Recipe:
    """How many of a sort of organisation there are, what they have, and what they hold."""

    sort: str
    share: float
    venue: str | None
    schemes: tuple[str, ...]
    offers_chance: float

    @property
    def has_listing(self) -> bool:
        """Whether it keeps a listing, with an address to write to: a branch library leaves that to its service."""
        return self.sort != "library"


RECIPES = (
    Recipe("museum", 0.20, Kind.MUSEUM, ("museum",), 0.7),
    Recipe("small museum", 0.06, Kind.MUSEUM, (), 0.3),
    Recipe("theatre", 0.06, Kind.THEATRE, ("portfolio",), 0.9),
    Recipe("company", 0.08, None, ("portfolio",), 0.9),
    Recipe("award", 0.14, Kind.STUDIO, ("arts_award_centre",), 0.6),
    Recipe("library", 0.18, Kind.LIBRARY, (), 0.2),
    Recipe("maker", 0.18, Kind.GALLERY, (), 0.5),
    Recipe("artist", 0.10, None, ("arts_award_supporter",), 0.4),
)


def make_organisations(
    rng: Random, districts: list[District], count: int, dataset: Dataset, now: datetime
) -> dict[Organisation, Recipe]:
    """Create invented organisations and return each with its recipe."""
    homes = rng.choices(districts, weights=[district.weight for district in districts], k=count)
    recipes = rng.choices(RECIPES, weights=[recipe.share for recipe in RECIPES], k=count)
    taken: set[str] = set()
    made: dict[Organisation, Recipe] = {}
    spots: dict[uuid.UUID, Spot] = {}
    for number, (home, recipe) in enumerate(zip(homes, recipes, strict=True)):
        spot = rng.choice(home.spots)
        organisation = one_organisation(rng, number, home, spot, recipe, taken, dataset)
        made[organisation], spots[organisation.id] = recipe, spot
    Organisation.objects.bulk_create(made)
    venues = [one_venue(organisation, recipe, dataset) for organisation, recipe in made.items() if recipe.venue]
    Venue.objects.bulk_create(venues)
    Accreditation.objects.bulk_create(held_by(made, venues, dataset, now.date()))
    listings = [one_listing(rng, o, now) for o, r in made.items() if r.has_listing]
    bulk_create_with_history(listings, Listing, default_date=now)
    return made


def one_organisation(
    rng: Random, number: int, home: District, spot: Spot, recipe: Recipe, taken: set[str], dataset: Dataset
) -> Organisation:
    artform = artform_of(rng, recipe.sort)
    return Organisation(
        id=organisation_id(f"sample:{number}"),
        name=new_name(rng, recipe.sort, artform, home.place.name, taken),
        artforms=[artform],
        town=home.place.name,
        postcode=spot.postcode,
        latitude=spot.latitude,
        longitude=spot.longitude,
        district=home.place,
        lsoa21_code=spot.neighbourhood,
        placed_by=Organisation.PlacedBy.POSTCODE,
        is_sole_practitioner=recipe.sort == "artist",
        dataset=dataset,
        is_invented=True,
    )


def artform_of(rng: Random, sort: str) -> str:
    if "museum" in sort:
        return "museums"
    if sort == "library":
        return "literature"
    return "theatre" if sort == "theatre" else rng.choice(list(COMPANIES))


def new_name(rng: Random, sort: str, artform: str, town: str, taken: set[str]) -> str:
    """Return a name that nobody in the sample has yet."""
    while True:
        name = one_name(rng, sort, artform, town)
        if name not in taken:
            taken.add(name)
            return name


def one_name(rng: Random, sort: str, artform: str, town: str) -> str:
    if "museum" in sort:
        return f"{rng.choice(TRADES)} and {rng.choice(TRADES)} {rng.choice(MUSEUMS)}"
    if sort == "library":
        return f"{rng.choice(THINGS)} {rng.choice(('Street', 'Lane', 'Green', 'Road'))} Library, {town}"
    if sort == "theatre":
        return f"{rng.choice(FIRST)} {rng.choice(THINGS)} {rng.choice(THEATRES)}"
    if sort == "artist":
        return f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}, {rng.choice(COMPANIES[artform]).lower()}"
    return f"{rng.choice(FIRST)} {rng.choice(THINGS)} {rng.choice(COMPANIES[artform])}"


def one_venue(organisation: Organisation, recipe: Recipe, dataset: Dataset) -> Venue:
    return Venue(
        id=uuid.uuid5(organisation.id, "venue"),
        organisation=organisation,
        kind=recipe.venue or Kind.OTHER,
        name=organisation.name,
        town=organisation.town,
        postcode=organisation.postcode,
        latitude=organisation.latitude,
        longitude=organisation.longitude,
        district=organisation.district,
        lsoa21_code=organisation.lsoa21_code,
        placed_by=organisation.placed_by,
        dataset=dataset,
        is_invented=True,
    )


def held_by(
    made: dict[Organisation, Recipe], venues: list[Venue], dataset: Dataset, today: date
) -> Iterator[Accreditation]:
    """Yield what each recipe holds: a museum's accreditation is the venue's, all else the organisation's."""
    venue_of = {venue.organisation_id: venue for venue in venues}
    for organisation, recipe in made.items():
        for scheme in recipe.schemes:
            of_venue = scheme == Accreditation.Scheme.MUSEUM
            yield Accreditation(
                scheme=scheme,
                status=Accreditation.Status.HELD,
                level="NPO" if scheme == Accreditation.Scheme.PORTFOLIO else "",
                venue=venue_of[organisation.id] if of_venue else None,
                organisation=None if of_venue else organisation,
                dataset=dataset,
                source_key=f"{scheme}-{organisation.id}",
            )


def one_listing(rng: Random, organisation: Organisation, now: datetime) -> Listing:
    """Return a listing that was confirmed some time ago: most within the year, a few long before."""
    days = rng.choice([5, 20, 60, 90, 150, 200, 300, 330, 400])
    return Listing(
        id=uuid.uuid5(organisation.id, "listing"),
        organisation=organisation,
        summary=f"{organisation.name} welcomes schools from {organisation.town} and around.",
        contact_role=rng.choice(ROLES),
        email=f"schools-{organisation.id.hex[:6]}@sample.example",
        opening=rng.choice(["Tuesday to Sunday, 10am to 4pm", "Term time, Monday to Friday", "By arrangement"]),
        access=rng.choice(
            [
                "Step-free throughout. Quiet room. Accessible toilet.",
                "Ground floor is step-free; the upper floor has stairs only.",
                "Hearing loop at the desk. Quiet mornings on the first Friday of each month.",
            ]
        ),
        travel=rng.choice(["A coach can stop at the door.", "Ten minutes on foot from the station.", ""]),
        safeguarding_declared_on=now.date() - timedelta(days=days),
        confirmed_at=now - timedelta(days=days),
    )
