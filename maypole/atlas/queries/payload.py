"""Every place on the map in a few bytes each: columns in z-order, coded by their differences, gzipped.

Layout: a little-endian 32-bit length, a JSON header of that length, then the columns that the header lists, each with
its coding and length. The browser reads it in `assets/js/map/payload.js`.
"""

import gzip
import hashlib
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maypole.atlas.queries.kept import Kept, in_thread
from maypole.atlas.queries.opening import opening
from maypole.directory.artforms import ArtForm
from maypole.directory.key_stages import KeyStage
from maypole.directory.models import Entry
from maypole.directory.queries.entries import matching, stamp
from maypole.directory.queries.filters import Filters
from maypole.directory.queries.kinds import KINDS, level_title

STEPS_A_DEGREE = 20_000  # five metres
Z_BITS = 16
FIELDS = ("id", "kind", "level", "artforms", "key_stages", "offers", "latitude", "longitude", "name")


@dataclass(frozen=True)
class Payload:
    """The gzipped columns and names, and the order of the places in them, which a bit set of matches refers to.

    `opening` is what the page itself brings: the rings that the map shows first.
    """

    places: bytes
    names: bytes
    digest: str
    ids: NDArray[np.int64]
    opening: dict[str, Any] | None


def payload(*, is_embed: bool = False) -> Payload:
    """Return the places that have a point; in an embed only those that may be passed on. Made once a change."""
    return KEPT.get(is_embed, stamp())


def made(is_embed: bool) -> Payload:
    rows = Entry.objects.filter(is_closed=False, latitude__isnull=False).order_by("id")
    if is_embed:
        rows = rows.filter(may_pass_on=True)
    table = [list(column) for column in zip(*rows.values_list(*FIELDS), strict=True)] or [[] for _ in FIELDS]
    column = dict(zip(FIELDS, table, strict=True))
    east = np.round(np.array(column["longitude"], float) * STEPS_A_DEGREE).astype(np.int64)
    north = np.round(np.array(column["latitude"], float) * STEPS_A_DEGREE).astype(np.int64)
    order = np.argsort(z_order(east, north), kind="stable")
    named = [column["name"][at] for at in order]
    names = gzip.compress("\n".join(named).encode(), mtime=0)
    ids = np.array(column["id"], np.int64)[order]
    body = packed(column, order, east[order], north[order], ids)
    digest = hashlib.sha256(body + names).hexdigest()[:20]
    kinds = np.array(kind_codes(column["kind"]), np.int64)[order]
    rings = opening(east[order] / STEPS_A_DEGREE, north[order] / STEPS_A_DEGREE, kinds, ids, named)
    return Payload(gzip.compress(body, mtime=0), names, digest, ids, rings)


KEPT = Kept(made, beside=in_thread)


def packed(
    column: dict[str, list], order: NDArray[np.int64], east: NDArray[np.int64], north: NDArray[np.int64], ids: NDArray
) -> bytes:
    """Return the header and the columns, one after the other."""
    levels = sorted({level for level in column["level"] if level})
    level_codes = [levels.index(level) + 1 if level else 0 for level in column["level"]]
    columns = {
        "east": ("delta", differences(east)),
        "north": ("delta", differences(north)),
        "id": ("delta", differences(ids)),
        "kind": ("byte", as_bytes(kind_codes(column["kind"]), order)),
        "level": ("byte", as_bytes(level_codes, order)),
        "ks": ("byte", as_bytes(column["key_stages"], order)),
        "artform": ("varint", varints(np.array(column["artforms"], np.int64)[order])),
        "offers": ("byte", as_bytes(np.minimum(column["offers"], 255), order)),
    }
    header = json.dumps(
        {
            "count": len(order),
            "stepsADegree": STEPS_A_DEGREE,
            "kinds": [{"slug": kind.slug, "title": kind.title, "ribbon": kind.ribbon} for kind in KINDS],
            "levels": [{"slug": level, "title": level_title(level)} for level in levels],
            "ks": [stage.value for stage in KeyStage],
            "artforms": [form.value for form in ArtForm],
            "columns": [[name, coding, len(data)] for name, (coding, data) in columns.items()],
        }
    ).encode()
    return len(header).to_bytes(4, "little") + header + b"".join(data for _, data in columns.values())


def kind_codes(kinds: list[str]) -> list[int]:
    code_of = {kind.slug: code for code, kind in enumerate(KINDS)}
    return [code_of[kind] for kind in kinds]


def as_bytes(values: object, order: NDArray[np.int64]) -> bytes:
    return np.asarray(values, np.uint8)[order].tobytes()


def differences(values: NDArray[np.int64]) -> bytes:
    """Return each value's difference from the one before, small ones in one byte whatever their sign."""
    steps = np.diff(values, prepend=0)
    return varints(np.where(steps >= 0, steps * 2, -steps * 2 - 1))


def varints(values: NDArray[np.int64]) -> bytes:
    """Return numbers of seven bits a byte, the highest bit saying that another byte follows."""
    groups = [(values >> shift) & 0x7F for shift in range(0, 35, 7)]
    length = np.maximum(1, sum((values >> shift > 0).astype(int) for shift in range(0, 35, 7)))
    table = np.stack([group | np.where(length > n + 1, 0x80, 0) for n, group in enumerate(groups)], axis=1)
    return table[np.arange(5) < length[:, None]].astype(np.uint8).tobytes()


def z_order(east: NDArray[np.int64], north: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the place of each point on a curve on which neighbours stay near each other."""
    if not east.size:
        return east
    scaled = [(axis - axis.min()) * ((1 << Z_BITS) - 1) // max(1, int(np.ptp(axis))) for axis in (east, north)]
    curve = np.zeros_like(east)
    for bit in range(Z_BITS):
        curve |= ((scaled[0] >> bit) & 1) << (2 * bit) | ((scaled[1] >> bit) & 1) << (2 * bit + 1)
    return curve


def matches(filters: Filters, within: Payload) -> bytes:
    """Return one bit a place of the payload: whether it passes the filters."""
    wanted = np.fromiter(matching(filters).values_list("id", flat=True), np.int64)
    return np.packbits(np.isin(within.ids, wanted), bitorder="little").tobytes()
