"""Keep what a release knew, so that later ones cannot undo it: tables with their true figures and what was withheld."""

import json
import zlib
from collections.abc import Sequence

import numpy as np

from maypole.evidence.disclosure import Dimension, Edition, Table
from maypole.outcomes.release.panels import Panel


def packed(edition: Edition, panels: Sequence[Panel] = ()) -> bytes:
    """Return an edition as bytes, with who stands behind what it says of two periods."""
    data = {
        "name": edition.name,
        "panels": [{"about": one.about, "members": sorted(one.members)} for one in panels],
        "tables": [
            {
                "name": table.name, "measure": table.measure, "children": table.children,
                "dimensions": [
                    {"name": one.name, "codes": one.codes, "sums": one.sums, "whole": one.whole} for one in table.dimensions
                ],
                "values": table.values.tolist(), "withheld": edition.withheld[table.name].tolist(),
            }
            for table in edition.tables
        ],
    }  # fmt: skip
    return zlib.compress(json.dumps(data).encode(), 9)


def unpacked(body: bytes | memoryview) -> Edition:
    """Return the edition of these bytes."""
    data = json.loads(zlib.decompress(bytes(body)))
    tables = tuple(
        Table(
            one["name"],
            one["measure"],
            tuple(_dimension(dimension) for dimension in one["dimensions"]),
            np.array(one["values"], dtype=np.int64),
            children=one["children"],
        )
        for one in data["tables"]
    )
    withheld = {one["name"]: np.array(one["withheld"], dtype=bool) for one in data["tables"]}
    return Edition(data["name"], tables, withheld)


def panels_in(body: bytes | memoryview) -> tuple[Panel, ...]:
    """Return the panels of these bytes; what was packed before there were any has none."""
    data = json.loads(zlib.decompress(bytes(body)))
    return tuple(
        Panel(one["about"], frozenset((organisation, slug) for organisation, slug in one["members"]))
        for one in data.get("panels", ())
    )


def _dimension(data: dict[str, object]) -> Dimension:
    sums = tuple((total, tuple(parts)) for total, parts in data["sums"])  # type: ignore[attr-defined]
    return Dimension(str(data["name"]), tuple(data["codes"]), sums, str(data["whole"]))  # type: ignore[arg-type]
