"""Measure evidence in one process: every indicator of England, one return changed, a partnership's page, plans."""

import json
import sys
import time
from datetime import date

from benchmarks.databases import make_tables
from benchmarks.report import Report, median_seconds, peak_megabytes

SCHOOLS, SITES, LINES = 24_000, 10_000, 300_000
ALL_S, ALL_MB, PAGE_S, PLAN_S, LARGE_PLAN_S, CHEAPER = 60.0, 2_000.0, 0.2, 3.0, 15.0, 10.0
TODAY = date(2027, 1, 11)


def main(scale: float) -> None:
    make_tables()

    from benchmarks.atlas_invented import make_england

    make_england(schools=int(SCHOOLS * scale), sites=int(SITES * scale), lines=int(LINES * scale))
    report = Report()
    all_of_it = measure_indicators(report)
    measure_change(report, all_of_it)
    measure_page(report)
    measure_plans(report)
    report.finish()


def measure_indicators(report) -> float:
    """Measure every indicator for every school and area, and that a school's are what its rows say."""
    from django.utils import timezone

    from maypole.atlas.actions.calculation import calculate_all

    start = time.perf_counter()
    calculate_all(as_of=TODAY, now=timezone.now())
    took = time.perf_counter() - start
    report.say("atlas: every indicator of England", took, "s", limit=ALL_S, same=rows_agree())
    report.say("atlas: every indicator of England.memory", peak_megabytes(), "MB", limit=ALL_MB)
    return took


def rows_agree() -> bool:
    """Say whether what was kept of fifty schools is what plain sums over their lines give."""
    from maypole.atlas.models import SchoolValues
    from maypole.atlas.queries.reach import last_terms
    from maypole.outcomes.models import AcceptedLine

    keys = [term.key for term in last_terms(TODAY)]
    kept = SchoolValues.objects.order_by("pk")[:50]
    return all(
        one.reach["reach-engagements"]
        == sum(AcceptedLine.objects.filter(school_id=one.pk, term_key__in=keys).values_list("engagements", flat=True))
        for one in kept
    )


def measure_change(report, all_of_it: float) -> None:
    """Measure what it takes when one return changes, against all of it."""
    from django.utils import timezone

    from maypole.atlas.actions.calculation import refresh_reach
    from maypole.atlas.models import SchoolValues
    from maypole.outcomes.models import AcceptedLine

    one = AcceptedLine.objects.filter(term_key="2026-autumn").select_related("line__project").first()
    told = AcceptedLine.objects.filter(line__project__return_of=one.line.project.return_of_id)
    for line in told:
        line.engagements += 7
    AcceptedLine.objects.bulk_update(told, ["engagements"])
    before = SchoolValues.objects.get(pk=one.school_id).reach["reach-engagements"]
    start = time.perf_counter()
    schools = refresh_reach(as_of=TODAY, now=timezone.now())
    took = time.perf_counter() - start
    same = SchoolValues.objects.get(pk=one.school_id).reach["reach-engagements"] >= before + 7
    report.say(f"atlas: one return changed, {schools} schools", took, "s", limit=all_of_it / CHEAPER, same=same)


def measure_page(report) -> None:
    """Measure the page of one partnership as its coordinator sees it."""
    from django.test import Client

    from maypole.accounts.actions.grants import make_administrator
    from maypole.partnerships.models import Partnership
    from maypole.places.models import Place

    territory = Place.objects.of_kind(Place.Kind.PARTNERSHIP).order_by("code").first()
    Partnership.objects.create(slug=territory.code, name="Invented", territory=territory)
    browser = Client()
    browser.force_login(make_administrator(email="a@b.example", by=None))
    path = f"/partnerships/{territory.code}/missing/"
    same = b"Who are we missing?" in browser.get(path).content
    report.say("atlas: a partnership’s page", median_seconds(lambda: browser.get(path)), "s", limit=PAGE_S, same=same)


def measure_plans(report) -> None:
    """Measure a plan over some 300 schools, and over 2,000 with its certified gap."""
    import numpy as np

    from maypole.atlas.planning.question import Aim, Over, Question
    from maypole.atlas.planning.solving import search
    from maypole.atlas.planning.standing import standing_of
    from maypole.atlas.queries.reach import last_terms, reach_of
    from maypole.atlas.queries.schools import table_of
    from maypole.directory.models import School

    everybody = table_of(School.objects.filter(district__isnull=False).order_by("urn"))
    for number, limit, seconds in ((300, PLAN_S, 2.5), (2_000, LARGE_PLAN_S, 12.0)):
        schools = everybody.take(np.arange(min(number, len(everybody))))
        reach = reach_of(schools.urn.tolist(), {}, [term.key for term in last_terms(TODAY)], schools.roll)
        for aim in Aim:
            question = Question(aim=aim, projects=12, over=Over.DEPRIVATION, near_km=3.0 if aim != Aim.JOURNEY else 0.0)
            standing = standing_of(question, schools, reach, np.ones(len(schools), dtype=bool))
            start = time.perf_counter()
            found = search(question, schools, standing, seconds=seconds)
            took = time.perf_counter() - start
            name = f"atlas: plan of 12 projects over {len(schools)} schools, {aim}, gap {found.gap:.2%}"
            report.say(name, took, "s", limit=limit, same=len(found.chosen) <= 12)


if __name__ == "__main__":
    main(float(json.loads(sys.argv[1])) if len(sys.argv) > 1 else 1.0)
