"""Check a workbook of 5,000 lines, one in ten of which is changed."""

import io

import openpyxl

from benchmarks.databases import make_tables
from benchmarks.report import Report, median_seconds

LINES, LIMIT_S, CHANGED = 5_000, 5.0, 500


def edited(body: bytes) -> bytes:
    """Write another figure into every tenth line, as somebody would in a spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    sheet = book["Schools"]
    children = next(cell.column for cell in sheet[1] if cell.value == "Children")
    for row in range(3, 3 + LINES, LINES // CHANGED):
        sheet.cell(row=row, column=children).value = 77
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> None:
    make_tables()
    from benchmarks.outcomes_invented import make_large_return
    from maypole.outcomes.workbook.reading import read_workbook
    from maypole.outcomes.workbook.writing import workbook_of

    report, return_of = Report(), make_large_return(LINES)
    report.say("outcomes: a workbook of 5,000 lines written", median_seconds(lambda: workbook_of(return_of), 2), "s")
    body = edited(workbook_of(return_of))
    found = read_workbook(body, return_of)
    same = len(found.changes) == CHANGED and not found.problems and not found.new
    seconds = median_seconds(lambda: read_workbook(body, return_of), 3)
    report.say("outcomes: a workbook of 5,000 lines checked", seconds, "s", limit=LIMIT_S, same=same)
    report.finish()


if __name__ == "__main__":
    main()
