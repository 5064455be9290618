"""Typeset a release as an accessible PDF (PDF/UA-1): a picture without words for it is an error."""

import json
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html

from maypole.outcomes.models import Release
from maypole.outcomes.presenters.area_map import AreaMap
from maypole.outcomes.presenters.charts import Bar, Chart
from maypole.outcomes.presenters.methods import METHODS
from maypole.outcomes.presenters.report import Drawn, Report, area_report, figured, period_title, source_of, whole_of
from maypole.outcomes.presenters.statements import Statement
from maypole.outcomes.report.colours import COLOURS, resolved

TEMPLATE = Path(__file__).parent / "report.typ"
SUMMARY = Path(__file__).parent / "summary.typ"
FACE = "Atkinson Hyperlegible Next"
MOST_AREAS = 40


def pdf_of(release: Release) -> bytes:
    """Return the report of the whole and of each partnership as a PDF."""
    return _typeset(TEMPLATE, document_of(release))


def summary_pdf_of(release: Release) -> bytes:
    """Return the one page about the whole, for whoever pays."""
    return _typeset(SUMMARY, document_of(release, most_areas=1))


def _typeset(template: Path, document: dict[str, Any]) -> bytes:
    data = json.dumps(document, ensure_ascii=False)
    body: bytes = typst.compile(template, sys_inputs={"data": data}, pdf_standards=["ua-1"], font_paths=faces())
    return body


def faces() -> list[Path]:
    """Return where the brand's typefaces are, once they were made; without them the typesetter uses its own."""
    made = Path(settings.STATICFILES_DIRS[0]) / "fonts" / "report"
    return [made] if made.is_dir() else []


def document_of(release: Release, most_areas: int = MOST_AREAS) -> dict[str, Any]:
    """Return all that the template shows."""
    read = figured(release)
    whole = whole_of(read)
    keys = [whole, *(key for key in read.keys("partnership") if key != whole)]
    period = period_title(release)
    return {
        "title": release.title,
        "area": read.names[whole],
        "period": period[:1].upper() + period[1:],
        "edition": f"Edition {release.edition}",
        "published": f"{release.published_at:%-d %B %Y}" if release.published_at else "",
        "note": release.note,
        "invented": release.is_invented,
        "footer": f"{release.title}, edition {release.edition}{' · invented' if release.is_invented else ''}",
        "colours": COLOURS,
        "areas": [_area(area_report(read, key)) for key in keys[:most_areas]],
        "methods": [{"title": title, "words": words} for _, title, words in METHODS],
        "source": source_of(release),
    }


def _area(report: Report) -> dict[str, Any]:
    return {
        "name": report.area,
        "told": [{"number": one.number, "to": one.to, "means": one.means, "note": one.note} for one in report.told],
        "statements": [_statement(one) for one in report.statements],
        "since": _since(report),
        "changes": [_statement(one) for one in report.changes],
        "dots": _dots(report),
        "said": [[row.statement, *row.figures] for row in report.said],
        "charts": [*(_drawn(one) for one in report.charts), *([_map(report.map)] if report.map else [])],
    }


def _dots(report: Report) -> dict[str, str] | None:
    chart = report.dots
    if chart is None:
        return None
    picture = _picture("outcomes/report/dots.svg", {"chart": chart, "drawing": chart.printed})
    words = f"Chart of dots: {chart.finding}. The table under it has the same figures."
    return {"measured": chart.measured, "picture": picture, "alt": words}


def _since(report: Report) -> dict[str, Any] | None:
    since = report.since
    if since is None:
        return None
    return {
        "title": f"Since {since.earlier}",
        "says": since.statement.says if since.statement else "",
        "columns": ["Who told us", *since.columns],
        "rows": [[title, *figures] for title, figures in since.rows],
        "from": f"From edition {since.edition} of {since.earlier} and from this one. "
        "One child may be in the first row and in the second.",
    }


def _statement(one: Statement) -> dict[str, str]:
    return {"says": one.says, "more": one.more}


def _drawn(one: Drawn) -> dict[str, Any]:
    chart = one.chart
    picture = _picture("outcomes/report/bars.svg", {"chart": chart, "drawing": one.printed})
    words = f"Bar chart: {chart.finding}. The table beside it has the same figures."
    return _beside(chart, picture, words) | {"rows": [_row(bar, chart.has_range) for bar in chart.bars]}


def _map(drawn: AreaMap) -> dict[str, Any]:
    picture = _picture("outcomes/report/map.svg", {"chart": drawn, "drawing": drawn.printed})
    words = f"Map: {drawn.finding}. The table beside it has the same figures."
    key = "; ".join(f"{PATTERN_WORDS[fill]}: {step}" for fill, step in drawn.steps)
    rows = [_row(bar, False) for bar in drawn.bars]
    return _beside(drawn, picture, words) | {"rows": rows, "measured": f"{drawn.measured} {key}."}


PATTERN_WORDS = {"high": "Solid", "middle": "stripes", "low": "dots", "none": "hatching"}


def _beside(chart: Chart | AreaMap, picture: str, words: str) -> dict[str, Any]:
    columns = [chart.category, chart.column]
    return {
        "finding": chart.finding,
        "measured": chart.measured,
        "alt": words,
        "summary_alt": f"Chart. {chart.finding}: {', '.join(f'{bar.label} {bar.text}' for bar in chart.bars)}.",
        "picture": picture,
        "columns": [*columns, "At most"] if isinstance(chart, Chart) and chart.has_range else columns,
    }


def _row(bar: Bar, has_range: bool) -> list[str]:
    return [bar.label, bar.least_text, bar.most_text or bar.least_text] if has_range else [bar.label, bar.text]


def _picture(template: str, context: dict[str, Any]) -> str:
    face = format_html(' font-family="{}"', FACE)
    return resolved(render_to_string(template, {**context, "own_patterns": True, "face": face}))
