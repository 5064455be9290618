"""Pupils eligible for free school meals, school by school, from the DfE's statistics or a council's list."""

from collections.abc import Iterable

from maypole.core.ingest.errors import BadValue
from maypole.core.ingest.layouts import layout
from maypole.core.ingest.source import Intake, Source, usable
from maypole.core.ingest.tables import Row
from maypole.core.ingest.values import decimal, urn
from maypole.directory.actions.schools import put_free_meals
from maypole.directory.models import School


class FreeSchoolMeals(Source):
    slug = "fsm"
    title = "Free school meals by school"
    publisher = "Department for Education"
    page = "https://explore-education-statistics.service.gov.uk/find-statistics/school-pupils-and-their-characteristics"
    needs = ("gias",)
    layouts = (
        layout(
            "school level",
            required="urn percent",
            urn=("urn", "school urn", "unique reference number"),
            percent=(
                "% of pupils known to be eligible for free school meals",
                "percent fsm",
                "fsm prop",
                "percentagefsm",
                "fsm percent",
            ),
            period=("time period", "year", "academic year"),
        ),
    )

    def store(self, rows: Iterable[Row], intake: Intake) -> None:
        known = set(School.objects.values_list("urn", flat=True))
        percents: dict[int, float] = {}
        periods = set()
        for row, (number, percent) in usable(rows, intake, lambda row: percent_of(row, known)):
            if number in percents:
                intake.report.refuse(row.line, f"URN: {number} stands in the file twice; the first was taken.")
                continue
            if percent is None:
                intake.report.unchanged += 1
                continue
            percents[number] = percent
            periods.add(row["period"])
        vintage = (max(periods, default="") or intake.vintage or "not stated")[:20]
        put_free_meals(percents=percents, vintage=vintage, report=intake.report)


def percent_of(row: Row, known: set[int]) -> tuple[int, float | None]:
    """Return the URN and the percentage, which is None where the publisher withheld it."""
    number, percent = urn(row["urn"]), decimal(row["percent"], "free school meals")
    if number not in known:
        raise BadValue("URN", f"{number} is a school that is not here.")
    if percent is not None and not 0 <= percent <= 100:
        raise BadValue("free school meals", f"{percent} is not a percentage.")
    return number, percent


SOURCE = FreeSchoolMeals()
