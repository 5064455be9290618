"""Write rows as CSV that spreadsheets open as they are: no text of anybody's can pass for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

RISKY = ("=", "+", "-", "@", "\t", "\r")


def csv_file(name: str, *, said: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a file with a line on what it is, the names of the columns, and a line a row."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([f"# {said}"])
    writer.writerow(columns)
    writer.writerows([_safe(value) for value in row] for row in rows)
    response = HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value
