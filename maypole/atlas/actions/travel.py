"""Take in a table of travel times, and choose which is in use."""

import io
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import numpy as np
import polars as pl
from django.db import transaction

from maypole.atlas.models import TravelTable
from maypole.atlas.queries.areas import open_schools
from maypole.atlas.queries.sites import all_sites
from maypole.core.audit import record
from maypole.evidence.access import TravelTimes, pairs_from_table

COLUMNS = ("school", "site", "minutes")
FIRST_ROW = 2
NOT_REACHED = ("", "inf", "na", "nan", "null")


class UnableToImport(Exception):
    """The table cannot be taken in; says where and what to do."""


@dataclass(frozen=True)
class Made:
    """What made a table: engines disagree on the same pair, so each stands alone."""

    engine: str
    version: str
    network_date: date
    departure_window: str
    mode: str = ""


@transaction.atomic
def import_travel_times(*, body: bytes, file_name: str, made: Made, by: UUID, now: datetime) -> TravelTable:
    """Keep a table and use it from now on. Raises UnableToImport, and what was in use stays in use."""
    rows = _with_known_sites(read_rows(body, file_name), all_sites().ref)
    schools = [str(urn) for urn in open_schools().order_by("urn").values_list("urn", flat=True)]
    found = _checked(rows, schools, made)
    kept = rows.with_row_index().filter(
        ~pl.col("index").is_in(found.unknown_rows.tolist()), pl.col("minutes").is_finite()
    )
    if kept.is_empty():
        raise UnableToImport(
            "No row is about a school and a site that are here. Schools go by URN, sites by the id in our file of sites."
        )
    TravelTable.objects.filter(is_used=True).update(is_used=False)
    table = TravelTable.objects.create(
        **vars(made),
        rows=_packed(kept.select(pl.col("school").cast(pl.Int64), "site", "minutes")),
        pairs=len(kept),
        unreachable=found.unreachable,
        unknown=len(found.unknown_rows),
        schools_missing=len(found.schools_missing),
        file_name=file_name[:200],
        imported_at=now,
        imported_by=by,
        is_used=True,
    )
    record("import travel times", kind="travel table", subject=table.pk, by=by, pairs=len(kept))
    return table


@transaction.atomic
def use_travel_times(*, table: TravelTable | None, by: UUID) -> None:
    """Use this table from now on, or none; the others are kept."""
    TravelTable.objects.filter(is_used=True).update(is_used=False)
    if table is not None:
        TravelTable.objects.filter(pk=table.pk).update(is_used=True)
    record("use travel times", kind="travel table", subject=table.pk if table else "none", by=by)


def read_rows(body: bytes, file_name: str) -> pl.DataFrame:
    """Return school and site as text and minutes as numbers, infinite where not reached. Raises UnableToImport."""
    try:
        is_parquet = file_name.lower().endswith(".parquet")
        read = pl.read_parquet(io.BytesIO(body)) if is_parquet else pl.read_csv(io.BytesIO(body), infer_schema=False)
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise UnableToImport(f"{file_name} cannot be read as CSV or Parquet. Save it as CSV with commas.") from error
    rows = read.rename({name: name.strip().lower() for name in read.columns})
    missing = [name for name in COLUMNS if name not in rows.columns]
    if missing:
        raise UnableToImport(f"The column {missing[0]} is missing. The first line names school, site and minutes.")
    text = rows.select(pl.col(name).cast(pl.String).fill_null("").str.strip_chars() for name in COLUMNS)
    nothing = pl.col("minutes").str.to_lowercase().is_in(NOT_REACHED)
    number = pl.when(nothing).then(pl.lit(np.inf)).otherwise(pl.col("minutes").cast(pl.Float64, strict=False))
    found = text.with_columns(number.alias("number"))
    _refuse(found, pl.col("number").is_null(), "minutes is “{minutes}”, which is no number")
    _refuse(found, pl.col("number") < 0, "minutes is {minutes}, which is less than none")
    return found.select("school", "site", pl.col("number").alias("minutes"))


def _refuse(rows: pl.DataFrame, wrong: pl.Expr, words: str) -> None:
    bad = rows.with_row_index().filter(wrong)
    if len(bad):
        first = bad.row(0, named=True)
        raise UnableToImport(
            f"Row {first['index'] + FIRST_ROW}: {words.format(**first)}. Mend it and bring the file again."
        )


def _with_known_sites(rows: pl.DataFrame, refs: tuple[str, ...]) -> pl.DataFrame:
    """Return rows whose sites go by our reference; a bare UUID is known too."""
    known = {ref.split(":", 1)[1]: ref for ref in refs}
    return rows.with_columns(pl.col("site").replace(known))


def _checked(rows: pl.DataFrame, schools: list[str], made: Made) -> TravelTimes:
    try:
        return pairs_from_table(
            rows["school"].to_list(),
            rows["site"].to_list(),
            rows["minutes"].to_numpy(),
            schools=schools,
            sites=list(all_sites().ref),
            engine=f"{made.engine} {made.version}, {made.network_date}, {made.departure_window}",
        )
    except ValueError as error:
        raise UnableToImport(
            f"A pair of school and site stands in it twice ({error}). Keep one row for each pair."
        ) from error


def _packed(rows: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    rows.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()
