"""How the workbook is laid out: its sheets, their columns, and the hidden sheet that says whose it is."""

from dataclasses import dataclass

from maypole.outcomes.frameworks import Framework, Part, Question

VERSION = "1"
PROJECTS, SCHOOLS, PUPILS, HIDDEN = "Projects", "Schools", "Pupils", "maypole"
HEADING_ROW, FIRST_ROW = 0, 2
ROOM_FOR_MORE = 200
MOST_ROWS = 6_000
PART_OF_SHEET = {PROJECTS: Part.PROJECT, SCHOOLS: Part.LINE, PUPILS: Part.PUPILS}


@dataclass(frozen=True)
class Column:
    """A column: its title, and the question that it asks, or what else stands in it."""

    title: str
    question: Question | None = None
    is_locked: bool = False
    is_hidden: bool = False


def columns_of(sheet: str, framework: Framework) -> list[Column]:
    """Return the columns of a sheet: the hidden id, whose row it is, the questions."""
    part = PART_OF_SHEET[sheet]
    whose = {
        PROJECTS: [Column("Project")],
        SCHOOLS: [Column("Project"), Column("URN"), Column("School", is_locked=False)],
        PUPILS: [Column("Partnership", is_locked=True)],
    }[sheet]
    asked = (*framework.short(part), *framework.long(part))
    return [Column("id", is_locked=True, is_hidden=True), *whose, *(Column(one.title, one) for one in asked)]


def letter(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    name = ""
    while column >= 0:
        name = chr(ord("A") + column % 26) + name
        column = column // 26 - 1
    return name
