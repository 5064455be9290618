"""Measure search: words, two facets and a radius, the top 20 and every facet count, over 64,000 rows."""

import sys
from dataclasses import replace

from benchmarks.databases import make_tables, postgres, run_with
from benchmarks.report import Line, Report, median_seconds

ROWS = 64_000
LIMIT_MS = 100
QUERIES = {
    "words, two facets, radius": "q=alder+school&near=NG1+4AB&km=40&ks=ks2&kind=school",
    "a word that a third of them have": "q=primary&ks=ks1&kind=school&kind=artsmark",
    "nothing but the list": "",
    "facets without words": "kind=other&kind=museum&artform=dance&offers=1",
}


def measure(vendor: str) -> None:
    make_tables()
    from django.db import connection
    from django.http import QueryDict

    from benchmarks.invented import fill
    from maypole.directory.queries.entries import facets, found, matching
    from maypole.directory.queries.filters import Point, parse

    fill(ROWS)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if vendor == "postgresql" else "ANALYZE")
    report = Report()
    for title, query in QUERIES.items():
        filters = parse(QueryDict(query))
        if "near" in query and not filters.point:
            filters = replace(filters, near="somewhere", point=Point(52.95, -1.15), km=40)
        taken = median_seconds(lambda filters=filters: (list(found(filters)[:20]), facets(filters)))
        is_same = facets(filters).shown == matching(filters).count()
        report.say(f"search.{vendor}: {title}", taken * 1000, "ms", limit=LIMIT_MS, same=is_same)
    report.finish()


def main() -> None:
    failed = run_with("benchmarks.search", "sqlite")
    with postgres() as url:
        if url:
            failed |= run_with("benchmarks.search", "postgresql", database_url=url)
        else:
            Report().add(Line("search.postgresql", 0, "ms", LIMIT_MS, ok=None))
    sys.exit(failed)


if __name__ == "__main__":
    measure(sys.argv[1]) if len(sys.argv) > 1 else main()
