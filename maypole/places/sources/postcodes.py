"""Postcodes with their points, in the layout of the ONS Postcode Directory or of a cut of it."""

from collections.abc import Iterable
from itertools import islice

from maypole.core.ingest.errors import BadValue
from maypole.core.ingest.files import MEGABYTE
from maypole.core.ingest.layouts import layout
from maypole.core.ingest.source import Intake, Source, usable
from maypole.core.ingest.tables import Row
from maypole.core.ingest.values import day, decimal, is_in_uk, point
from maypole.places.gazetteer import degrees
from maypole.places.models import Postcode
from maypole.places.postcode_text import compact

AT_ONCE = 10_000
FIELDS = ("latitude", "longitude", "district_code", "lsoa21_code", "terminated_on")


class Postcodes(Source):
    slug = "postcodes"
    title = "Postcodes"
    publisher = "Office for National Statistics and Ordnance Survey"
    page = "https://geoportal.statistics.gov.uk/search?q=PRD_ONSPD"
    vintage = "2025-11"
    is_streamed = True
    holds_data = False
    largest = 1_900 * MEGABYTE
    layouts = (
        layout(
            "onspd",
            required="code district",
            code=("pcds", "postcode", "pcd2", "pcd8", "pcd", "pcd7"),
            latitude=("lat", "latitude"),
            longitude=("long", "lon", "longitude"),
            easting=("oseast1m", "east1m", "easting"),
            northing=("osnrth1m", "north1m", "northing"),
            district=("oslaua", "laua", r"lad\d\dcd", "lad code"),
            lsoa=("lsoa21", "lsoa21cd", "lsoa21 code"),
            ended=("doterm", "terminated"),
        ),
    )

    def store(self, rows: Iterable[Row], intake: Intake) -> None:
        parsed = usable(rows, intake, lambda row: postcode_of(row, intake))
        while part := list(islice(parsed, AT_ONCE)):
            store_part(part, intake)


def postcode_of(row: Row, intake: Intake) -> Postcode:
    """Return the postcode of a row."""
    code = compact(row["code"])
    if not code:
        raise BadValue("postcode", f'"{row["code"][:40]}" is not a postcode.')
    latitude, longitude = point_of(row)
    return Postcode(
        code=code,
        latitude=latitude,
        longitude=longitude,
        district_code=row["district"][:9],
        lsoa21_code=row["lsoa"][:9],
        terminated_on=day(row["ended"], "date of termination"),
        dataset=intake.dataset,
    )


def point_of(row: Row) -> tuple[float, float]:
    """Return latitude and longitude, from the grid where the row has nothing else; 99.999999 means no point."""
    found, doubt = point(row["latitude"], row["longitude"])
    if found is None:
        easting, northing = decimal(row["easting"], "easting"), decimal(row["northing"], "northing")
        if easting and northing:
            latitude, longitude = degrees(easting, northing)
            found = (round(latitude, 6), round(longitude, 6)) if is_in_uk(latitude, longitude) else None
    if found is None:
        raise BadValue("point", doubt or "The postcode has no point.")
    return found


def store_part(part: list[tuple[Row, Postcode]], intake: Intake) -> None:
    """Write the postcodes of a part that are new or differ from what stands."""
    by_code: dict[str, Postcode] = {}
    for row, one in part:
        if one.code in by_code:
            intake.report.refuse(row.line, f"{one.code} stands in the file twice.")
            continue
        by_code[one.code] = one
    standing = {row[0]: row[1:] for row in Postcode.objects.filter(code__in=by_code).values_list("code", *FIELDS)}
    differing = [one for one in by_code.values() if standing.get(one.code) != values_of(one)]
    Postcode.objects.bulk_create(
        differing,
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[*FIELDS, "dataset"],
    )
    new = sum(1 for one in differing if one.code not in standing)
    intake.report.new += new
    intake.report.changed += len(differing) - new
    intake.report.unchanged += len(by_code) - len(differing)


def values_of(one: Postcode) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in FIELDS)


SOURCE = Postcodes()
