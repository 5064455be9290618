"""Invented schools at real postcodes, with invented rolls, meals and Artsmark awards."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from maypole.core.models import Dataset
from maypole.directory.models import Accreditation, School
from maypole.web.sample.geography import District, Spot
from maypole.web.sample.words import SAINTS, SCHOOLS, TREES, WAYS

FIRST_URN = 900001
PHASES = {"primary": 74, "secondary": 14, "other": 6, "nursery": 3, "16plus": 1, "all_through": 2}
AGES = {
    "primary": (4, 11), "secondary": (11, 18), "other": (3, 19), "nursery": (2, 5), "16plus": (16, 19),
    "all_through": (4, 18),
}  # fmt: skip
ROLLS = {"primary": 260, "secondary": 980, "other": 110, "nursery": 85, "16plus": 1400, "all_through": 1250}
LEVELS = (("Silver", 5), ("Gold", 4), ("Platinum", 2))
NO_ROLLS_IN = "E07000133"
LONG = "Our Lady of the Meadows and Saint Oswin Catholic Voluntary Academy"


def make_schools(rng: Random, districts: list[District], count: int, dataset: Dataset, today: date) -> list[School]:
    """Create invented schools, more where more postcodes are, and some of their accreditations."""
    names = school_names(rng)
    homes = rng.choices(districts, weights=[district.weight for district in districts], k=count)
    schools = [
        one_school(rng, FIRST_URN + number, home, rng.choice(home.spots), names, dataset)
        for number, home in enumerate(homes)
    ]
    schools[0].name = LONG
    School.objects.bulk_create(schools)
    Accreditation.objects.bulk_create(accreditations(rng, schools, dataset, today))
    return schools


def school_names(rng: Random) -> Iterator[str]:
    """Yield beginnings of names, none twice: a tree or bird with a way, or a saint with a way."""
    trees = [f"{tree} {way}" for tree in TREES for way in WAYS]
    saints = [f"{saint}’s {faith}" for saint in SAINTS for faith in ("CofE", "Catholic", "CofE Voluntary Aided")]
    plain = [*TREES]
    beginnings = [*trees, *plain, *[f"{saint} {way}" for saint in saints for way in WAYS]]
    rng.shuffle(beginnings)
    yield from beginnings
    yield from (f"{name} {side}" for side in ("North", "South", "East", "West") for name in beginnings)


def one_school(rng: Random, urn: int, home: District, spot: Spot, names: Iterator[str], dataset: Dataset) -> School:
    phase = rng.choices(list(PHASES), weights=list(PHASES.values()))[0]
    low_age, high_age = AGES[phase]
    poverty = (11 - spot.decile) / 10
    return School(
        urn=urn,
        laestab=f"9{urn % 1_000_000:06d}"[:7],
        name=f"{next(names)} {rng.choice(SCHOOLS[phase])}",
        phase=phase,
        school_type=rng.choice(
            ["Community school", "Academy converter", "Academy sponsor led", "Voluntary aided school"]
        ),
        low_age=low_age,
        high_age=high_age,
        town=home.place.name,
        postcode=spot.postcode,
        latitude=spot.latitude,
        longitude=spot.longitude,
        district=home.place,
        lsoa21_code=spot.neighbourhood,
        placed_by=School.PlacedBy.POSTCODE,
        roll=max(18, int(rng.lognormvariate(0, 0.35) * ROLLS[phase]))
        if rng.random() > 0.02 or home.place.code != NO_ROLLS_IN
        else None,
        fsm_percent=round(min(78.0, max(1.0, rng.gauss(6 + 38 * poverty, 7))), 1),
        fsm_vintage="invented",
        rurality=rurality_of(spot, home),
        authority=home.county,
        authority_name=home.county.name,
        dataset=dataset,
        is_invented=True,
    )


def rurality_of(spot: Spot, home: District) -> School.Rurality:
    """Return village for a third of the neighbourhoods where a county has several districts, else town."""
    is_county = home.place.code != home.county.code
    in_village = is_county and int(spot.neighbourhood[-2:]) % 3 == 0
    return School.Rurality.RURAL if in_village else School.Rurality.URBAN


def accreditations(rng: Random, schools: list[School], dataset: Dataset, today: date) -> Iterator[Accreditation]:
    """Yield Artsmark for one school in six and Arts Award for one in twenty, rather fewer where it is poor."""
    for school in schools:
        if rng.random() < 0.21 - 0.003 * (school.fsm_percent or 0):
            yield artsmark(rng, school, dataset, today)
        if rng.random() < 0.05:
            yield Accreditation(
                scheme=Accreditation.Scheme.ARTS_AWARD_CENTRE,
                status=Accreditation.Status.HELD,
                school=school,
                dataset=dataset,
                source_key=f"award-{school.urn}",
            )


def artsmark(rng: Random, school: School, dataset: Dataset, today: date) -> Accreditation:
    status = rng.choices(["held", "working_towards", "registered"], weights=[6, 3, 3])[0]
    held = status == "held"
    started = today - timedelta(days=rng.randrange(30, 700)) if held else None
    return Accreditation(
        scheme=Accreditation.Scheme.ARTSMARK,
        status=status,
        level=rng.choices([level for level, _ in LEVELS], weights=[w for _, w in LEVELS])[0] if held else "",
        starts_on=started,
        ends_on=started + timedelta(days=730) if started else None,
        school=school,
        dataset=dataset,
        source_key=f"artsmark-{school.urn}",
    )
