"""Typeset a release as an accessible PDF (PDF/UA-1): a picture without words for it is an error."""

import json
from pathlib import Path
from typing import Any

import typst

from maypole.outcomes.models import Release
from maypole.outcomes.presenters.report import Chart, Report, report_of

TEMPLATE = Path(__file__).parent / "report.typ"
MOST_AREAS = 40
NOTES = (
    "c means withheld: the figure is small, or would give a small one away. "
    "All reasons have one sign, so that the sign tells nothing.",
    "x means not available: too many of the schools there have no known place or roll. z means that it does not apply.",
    "Different children are a range. It is sure that at least the lower number took part; the upper would be right if no child "
    "joined two projects. Times a child took part is not a number of children.",
    "No return is not no reach: where nothing was returned, we do not know.",
)  # fmt: skip


def pdf_of(release: Release) -> bytes:
    """Return the report of the whole and of each partnership as a PDF."""
    data = json.dumps(document_of(release), ensure_ascii=False)
    body: bytes = typst.compile(TEMPLATE, sys_inputs={"data": data}, pdf_standards=["ua-1"])
    return body


def document_of(release: Release) -> dict[str, Any]:
    """Return all that the template shows."""
    whole = report_of(release)
    if whole is None:
        return {}
    keys = [key for key, _, _ in whole.areas if key == whole.area_key or key.startswith("partnership:")]
    reports = [report for key in keys[:MOST_AREAS] if (report := report_of(release, key))]
    return {
        "title": release.title,
        "lead": whole.source,
        "invented": release.is_invented,
        "footer": f"{release.title}, edition {release.edition}{' · invented' if release.is_invented else ''}",
        "areas": [_area(report) for report in reports],
        "notes": [*NOTES, whole.source],
    }


def _area(report: Report) -> dict[str, Any]:
    return {
        "name": report.area,
        "told": [{"number": one.number, "to": one.to, "means": one.means, "note": one.note} for one in report.told],
        "statements": list(report.statements),
        "charts": [_chart(chart) for chart in report.charts],
    }


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "finding": chart.finding,
        "measured": f"{chart.measured}. {chart.column}.",
        "alt": f"Bars of the table that follows: {chart.finding}.",
        "category": chart.measured,
        "column": chart.column,
        "bars": [{"label": bar.label, "text": bar.text, "percent": bar.percent} for bar in chart.bars],
    }
