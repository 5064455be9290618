"""What the two editions of the Indices of Deprivation share: ranks and deciles of neighbourhoods."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from maypole.core.ingest.errors import BadValue
from maypole.core.ingest.source import Intake, Source, usable
from maypole.core.ingest.tables import Row
from maypole.core.ingest.values import gss_code, whole
from maypole.places.actions.areas import Area, put_areas
from maypole.places.actions.neighbourhoods import Value, derive_values_of_2021, put_values
from maypole.places.models import Indicator, Place


@dataclass(frozen=True)
class Measure:
    """An index: its column prefix in our layouts, its slug and title."""

    column: str
    slug: str
    title: str


class Deprivation(Source):
    """Ranks of neighbourhoods, where 1 is the most deprived of England."""

    publisher = "Ministry of Housing, Communities and Local Government"
    measures: ClassVar[tuple[Measure, ...]]
    kind: ClassVar[str]
    edition: ClassVar[str]
    size: ClassVar[int]

    def store(self, rows: Iterable[Row], intake: Intake) -> None:
        values: dict[str, dict[str, Value]] = {}
        names: dict[str, str] = {}
        for row, parsed in usable(rows, intake, self.parse):
            if row["code"] in values:
                intake.report.refuse(row.line, f"{row['code']} stands in the file twice.", row["name"])
                continue
            values[row["code"]], names[row["code"]] = parsed, row["name"] or row["code"]
        standing = set(Place.objects.of_kind(self.kind).values_list("code", flat=True))
        put_areas(
            kind=self.kind, areas={c: Area(c, n) for c, n in names.items() if c not in standing}, dataset=intake.dataset
        )
        self.write(values, intake)
        if self.kind == Place.Kind.LSOA11:
            derive_values_of_2021()

    def parse(self, row: Row) -> dict[str, Value]:
        """Return the value of each measure that the row has."""
        if not row["code"].startswith(("E01", "W01")):
            raise BadValue("LSOA code", f'"{row["code"][:40]}" is not the code of a neighbourhood.')
        gss_code(row["code"], "LSOA code")
        parsed = {}
        for measure in self.measures:
            rank = whole(row[f"{measure.column}_rank"], f"{measure.title}, rank")
            decile = whole(row[f"{measure.column}_decile"], f"{measure.title}, decile")
            if rank is not None and not 1 <= rank <= self.size:
                raise BadValue(f"{measure.title}, rank", f"{rank} is not between 1 and {self.size:,}.")
            if decile is not None and not 1 <= decile <= 10:
                raise BadValue(f"{measure.title}, decile", f"{decile} is not between 1 and 10.")
            if rank is not None:
                parsed[measure.slug] = Value(float(rank), decile)
        return parsed

    def write(self, values: dict[str, dict[str, Value]], intake: Intake) -> None:
        """Write each measure, and count a neighbourhood as changed where any of its measures is."""
        places = dict(Place.objects.of_kind(self.kind).filter(code__startswith="E").values_list("code", "pk"))
        places |= dict(Place.objects.of_kind(self.kind).filter(code__startswith="W").values_list("code", "pk"))
        new: set[int] = set()
        changed: set[int] = set()
        for measure in self.measures:
            of_measure = {places[code]: found[measure.slug] for code, found in values.items() if measure.slug in found}
            if of_measure:
                made, moved = put_values(
                    indicator=self.indicator(measure, intake), vintage=self.edition, values=of_measure
                )
                new, changed = new | made, changed | moved
        for code in values:
            intake.report.count(is_new=places[code] in new, is_changed=places[code] in changed)

    def indicator(self, measure: Measure, intake: Intake) -> Indicator:
        indicator, _ = Indicator.objects.update_or_create(
            slug=measure.slug,
            defaults={
                "title": measure.title,
                "unit": f"rank of {self.size:,}, 1 is the most deprived",
                "is_high_worse": False,
                "dataset": intake.dataset,
            },
        )
        return indicator
