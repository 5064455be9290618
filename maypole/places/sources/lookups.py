"""Look-ups: which district lies in which county and region, and which 2011 neighbourhood became which of 2021."""

from collections.abc import Iterable

from maypole.core.ingest.errors import BadValue, UnableToIngest
from maypole.core.ingest.layouts import layout
from maypole.core.ingest.source import Intake, Source, usable
from maypole.core.ingest.tables import Row
from maypole.core.ingest.values import gss_code
from maypole.places.actions.areas import Area, put_areas, put_containments, put_successions
from maypole.places.actions.neighbourhoods import derive_values_of_2021
from maypole.places.models import Place, Succession
from maypole.places.queries.areas import by_code

Kind = Place.Kind
CHANGES = {
    "U": Succession.Change.SAME,
    "S": Succession.Change.SPLIT,
    "M": Succession.Change.MERGED,
    "X": Succession.Change.IRREGULAR,
}
NEIGHBOURHOODS = layout(
    "neighbourhoods",
    required="inner outer change",
    inner=("lsoa11cd", "lsoa11 code"),
    inner_name=("lsoa11nm", "lsoa11 name"),
    outer=("lsoa21cd", "lsoa21 code"),
    outer_name=("lsoa21nm", "lsoa21 name"),
    change=("chgind", "change code"),
    district=(r"lad\d\dcd", r"ltla\d\d code"),
)
COUNTIES = layout(
    "counties",
    required="inner outer",
    inner=(r"(lad|ltla)\d\dcd", r"ltla\d\d code"),
    inner_name=(r"(lad|ltla)\d\dnm", r"ltla\d\d name"),
    outer=(r"(ctyua|utla)\d\dcd", r"utla\d\d code"),
    outer_name=(r"(ctyua|utla)\d\dnm", r"utla\d\d name"),
)
REGIONS = layout(
    "regions",
    required="inner outer",
    inner=(r"(lad|ltla)\d\dcd", r"ltla\d\d code"),
    inner_name=(r"(lad|ltla)\d\dnm", r"ltla\d\d name"),
    outer=(r"rgn\d\dcd", r"region\d\d code"),
    outer_name=(r"rgn\d\dnm", r"region\d\d name"),
)


class Lookups(Source):
    """One or more of the three look-ups; a folder may hold them all."""

    slug = "lookups"
    title = "Look-ups between areas"
    publisher = "Office for National Statistics"
    page = "https://geoportal.statistics.gov.uk/"
    needs = ("districts",)
    layouts = (NEIGHBOURHOODS, COUNTIES, REGIONS)
    takes_many = True
    holds_data = False

    def store(self, rows: Iterable[Row], intake: Intake) -> None:
        sorted_out: dict[str, list[Row]] = {}
        for row, _ in usable(rows, intake, codes_of):
            sorted_out.setdefault(row.layout, []).append(row)
        for name, chosen in sorted_out.items():
            if name == NEIGHBOURHOODS.name:
                store_neighbourhoods(chosen, intake)
            else:
                store_holders(chosen, Kind.COUNTY if name == COUNTIES.name else Kind.REGION, intake)


def codes_of(row: Row) -> tuple[str, str]:
    """Return the two codes that a row ties."""
    if not (row["inner"] and row["outer"]):
        raise BadValue("code", "The row lacks one of its two codes.")
    return gss_code(row["inner"], "code"), gss_code(row["outer"], "code")


def store_holders(rows: list[Row], outer_kind: str, intake: Intake) -> None:
    """Make the places that are not there yet, and record which holds which."""
    put_missing(Kind.DISTRICT, {row["inner"]: row["inner_name"] for row in rows}, intake)
    put_missing(outer_kind, {row["outer"]: row["outer_name"] for row in rows}, intake)
    inner, outer = by_code(Kind.DISTRICT), by_code(outer_kind)
    held = {(outer[row["outer"]].pk, inner[row["inner"]].pk) for row in rows}
    count(len(rows), put_containments(pairs=held), intake)


def store_neighbourhoods(rows: list[Row], intake: Intake) -> None:
    """Make the neighbourhoods of both years, record what became of each, and derive the values of 2021."""
    unknown = {row["change"] for row in rows} - set(CHANGES)
    if unknown:
        raise UnableToIngest(
            f"These kinds of change are not known: {', '.join(sorted(unknown))[:100]}.",
            remedy="They should be U, S, M or X.",
            line=next(row.line for row in rows if row["change"] in unknown),
            column="change_code",
        )
    put_missing(Kind.LSOA11, {row["inner"]: row["inner_name"] for row in rows}, intake)
    put_missing(Kind.LSOA21, {row["outer"]: row["outer_name"] for row in rows}, intake)
    old = dict(Place.objects.of_kind(Kind.LSOA11).values_list("code", "pk"))
    new = dict(Place.objects.of_kind(Kind.LSOA21).values_list("code", "pk"))
    changes = {(old[row["inner"]], new[row["outer"]]): str(CHANGES[row["change"]]) for row in rows}
    districts = by_code(Kind.DISTRICT)
    held = {(districts[row["district"]].pk, new[row["outer"]]) for row in rows if row["district"] in districts}
    put_containments(pairs=held)
    count(len(rows), put_successions(changes=changes), intake)
    derive_values_of_2021()


def put_missing(kind: str, names: dict[str, str], intake: Intake) -> None:
    """Make the places that a look-up names and no list has brought; those that stand keep their names."""
    standing = set(Place.objects.of_kind(kind).values_list("code", flat=True))
    areas = {code: Area(code, name or code) for code, name in names.items() if code not in standing}
    put_areas(kind=kind, areas=areas, dataset=intake.dataset)


def count(rows: int, new: int, intake: Intake) -> None:
    intake.report.new += min(new, rows)
    intake.report.unchanged += rows - min(new, rows)


SOURCE = Lookups()
