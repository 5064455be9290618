"""A release as rows and files: what is written once, hashed, and read by every page, file and interface."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Sequence

from maypole.outcomes.models import Release, ReleaseFigure
from maypole.outcomes.release.tables import ReleaseTable
from maypole.outcomes.terms import period_of

COLUMNS = ("period", "area_kind", "area_code", "area_name", "table", "breakdown", "category", "measure", "value")
INVENTED = "invented"


def number(value: float) -> str:
    """Return a figure as files print it."""
    return str(int(value)) if value == int(value) else f"{value:g}"


def shown_value(figure: ReleaseFigure) -> str:
    """Return the figure or its symbol."""
    return figure.symbol if figure.value is None else number(figure.value)


def csv_of(release: Release, figures: Iterable[ReleaseFigure]) -> bytes:
    """Return figures as CSV, UTF-8. Figures of the sample have a column that says that they are invented."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*COLUMNS, INVENTED] if release.is_invented else COLUMNS)
    for one in figures:
        row = [
            release.period_key, one.area_kind, one.area_code, one.area_name, one.table, one.breakdown,
            one.category, one.measure, shown_value(one),
        ]  # fmt: skip
        writer.writerow([*row, "yes"] if release.is_invented else row)
    return out.getvalue().encode()


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def data_package(release: Release, figures: Sequence[ReleaseFigure], tables: Sequence[ReleaseTable]) -> bytes:
    """Return a zip with one CSV a table, a Frictionless descriptor, and what each column and symbol means."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        resources = []
        for table in tables:
            told = [one for one in figures if one.table == table.slug]
            if not told:
                continue
            body = csv_of(release, told)
            _write(archive, f"{table.slug}.csv", body)
            resources.append(_resource(release, table, body))
        descriptor = json.dumps(_descriptor(release, resources), indent=2, ensure_ascii=False)
        _write(archive, "datapackage.json", descriptor.encode())
    return out.getvalue()


def _write(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    """Write a file with a fixed date, so that the same release always gives the same bytes."""
    archive.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), body)


def _resource(release: Release, table: ReleaseTable, body: bytes) -> dict[str, object]:
    fields: list[dict[str, object]] = [{"name": name, "type": "string"} for name in COLUMNS[:-1]]
    fields.append({"name": "value", "type": "number", "description": "c withheld, x not available, z does not apply"})
    if release.is_invented:
        fields.append({"name": INVENTED, "type": "string"})
    measures = "; ".join(f"{one.slug}: {one.title} ({one.unit})" for one in table.measures)
    return {
        "name": table.slug,
        "path": f"{table.slug}.csv",
        "title": table.title,
        "description": measures,
        "format": "csv",
        "encoding": "utf-8",
        "hash": f"sha256:{sha256(body)}",
        "schema": {"fields": fields, "missingValues": ["c", "x", "z"]},
    }


def _descriptor(release: Release, resources: list[dict[str, object]]) -> dict[str, object]:
    invented = "Invented figures of a sample. " if release.is_invented else ""
    compared = release.facts.get("compared")
    beside = f" Compared with {period_of(compared).title}, in the table in-both." if compared else ""
    return {
        "profile": "tabular-data-package",
        "name": f"maypole-{release.period_key}-{release.edition}",
        "title": str(release),
        "description": f"{invented}What organisations returned about {period_of(release.period_key).title}, made safe.{beside}",
        "version": str(release.edition),
        "licenses": [{"name": "OGL-UK-3.0", "title": "Open Government Licence 3.0"}],
        "resources": resources,
    }
