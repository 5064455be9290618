"""Invented rounds to measure with: organisations that save, and accepted lines of a region or a country."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from maypole.accounts.actions.grants import grant_role
from maypole.accounts.models import Person
from maypole.accounts.roles import ORGANISATION
from maypole.core.models import Dataset
from maypole.directory.actions.scopes import scope_of
from maypole.directory.models import Organisation, School
from maypole.outcomes.actions.reviewing import accepted_line
from maypole.outcomes.actions.rounds import RoundDetails, open_round
from maypole.outcomes.models import AcceptedLine, Line, Project, PupilCounts, Return, Round
from maypole.outcomes.placing import Areas, areas_of_district
from maypole.outcomes.terms import term_on
from maypole.partnerships.actions.partnerships import found_partnership
from maypole.partnerships.models import Partnership
from maypole.places.models import Indicator, IndicatorValue, Place

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def make_savers(organisations: int) -> list[dict[str, str]]:
    """Make a round with a begun return for each organisation, and a session for whoever fills it in."""
    dataset = make_dataset()
    of, school = make_round(dataset), make_school(dataset, 100001, None)
    return [_saver(dataset, of, school, number) for number in range(organisations)]


def make_dataset() -> Dataset:
    return Dataset.objects.create(slug="invented", title="Invented", publisher="nobody", may_pass_on=True)


def make_school(dataset: Dataset, urn: int, district: Place | None) -> School:
    return School.objects.create(urn=urn, name=f"School {urn}", dataset=dataset, district=district, roll=400)


def make_partnership(dataset: Dataset, number: int, districts: list[Place]) -> Partnership:
    facts = {"name": f"Partnership {number:03}", "safeguarding_role": "Lead", "safeguarding_email": "safe@p.example"}
    return found_partnership(
        slug=f"partnership-{number:03}", facts=facts, districts=districts, dataset=dataset, is_invented=True, by=None
    )


def make_round(dataset: Dataset) -> Round:
    """Open a round of one partnership of one district for the present term."""
    now = timezone.now()
    district = Place.objects.create(kind="district", code="E07000001", name="Only")
    details = RoundDetails("Round", term_on(now.date()).key, now.date() + timedelta(days=21))
    partnerships = [make_partnership(dataset, 0, [district])]
    return open_round(details=details, partnerships=partnerships, opened_by=None, by=None, now=now)


def _saver(dataset: Dataset, of: Round, school: School, number: int) -> dict[str, str]:
    now = timezone.now()
    organisation = Organisation.objects.create(id=UUID(int=number + 1), name=f"Body {number:04}", dataset=dataset)
    person = Person.objects.create_user(f"p{number}@body.example", name=f"Person {number}")
    grant_role(person=person, role=ORGANISATION, scope_id=scope_of(organisation), of_what=str(organisation), by=None)
    begun = Return.objects.create(round=of, organisation=organisation, begun_at=now, saved_at=now)
    line = Line.objects.create(project=Project.objects.create(return_of=begun, title="One"), school=school)
    return {"return_id": str(begun.pk), "line_id": str(line.pk), "session": session_of(person)}


def make_large_return(lines: int) -> Return:
    """Make one return of so many lines, ten projects at five hundred schools each."""
    now, dataset = timezone.now(), make_dataset()
    of = make_round(dataset)
    body = Organisation.objects.create(id=UUID(int=1), name="Large", dataset=dataset)
    made = Return.objects.create(round=of, organisation=body, begun_at=now, saved_at=now)
    each = lines // 10
    schools = [School(urn=100_000 + n, name=f"School {n}", dataset=dataset, roll=400) for n in range(each)]
    School.objects.bulk_create(schools, batch_size=1_000)
    for number in range(10):
        project = Project.objects.create(return_of=made, title=f"Project {number}", position=number)
        Line.objects.bulk_create(
            (Line(project=project, school=one, position=n, answers=_answers(Random(n))) for n, one in enumerate(schools)),
            batch_size=1_000,
        )  # fmt: skip
    return made


def session_of(person: Person) -> str:
    """Return the key of a session in which the person has signed in."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@dataclass(frozen=True)
class Shape:
    """How large a release is."""

    organisations: int
    lines: int
    partnerships: int
    districts: int
    counties: int
    schools: int


REGION = Shape(organisations=100, lines=2_000, partnerships=9, districts=35, counties=5, schools=2_300)
NATION = Shape(organisations=5_000, lines=100_000, partnerships=150, districts=296, counties=21, schools=24_000)
LINES_A_PROJECT = 4
ARTFORMS = ("combined", "craft", "dance", "music", "theatre", "visual", "heritage")
ACTIVITIES = ("visit", "workshop", "series", "residency", "performance")


def make_accepted(shape: Shape) -> Round:
    """Make a term of accepted returns: each organisation works around a home district, now and then further off."""
    rng, dataset = Random(11), make_dataset()
    districts = _places(shape, dataset)
    of = _open(dataset, shape, districts)
    held = {district.pk: areas_of_district(district) for district in districts}
    schools = _schools(shape, dataset, districts, rng)
    bodies = [
        Organisation(id=UUID(int=n + 1), name=f"Body {n:05}", dataset=dataset) for n in range(shape.organisations)
    ]
    Organisation.objects.bulk_create(bodies, batch_size=1_000)
    returns = _returns(of, bodies)
    lines = _lines(shape, returns, schools, held, rng)
    now = timezone.now()
    flat = [accepted_line(line, line.project.return_of, now) for line in lines]
    AcceptedLine.objects.bulk_create(flat, batch_size=1_000)
    _pupils(lines, rng)
    return of


def _places(shape: Shape, dataset: Dataset) -> list[Place]:
    """Make a region (or a country of two) of districts, the first half of them within counties."""
    districts = [_place(f"E07{n:06}", "district", f"District {n:03}") for n in range(shape.districts)]
    counties = [_place(f"E10{n:06}", "county", f"County {n:02}") for n in range(shape.counties)]
    regions = [_place(f"E12{n:06}", "region", f"Region {n}") for n in range(1 if shape is REGION else 2)]
    for number, district in enumerate(districts):
        regions[number % len(regions)].holds.create(inner=district)
        if number < len(districts) // 2:
            counties[number % len(counties)].holds.create(inner=district)
    return districts


def _place(code: str, kind: str, name: str) -> Place:
    return Place.objects.create(kind=kind, code=code, name=name, latitude=52.9, longitude=-1.1)


def _open(dataset: Dataset, shape: Shape, districts: list[Place]) -> Round:
    now, count = timezone.now(), shape.partnerships
    partnerships = [make_partnership(dataset, n, districts[n::count]) for n in range(count)]
    details = RoundDetails("Round", term_on(now.date()).key, now.date() + timedelta(days=21))
    return open_round(details=details, partnerships=partnerships, opened_by=None, by=None, now=now)


def _schools(shape: Shape, dataset: Dataset, districts: list[Place], rng: Random) -> list[School]:
    imd = Indicator.objects.create(slug="imd", title="Deprivation", unit="rank", dataset=dataset)
    for decile in range(1, 11):
        place = _place(f"E010000{decile:02}", "lsoa", f"Neighbourhood {decile}")
        IndicatorValue.objects.create(indicator=imd, place=place, vintage="2025", value=decile, decile=decile)
    made = [
        School(
            urn=100_000 + n, name=f"School {n}", dataset=dataset, district=districts[n % len(districts)],
            roll=rng.randint(80, 1_200), fsm_percent=rng.uniform(2, 55), lsoa21_code=f"E010000{rng.randint(1, 10):02}",
            latitude=52.9, longitude=-1.1, placed_by="list",
        )
        for n in range(shape.schools)
    ]  # fmt: skip
    return School.objects.bulk_create(made, batch_size=1_000)


def _returns(of: Round, bodies: list[Organisation]) -> list[Return]:
    now = timezone.now()
    made = [
        Return(
            round=of, organisation=body, state=Return.State.ACCEPTED, begun_at=now, saved_at=now, sent_at=now,
        )
        for body in bodies
    ]  # fmt: skip
    return Return.objects.bulk_create(made, batch_size=1_000)


def _lines(
    shape: Shape, returns: list[Return], schools: list[School], held: dict[int, Areas], rng: Random
) -> list[Line]:
    projects = [
        Project(
            return_of=returns[n % len(returns)], title=f"Project {n}",
            answers={"artform": rng.choice(ARTFORMS), "activity": rng.choice(ACTIVITIES)},
        )
        for n in range(shape.lines // LINES_A_PROJECT)
    ]  # fmt: skip
    Project.objects.bulk_create(projects, batch_size=1_000)
    lines = []
    for project in projects:
        home = project.return_of.organisation_id.int % shape.districts
        for school in _near(home, shape, schools, rng):
            areas = held[school.district_id]
            lines.append(
                Line(
                    project=project, school=school, district=areas.district, county=areas.county,
                    partnership=areas.partnership, answers=_answers(rng), state=Line.State.ACCEPTED,
                    accepted_at=timezone.now(),
                )
            )  # fmt: skip
    return Line.objects.bulk_create(lines, batch_size=1_000)


def _near(home: int, shape: Shape, schools: list[School], rng: Random) -> list[School]:
    """Return the schools of a project: of the home district, one in five of any other."""
    each = shape.schools // shape.districts
    found: dict[int, School] = {}
    while len(found) < LINES_A_PROJECT:
        district = home if rng.random() < 0.8 else rng.randrange(shape.districts)
        school = schools[district + shape.districts * rng.randrange(each)]
        found[school.urn] = school
    return list(found.values())


def _answers(rng: Random) -> dict[str, object]:
    children = rng.choice((2, 9, 18, 25, 28, 30, 31, 44, 60))
    stage = rng.choice(("ks1", "ks2", "ks3", "several"))
    parts = {"children_ks1": children // 2, "children_ks2": children - children // 2} if stage == "several" else {}
    awards = {"awards": 6, "awards_bronze": 6} if rng.random() < 0.1 else {"awards": 0}
    return {
        "key_stage": stage,
        "children": children,
        "sessions": rng.choice((1, 3, 6)),
        "hours": 2.0,
        **parts,
        **awards,
    }


def _pupils(lines: list[Line], rng: Random) -> None:
    """Say once for each return and partnership what is asked once."""
    told = sorted({(line.project.return_of.pk, line.partnership.pk) for line in lines if line.partnership})
    PupilCounts.objects.bulk_create(
        [
            PupilCounts(
                return_of_id=of, partnership_id=slug,
                answers={"send_plan": rng.randrange(3, 20), "eal": rng.randrange(10, 40)},
            )
            for of, slug in told
        ],
        batch_size=1_000,
    )  # fmt: skip
