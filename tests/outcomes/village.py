"""Accepted lines in two districts, enough of them that some figures can be published and some cannot."""

from random import Random

from maypole.directory.models import Organisation, School
from maypole.outcomes.actions.returns import keep_pupil_counts
from maypole.outcomes.actions.reviewing import accept_lines
from maypole.outcomes.models import Expected, Line, OutcomeGrid, Project, Return, Round
from maypole.outcomes.placing import areas_of_district
from maypole.places.models import Place
from tests.cast import Cast, make_organisation, make_school

NAMES = ("Bell", "Candle", "Clay", "Clock", "Glass", "Lace")
ARTFORMS, ACTIVITIES = ("dance", "music", "film"), ("visit", "series")


def furnish(cast: Cast, of: Round, now, *, seed: int = 7, schools: int = 12) -> None:
    """Make six organisations that each work in some of a dozen schools of both districts."""
    rng = Random(seed)
    districts = list(Place.objects.filter(kind="district").order_by("code"))
    made = [
        make_school(
            100100 + n, f"School {n}", districts[n % 2], cast.dataset, roll=120 + 10 * n, fsm_percent=4.0 * n, town="X"
        )
        for n in range(schools)
    ]
    organisations = [make_organisation(f"{name} Works", districts[0], cast.dataset) for name in NAMES]
    tell(of, organisations, made, now, rng)


def tell(of: Round, organisations: list[Organisation], made: list[School], now, rng: Random) -> None:
    """Make an accepted return for each organisation about some of these schools."""
    areas = {district.pk: areas_of_district(district) for district in Place.objects.filter(kind="district")}
    for organisation in organisations:
        Expected.objects.create(round=of, organisation=organisation)
        sent = Return.objects.create(
            round=of, organisation=organisation, state=Return.State.SENT, begun_at=now, saved_at=now, sent_at=now
        )
        for title in ("One", "Two"):
            add_project(sent, title, rng.sample(made, k=6), rng, areas)
        asked = add_project(sent, "Asked", [rng.choice(made[::2])], rng, areas)
        for statement in ("ideas", "heard"):
            counts = [[rng.choice((2, 3, 6)) if abs(i - j) < 2 else 0 for j in range(5)] for i in range(5)]
            OutcomeGrid.objects.create(project=asked, statement=statement, is_paired=True, counts=counts)
        keep_pupil_counts(sent)
        for counts in sent.pupil_counts.all():
            counts.answers = {"send_plan": rng.randrange(3, 20), "eal": rng.randrange(10, 40)}
            counts.save()
        lines = Line.objects.filter(project__return_of=sent).select_related("project")
        accept_lines(return_of=sent, lines=lines, by=None, now=now)


def add_project(sent: Return, title: str, schools: list[School], rng: Random, areas) -> Project:
    told = {"artform": rng.choice(ARTFORMS), "activity": rng.choice(ACTIVITIES)}
    project = Project.objects.create(return_of=sent, title=title, answers=told)
    Line.objects.bulk_create(
        Line(
            project=project, school=school, answers=answers(rng), district=areas[school.district_id].district,
            county=areas[school.district_id].county, partnership=areas[school.district_id].partnership,
        )
        for school in schools
    )  # fmt: skip
    return project


def answers(rng: Random) -> dict[str, object]:
    children = rng.choice((2, 9, 18, 25, 30, 31, 44))
    stage = rng.choice(("ks1", "ks2", "several"))
    parts = {"children_ks1": children // 2, "children_ks2": children - children // 2} if stage == "several" else {}
    awards = {"awards": 6, "awards_bronze": 6} if rng.random() < 0.3 else {"awards": 0}
    return {
        "key_stage": stage,
        "children": children,
        "sessions": rng.choice((1, 3, 6)),
        "hours": 2.0,
        **parts,
        **awards,
    }
