"""Plans side by side, by the same figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from maypole.atlas.planning.question import Measure, Over
from maypole.atlas.presenters.plan_words import GROUPS, IN_NEED, percent
from maypole.atlas.presenters.plans import PlanPage
from maypole.partnerships.models import Plan


@dataclass(frozen=True)
class Beside:
    """Plans side by side: a row a figure, and the schools that differ.

    rows      label, and of each plan its title and value
    schools   name, path, and of each plan its title and whether the school is in
    same      schools that are in all of them
    """

    plans: tuple[PlanPage, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    schools: tuple[tuple[str, str, tuple[tuple[str, bool], ...]], ...]
    same: int


def beside(plans: Sequence[tuple[Plan, PlanPage]]) -> Beside:
    """Return plans side by side, by the same figures whatever each was made for."""
    pages = [page for _, page in plans]
    titles = [page.title for page in pages]
    kept = [plan.asked for plan, _ in plans]
    rows = (
        ("What it is to do best", tuple(page.aim for page in pages)),
        ("Schools", tuple(str(page.chosen) for page in pages)),
        ("Of which schools", tuple(page.banner or "All of them have a point on the map." for page in pages)),
        ("Pupils in need", tuple(f"{one['pupils']:,.0f} of {one['pupils_of']:,.0f}" for one in kept)),
        ("Counted in need", tuple(IN_NEED[Measure(one["question"]["measure"])] for one in kept)),
        ("Longest journey to a project", tuple(f"{one['worst_km']:.1f} km" for one in kept)),
        (
            "Least share that a group gets",
            tuple("not known" if one["least_share"] is None else percent(one["least_share"]) for one in kept),
        ),
        ("Groups", tuple(f"by {GROUPS[Over(one['question']['over'])]}" for one in kept)),
        ("Inequality before", tuple(page.before for page in pages)),
        ("Inequality after", tuple(page.after for page in pages)),
        ("Journeys", tuple(page.journeys for page in pages)),
        ("Schools with nobody matched", tuple(str(page.unmatched) for page in pages)),
        ("How sure", tuple(page.certified for page in pages)),
    )
    inside = [{line.urn for line in page.ins} for page in pages]
    every = {line.urn: line for page in pages for line in page.ins}
    differing = [line for urn, line in every.items() if not all(urn in one for one in inside)]
    schools = tuple(
        (line.name, line.path, tuple(zip(titles, (line.urn in one for one in inside), strict=True)))
        for line in sorted(differing, key=lambda line: line.name)
    )
    named = tuple((label, tuple(zip(titles, values, strict=True))) for label, values in rows)
    return Beside(tuple(pages), named, schools, len(every) - len(differing))
