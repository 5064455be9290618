"""A release from accepted lines to page, csv and PDF, of a region and of a country: `region` or `nation`."""

import sys
import time
from collections.abc import Callable
from typing import TypeVar

from benchmarks.databases import make_tables
from benchmarks.report import Report, peak_megabytes

Made = TypeVar("Made")
PUBLISHED_S = {"region": 30.0, "nation": 600.0}
AGGREGATED_S = {"region": 5.0, "nation": 5.0}
MEGABYTES = {"region": None, "nation": 3_000.0}


def main(name: str, patience: float) -> None:
    """Make the lines, add them up, release them; stop after so many seconds and say how far it came."""
    make_tables()
    from benchmarks.outcomes_invented import NATION, REGION, make_accepted

    report = Report()
    of = make_accepted(REGION if name == "region" else NATION)
    aggregate(report, name, of.term_key)
    release_all(report, name, of.term_key, patience)
    report.say(f"outcomes {name}.memory", peak_megabytes(), "MB", limit=MEGABYTES[name])
    report.finish()


def aggregate(report: Report, name: str, term_key: str) -> None:
    """Time every declared table, from flat lines in memory; a second engine has to give the same children."""
    import ibis

    from maypole.outcomes.queries.releases import grids_told, lines_in_period, pupils_told
    from maypole.outcomes.release.engine import children_by, embedded, lines_in
    from maypole.outcomes.release.geography import geography_of
    from maypole.outcomes.release.lines import flat_lines
    from maypole.outcomes.release.tables import Inputs, declared_tables
    from maypole.outcomes.terms import period_of

    period = period_of(term_key)
    seconds, lines = timed(lambda: list(lines_in_period(period, [])))
    report.say(f"outcomes {name}: lines read", seconds, "s")
    geography = geography_of([], lines)
    flat = flat_lines(lines, geography)
    extra = {"pupils": pupils_told(period, []), "grids": grids_told(period, [])}

    def every_table() -> int:
        inputs = Inputs(lines_in(embedded(), flat, geography.above()), geography, extra)
        return sum(len(part.tables) for table in declared_tables() for part in table.parts(inputs, table))

    seconds, _ = timed(every_table)
    ours = children_by(lines_in(embedded(), flat, geography.above()))
    other = children_by(lines_in(ibis.polars.connect(), flat, geography.above()))
    same = [tuple(map(str, row)) for row in ours.rows()] == [tuple(map(str, row)) for row in other.rows()]
    report.say(f"outcomes {name}: tables aggregated", seconds, "s", limit=AGGREGATED_S[name], same=same)


def release_all(report: Report, name: str, term_key: str, patience: float) -> None:
    """Time check and publication, and that page, csv and PDF are served; or say how far it came."""
    from django.test import Client
    from django.utils import timezone

    from maypole.evidence.disclosure import Stopped
    from maypole.outcomes.actions.publishing import publish_release
    from maypole.outcomes.actions.releases import begin_release, check_release
    from maypole.outcomes.report.typeset import pdf_of
    from maypole.outcomes.terms import period_of

    until, reached = time.perf_counter() + patience, {"stage": "", "share": 0.0}

    def tell(done: int, total: int, stage: str) -> bool:
        reached.update(stage=stage, share=done / total if total else 0.0)
        return time.perf_counter() < until

    begun = time.perf_counter()
    now = timezone.now()
    release = begin_release(period=period_of(term_key), partnerships=[], note="", by=None, now=now, is_invented=True)
    try:
        check_release(release=release, now=now, on_progress=tell)
    except Stopped:
        where = f"stopped at “{reached['stage']}”, {reached['share']:.0%} of it done"
        report.say(f"outcomes {name}: {where}", time.perf_counter() - begun, "s", limit=PUBLISHED_S[name], same=False)
        return
    report.say(f"outcomes {name}: checked", time.perf_counter() - begun, "s")
    release.refresh_from_db()
    if release.state == release.State.CHECKED:
        publish_release(release=release, make_report=pdf_of, by=None, now=timezone.now())
    client, page = Client(headers={"host": "localhost"}), release.get_absolute_url()
    served = [client.get(page + part).status_code for part in ("", "figures.csv", "report.pdf")]
    seconds = time.perf_counter() - begun
    report.say(f"outcomes {name}: published", seconds, "s", limit=PUBLISHED_S[name], same=served == [200, 200, 200])
    report.say(f"outcomes {name}: figures", release.figures.count(), "figures")
    withheld = release.figures.filter(symbol="c").count() / max(release.figures.count(), 1)
    report.say(f"outcomes {name}: withheld", 100 * withheld, "%")


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    begun = time.perf_counter()
    made = work()
    return time.perf_counter() - begun, made


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
