"""The travel times that are in use, as columns."""

import io

import numpy as np
import polars as pl

from maypole.atlas.columns.travel import Travel
from maypole.atlas.models import TravelTable


def travel_in_use() -> Travel | None:
    """Return the table in use, or None."""
    table = TravelTable.objects.filter(is_used=True).first()
    return travel_of(table) if table else None


def travel_of(table: TravelTable) -> Travel:
    rows = pl.read_parquet(io.BytesIO(bytes(table.rows)))
    return Travel(
        str(table), rows["school"].to_numpy().astype(np.int64), rows["site"].to_numpy(), rows["minutes"].to_numpy()
    )
