"""Invented places to measure with: as many as England has, spread as towns are, with names that sound like names."""

from itertools import islice
from random import Random
from uuid import UUID

from maypole.core.models import Dataset
from maypole.directory.actions.entries import AT_ONCE
from maypole.directory.artforms import ArtForm
from maypole.directory.models import Entry, Organisation, School
from maypole.places.models import Place

SEED = 7
FIRST = "Alder Beacon Cold Dale Elm Fox Glade Hare Iris Juniper Kestrel Larch Marl Nettle Oak Penny Rook Salt".split()
SECOND = "Road Hill Vale Green Lane Bridge Mill Field Wood Gate Cross Moor Heath Brook Park End Bank Court".split()
SCHOOLS = ("Primary School", "Academy", "Church of England Primary School", "High School", "Infant School")
BODIES = ("Museum", "Theatre", "Dance Company", "Library", "Arts Centre", "Music Trust", "Gallery", "Print Workshop")
STAGES = (1, 2, 3, 6, 7, 24, 56, 63)
SHARES = {"school": 33, "artsmark": 4, "award": 3, "museum": 4, "portfolio": 2, "other": 54}


def fill(count: int) -> None:
    """Write this many entries with the bodies behind them; three in eight are schools."""
    rng = Random(SEED)
    dataset = Dataset.objects.create(slug="invented", title="Invented", publisher="nobody", may_pass_on=True)
    territories = [
        Place.objects.create(kind=Place.Kind.PARTNERSHIP, code=f"partnership-{n}", name=f"Partnership {n}")
        for n in range(150)
    ]
    towns = [(rng.uniform(50.5, 54.9), rng.uniform(-3.2, 1.2), territories[n % 150]) for n in range(900)]
    rows = (entry(rng, number, towns) for number in range(count))
    while batch := list(islice(rows, AT_ONCE)):
        write(batch, dataset)


def entry(rng: Random, number: int, towns: list[tuple[float, float, Place]]) -> Entry:
    latitude, longitude, territory = rng.choice(towns)
    kind = rng.choices(list(SHARES), list(SHARES.values()))[0]
    is_school = kind in ("school", "artsmark")
    town = f"{rng.choice(FIRST)}{rng.choice(SECOND).lower()}"
    name = f"{rng.choice(FIRST)} {rng.choice(SECOND)} {rng.choice(SCHOOLS if is_school else BODIES)}"
    offers = 0 if is_school or rng.random() < 0.6 else rng.randint(1, 6)
    levels = {"artsmark": ["silver", "gold", "platinum", "registered"], "museum": ["full"], "portfolio": ["npo"]}
    return Entry(
        ref=f"school:{100000 + number}" if is_school else f"organisation:{UUID(int=number)}",
        kind=kind,
        name=name,
        words=f"{town} {rng.choice(SCHOOLS if is_school else BODIES)} community learning",
        town=town,
        latitude=latitude + rng.gauss(0, 0.03),
        longitude=longitude + rng.gauss(0, 0.05),
        territory=territory,
        path=f"/schools/{100000 + number}/" if is_school else f"/organisations/{UUID(int=number)}/",
        key_stages=rng.choice(STAGES) if is_school or offers else 0,
        artforms=0 if is_school else rng.choice(list(ArtForm)).bit | rng.choice(list(ArtForm)).bit,
        level=rng.choice(levels.get(kind, [""])),
        offers=offers,
        may_pass_on=True,
        is_invented=True,
    )


def write(batch: list[Entry], dataset: Dataset) -> None:
    schools = [each for each in batch if each.ref.startswith("school:")]
    School.objects.bulk_create(School(urn=urn_of(each), name=each.name, dataset=dataset) for each in schools)
    bodies = [each for each in batch if each.ref.startswith("organisation:")]
    Organisation.objects.bulk_create(Organisation(id=id_of(each), name=each.name, dataset=dataset) for each in bodies)
    for each in schools:
        each.school_id = urn_of(each)
    for each in bodies:
        each.organisation_id = id_of(each)
    Entry.objects.bulk_create(batch)


def urn_of(entry: Entry) -> int:
    return int(entry.ref.removeprefix("school:"))


def id_of(entry: Entry) -> UUID:
    return UUID(entry.ref.removeprefix("organisation:"))
