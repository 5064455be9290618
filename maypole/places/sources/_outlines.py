"""What the sources of outlines share: a layout of code, name and polygon becomes places of one kind."""

from collections.abc import Container, Iterable
from typing import ClassVar

from maypole.core.ingest.errors import BadValue
from maypole.core.ingest.source import Intake, Source
from maypole.core.ingest.tables import Row
from maypole.core.ingest.values import gss_code
from maypole.places.actions.areas import Area, put_areas, put_outlines


class Outlines(Source):
    """A file of polygons, each of one area."""

    publisher = "Office for National Statistics"
    is_outlines = True
    kind: ClassVar[str]
    page = "https://geoportal.statistics.gov.uk/"
    holds_data = False

    def store(self, rows: Iterable[Row], intake: Intake) -> None:
        areas: dict[str, Area] = {}
        for row in rows:
            code = self.code_of(row)
            if reason := why_refused(code, areas):
                intake.report.refuse(row.line, reason, row["name"])
                continue
            areas[code] = Area(code, row["name"] or code, row.geometry)
        outcome = put_areas(kind=self.kind, areas=areas, dataset=intake.dataset)
        changed = put_outlines(kind=self.kind, areas=areas, dataset=intake.dataset)
        for code in areas:
            intake.report.count(is_new=code in outcome.new, is_changed=code in outcome.changed | changed)
        self.link(areas, intake)

    def code_of(self, row: Row) -> str:
        return row["code"]

    def link(self, areas: dict[str, Area], intake: Intake) -> None:
        """Say what holds these areas, where the file or their codes tell."""
        return


def why_refused(code: str, taken: Container[str]) -> str:
    """Return in words why an area cannot be taken in by this code, or nothing where it can."""
    if not code:
        return "The area has no code."
    if code in taken:
        return f"{code} stands in the file twice."
    try:
        gss_code(code, "code")
    except BadValue as error:
        return str(error)
    return ""
