"""Write a return as a workbook: prefilled, with drop-downs and guidance, its structure protected."""

import io
import json
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from maypole.outcomes.answers import shown
from maypole.outcomes.field_names import name_of
from maypole.outcomes.frameworks import AnswerKind, Framework, Part, Question
from maypole.outcomes.models import Line, Project, PupilCounts, Return
from maypole.outcomes.queries.returns import framework_of_round, lines_of
from maypole.outcomes.workbook.layout import (
    FIRST_ROW,
    HEADING_ROW,
    HIDDEN,
    PROJECTS,
    PUPILS,
    ROOM_FOR_MORE,
    SCHOOLS,
    VERSION,
    Column,
    columns_of,
)

LONGEST_CELL = 30_000
Row = tuple[list[str], Project | Line | PupilCounts]


def workbook_of(return_of: Return) -> bytes:
    """Return the prefilled workbook of a return as xlsx."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _Writer(book, return_of).write()
    book.close()
    return out.getvalue()


class _Writer:
    """Writes the sheets one by one, and remembers what stood in each cell."""

    def __init__(self, book: Any, return_of: Return) -> None:
        self.book, self.return_of = book, return_of
        self.framework: Framework = framework_of_round(return_of.round)
        self.was: dict[str, str] = {}
        self.heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
        self.hint = book.add_format({"italic": True, "text_wrap": True, "valign": "top", "font_color": "#4a574f"})
        self.open = book.add_format({"locked": False})
        self.locked = book.add_format({"font_color": "#4a574f"})

    def write(self) -> None:
        self._read_me()
        projects = list(self.return_of.projects.all())
        lines = list(lines_of(self.return_of))
        self._sheet(PROJECTS, Part.PROJECT, [([one.title], one) for one in projects], ROOM_FOR_MORE)
        whose = [[line.project.title, str(line.school_id or ""), str(line)] for line in lines]
        self._sheet(SCHOOLS, Part.LINE, list(zip(whose, lines, strict=True)), ROOM_FOR_MORE)
        counts = list(self.return_of.pupil_counts.select_related("partnership"))
        self._sheet(PUPILS, Part.PUPILS, [([str(one.partnership or "Elsewhere")], one) for one in counts], 0)
        self._hidden()

    def _read_me(self) -> None:
        sheet = self.book.add_worksheet("Read me")
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 100)
        round_ = self.return_of.round
        invented = ["Invented: this workbook belongs to the sample."] if round_.is_invented else []
        for row, text in enumerate(
            [
                f"{self.return_of.organisation}: your return for {round_.term.title}",
                f"Due {round_.due_on:%-d %B %Y}. Fill in the three sheets, save, and upload the file where you got it.",
                "One row a project on “Projects”; one row a school on “Schools”. Add rows below the last one.",
                "For a new school, write its URN, or its name and town. Nothing is added before you have seen it.",
                "Zero means that you are sure there were none. Write ? where you do not know. Both are good answers.",
                "Each child once, however often they came. A row that you delete here stays in the return.",
                *invented,
            ]
        ):
            sheet.write_string(row, 0, text, self.heading if row == 0 else None)
        sheet.protect()

    def _sheet(self, name: str, part: Part, rows: Sequence[Row], more: int) -> None:
        sheet = self.book.add_worksheet(name)
        columns = columns_of(name, self.framework)
        for at, column in enumerate(columns):
            self._column(sheet, at, column, len(rows) + more)
        for number, (whose, record) in enumerate(rows, start=FIRST_ROW):
            self._row(sheet, number, columns, part, whose, record)
        for number in range(FIRST_ROW + len(rows), FIRST_ROW + len(rows) + more):
            for at, column in enumerate(columns):
                sheet.write_blank(number, at, None, self.locked if column.is_locked else self.open)
        sheet.freeze_panes(FIRST_ROW, 3 if name == SCHOOLS else 2)
        sheet.set_row(1, 48)
        sheet.protect(options={"insert_rows": True, "sort": True, "autofilter": True, "format_columns": True})

    def _column(self, sheet: Any, at: int, column: Column, rows: int) -> None:
        width = 34 if column.title in ("Project", "School", "Partnership") else 15
        sheet.set_column(at, at, width, None, {"hidden": 1} if column.is_hidden else {})
        sheet.write_string(HEADING_ROW, at, column.title, self.heading)
        if column.question is None:
            return
        words = column.question.guidance or column.question.unit
        sheet.write_string(1, at, words, self.hint)
        if column.question.kind == AnswerKind.CHOICE and rows:
            titles = [title for _, title in column.question.categories]
            sheet.data_validation(
                FIRST_ROW, at, FIRST_ROW + rows - 1, at,
                {"validate": "list", "source": [*titles, "Not known"], "error_type": "warning",
                 "error_title": "Choose one", "error_message": "Choose one of the list, or leave it empty."},
            )  # fmt: skip

    def _row(
        self, sheet: Any, number: int, columns: Sequence[Column], part: Part, whose: list[str], record: Any
    ) -> None:
        sheet.write_string(number, 0, str(record.pk), self.locked)
        is_kept = part == Part.LINE
        for at, text in enumerate(whose, start=1):
            sheet.write_string(number, at, text, self.locked if is_kept or columns[at].is_locked else self.open)
        for at, column in enumerate(columns):
            if column.question is not None:
                self._answer(sheet, number, at, part, column.question, record)

    def _answer(self, sheet: Any, number: int, at: int, part: Part, question: Question, record: Any) -> None:
        value = record.answers.get(question.slug)
        text = shown(question, value)
        if text:
            self.was[name_of(part, record.pk, question.slug)] = text
        if isinstance(value, int | float):
            sheet.write_number(number, at, value, self.open)
        elif text:
            sheet.write_string(number, at, text, self.open)
        else:
            sheet.write_blank(number, at, None, self.open)

    def _hidden(self) -> None:
        sheet = self.book.add_worksheet(HIDDEN)
        facts = [
            ("maypole", VERSION), ("return", str(self.return_of.pk)), ("framework", self.framework.key),
            ("organisation", str(self.return_of.organisation)), ("term", self.return_of.round.term.title),
        ]  # fmt: skip
        for row, (name, value) in enumerate(facts):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, value)
        packed = json.dumps(self.was, ensure_ascii=False)
        for part, start in enumerate(range(0, len(packed), LONGEST_CELL)):
            sheet.write_string(part, 2, packed[start : start + LONGEST_CELL])
        sheet.very_hidden()
        sheet.protect()
