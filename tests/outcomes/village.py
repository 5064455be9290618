"""Accepted lines in two districts, enough of them that some figures can be published and some cannot."""

from random import Random

from maypole.directory.models import School
from maypole.outcomes.actions.returns import add_project, add_school, begin_return, save_grid
from maypole.outcomes.actions.reviewing import accept_lines
from maypole.outcomes.actions.rounds import expect
from maypole.outcomes.actions.sending import send_return
from maypole.outcomes.models import Line, Return, Round
from maypole.places.models import Place
from tests.cast import Cast, make_organisation, make_school

NAMES = ("Bell", "Candle", "Clay", "Clock", "Glass", "Lace")


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
    for name in NAMES:
        organisation = make_organisation(f"{name} Works", districts[0], cast.dataset)
        expect(of=of, organisation=organisation, partnership=None, email="", by=None)
        begun = begin_return(of=of, organisation=organisation, by=None, now=now)
        for title in ("One", "Two"):
            project = add_project(return_of=begun, title=title, by=None, now=now)
            project.answers = {
                "artform": rng.choice(("dance", "music", "film")),
                "activity": rng.choice(("visit", "series")),
            }
            project.save()
            for school in rng.sample(made, k=6):
                line = add_school(project=project, school=school, by=None, now=now)
                line.answers = answers(rng)
                line.save()
        ask_before_and_after(begun, made, rng, now)
        for counts in begun.pupil_counts.all():
            counts.answers = {"send_plan": rng.randrange(3, 20), "eal": rng.randrange(10, 40)}
            counts.save()
        send_return(return_of=begun, by=None, now=now)
        begun.refresh_from_db()
        accept_lines(return_of=begun, lines=Line.objects.filter(project__return_of=begun), by=None, now=now)


def ask_before_and_after(begun: Return, schools: list[School], rng: Random, now) -> None:
    """Add a project in Brindle alone, whose children were asked both times."""
    project = add_project(return_of=begun, title="Asked", by=None, now=now)
    line = add_school(project=project, school=rng.choice(schools[::2]), by=None, now=now)
    line.answers = answers(rng)
    line.save()
    for statement in ("ideas", "heard"):
        counts = [[rng.choice((2, 3, 6)) if abs(i - j) < 2 else 0 for j in range(5)] for i in range(5)]
        save_grid(project=project, statement=statement, is_paired=True, counts=counts, by=None, now=now)


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
