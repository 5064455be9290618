"""An invented England to measure evidence with: schools, sites, deprivation, and three years of accepted lines."""

from collections.abc import Iterator
from itertools import islice
from random import Random
from uuid import UUID

from django.utils import timezone

from maypole.core.models import Dataset
from maypole.directory.artforms import ArtForm
from maypole.directory.models import Entry, Organisation, School
from maypole.outcomes.models import AcceptedLine, Line, Project, Return, Round
from maypole.places.models import Containment, Indicator, IndicatorValue, Place

SEED = 5
DISTRICTS, REGIONS, COUNTIES, PARTNERSHIPS = 300, 9, 50, 150
NEIGHBOURHOODS = 6_000
ORGANISATIONS = 5_000
TERMS = tuple(f"{year}-{season}" for year in (2024, 2025, 2026) for season in ("spring", "summer", "autumn"))
KINDS = ("museum", "portfolio", "other", "other")
AT_ONCE = 2_000


def make_england(*, schools: int, sites: int, lines: int) -> None:
    """Write all of it; every school has a roll and a point, as most of England's have."""
    rng = Random(SEED)
    dataset = Dataset.objects.create(slug="invented", title="Invented", publisher="nobody", vintage="2026")
    districts = _areas()
    codes = _neighbourhoods(dataset, rng)
    towns = [(rng.uniform(50.5, 54.9), rng.uniform(-3.0, 1.2), n % DISTRICTS) for n in range(900)]
    _write(School, (_school(dataset, n, rng, towns, districts, codes) for n in range(schools)))
    bodies = [Organisation(id=UUID(int=n + 1), name=f"Body {n:05}", dataset=dataset) for n in range(max(sites, 1))]
    _write(Organisation, iter(bodies))
    _write(Entry, (_site(body, rng, towns) for body in bodies[:sites]))
    make_lines(lines, schools, districts)


def _write(model: type, rows: Iterator[object]) -> None:
    while batch := list(islice(rows, AT_ONCE)):
        model.objects.bulk_create(batch)  # type: ignore[attr-defined]


def _areas() -> list[Place]:
    def made(kind: str, letter: str, number: int) -> list[Place]:
        return Place.objects.bulk_create(
            Place(kind=kind, code=f"{letter}{n:06}", name=f"{kind.capitalize()} {n:03}") for n in range(number)
        )

    districts = made("district", "E07", DISTRICTS)
    outer = [
        *made("region", "E12", REGIONS),
        *made("county", "E10", COUNTIES),
        *made("partnership", "p-", PARTNERSHIPS),
    ]
    links = []
    for number in (REGIONS, COUNTIES, PARTNERSHIPS):
        group, outer = outer[:number], outer[number:]
        links += [Containment(outer=group[n % number], inner=district) for n, district in enumerate(districts)]
    Containment.objects.bulk_create(links)
    return districts


def _neighbourhoods(dataset: Dataset, rng: Random) -> list[str]:
    places = Place.objects.bulk_create(
        [Place(kind="lsoa21", code=f"E01{n:06}", name=f"Neighbourhood {n}") for n in range(NEIGHBOURHOODS)],
        batch_size=AT_ONCE,
    )
    for slug in ("idaci-2025", "idaci-2019", "imd-2025"):
        indicator = Indicator.objects.create(slug=slug, title=slug, unit="rank", dataset=dataset)
        values = (
            IndicatorValue(indicator=indicator, place=one, vintage="2025", value=1, decile=rng.randint(1, 10))
            for one in places
        )
        _write(IndicatorValue, values)
    return [place.code for place in places]


def _near(rng: Random, towns: list[tuple[float, float, int]]) -> tuple[float, float, int]:
    latitude, longitude, district = rng.choice(towns)
    return latitude + rng.gauss(0, 0.04), longitude + rng.gauss(0, 0.06), district


def _school(
    dataset: Dataset,
    number: int,
    rng: Random,
    towns: list[tuple[float, float, int]],
    districts: list[Place],
    codes: list[str],
) -> School:
    latitude, longitude, district = _near(rng, towns)
    return School(
        urn=100_000 + number, name=f"School {number:05}", dataset=dataset, district=districts[district],
        latitude=latitude, longitude=longitude, placed_by="list", phase="primary", low_age=4, high_age=11,
        roll=rng.randint(60, 1_200), fsm_percent=rng.uniform(2, 55), lsoa21_code=rng.choice(codes),
        rurality=rng.choice(("urban", "urban", "rural")),
    )  # fmt: skip


def _site(body: Organisation, rng: Random, towns: list[tuple[float, float, int]]) -> Entry:
    latitude, longitude, _ = _near(rng, towns)
    return Entry(
        ref=f"organisation:{body.pk}", kind=rng.choice(KINDS), name=body.name, organisation=body,
        path=f"/organisations/{body.pk}/", latitude=latitude, longitude=longitude,
        artforms=rng.choice(list(ArtForm)).bit | rng.choice(list(ArtForm)).bit,
    )  # fmt: skip


def make_lines(lines: int, schools: int, districts: list[Place]) -> None:
    """Write accepted lines, as many a term, eight a project."""
    rng, now = Random(SEED + 1), timezone.now()
    bodies = list(Organisation.objects.order_by("pk")[:ORGANISATIONS])
    homes = dict(School.objects.values_list("pk", "district_id"))
    for term in TERMS:
        of = Round.objects.create(
            title=term, term_key=term, framework_key="collective-outcomes-1", opened_at=now, due_on=now.date()
        )
        returns = [Return(round=of, organisation=body, begun_at=now, saved_at=now) for body in bodies]
        Return.objects.bulk_create(returns, batch_size=AT_ONCE)
        number = lines // len(TERMS)
        projects = [Project(return_of=rng.choice(returns), title=f"Project {n}") for n in range(max(1, number // 8))]
        Project.objects.bulk_create(projects, batch_size=AT_ONCE)
        flat = [_line(projects[n // 8 % len(projects)], 100_000 + rng.randrange(schools)) for n in range(number)]
        told = list({(line.project_id, line.school_id): line for line in flat}.values())
        Line.objects.bulk_create(told, batch_size=AT_ONCE)
        _write(AcceptedLine, (_accepted(line, of, rng, now, homes) for line in told))


def _line(project: Project, urn: int) -> Line:
    return Line(project=project, school_id=urn)


def _accepted(line: Line, of: Round, rng: Random, now: object, homes: dict[int, int | None]) -> AcceptedLine:
    children = rng.randint(5, 90)
    return AcceptedLine(
        line=line, round=of, term_key=of.term_key, organisation_id=line.project.return_of.organisation_id,
        school_id=line.school_id, district_id=homes[line.school_id], children=children, children_unknown=children,
        engagements=children * rng.randint(1, 6), accepted_at=now,
    )  # fmt: skip
