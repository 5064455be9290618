"""Read outlines from GeoJSON: repaired where they cross themselves, turned round where latitude comes first."""

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from maypole.core.ingest.encodings import encoding_of
from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.files import Form, check_size, cut_off, form_of, unpacked
from maypole.core.ingest.layouts import Layout
from maypole.core.ingest.report import Report
from maypole.core.ingest.tables import Row
from maypole.core.ingest.values import is_in_uk

GRID_LEAST = 1_000


def read_outlines(path: Path, layouts: Sequence[Layout], *, largest: int, report: Report) -> Iterator[Row]:
    """Yield one row a feature; `line` is the number of the feature, for such files are often a single line."""
    features = features_of(path, largest)
    chosen, titles = layout_of(path, features, layouts)
    for number, feature in enumerate(features, start=1):
        properties = properties_of(feature)
        fields = {name: printed(properties.get(title)) for name, title in titles.items()}
        try:
            outline = outline_of(feature, fields.get("name", ""), report)
        except (ValueError, TypeError, KeyError, shapely.errors.ShapelyError):
            report.read += 1
            report.refuse(number, "The outline of this feature cannot be read as a polygon.", str(fields))
            continue
        yield Row(number, chosen.name, fields, outline)


def printed(value: Any) -> str:
    """Return a property as trimmed text, without what JSON can hold and a database cannot."""
    return str(value or "").replace("\0", "").encode(errors="replace").decode().strip()


def features_of(path: Path, largest: int) -> list[dict[str, Any]]:
    """Return the features of a file."""
    check_size(path, largest)
    if form_of(path) is not Form.JSON:
        raise not_geojson(path)
    with unpacked(path) as raw, io.TextIOWrapper(raw, encoding=encoding_of(path, largest), errors="replace") as text:
        try:
            content = json.load(text)
        except json.JSONDecodeError as error:
            if error.pos >= len(error.doc.rstrip()) or "Unterminated" in error.msg:
                raise cut_off(path.name, error.lineno) from error
            raise broken(path, error.lineno) from error
        except (RecursionError, ValueError) as error:  # brackets without end, a number of thousands of digits
            raise broken(path) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features or not all(isinstance(one, dict) for one in features):
        raise not_geojson(path)
    return features


def broken(path: Path, line: int | None = None) -> UnableToIngest:
    return UnableToIngest("The JSON is broken here.", remedy="Download it again.", file=path.name, line=line)


def properties_of(feature: dict[str, Any]) -> dict[str, Any]:
    """Return what a feature says of itself; what is no set of properties says nothing."""
    properties = feature.get("properties")
    return properties if isinstance(properties, dict) else {}


def not_geojson(path: Path) -> UnableToIngest:
    return UnableToIngest(
        "This is not a GeoJSON collection of features.",
        remedy="Download the boundaries as GeoJSON, in longitude and latitude.",
        file=path.name,
    )


def layout_of(path: Path, features: list[dict[str, Any]], layouts: Sequence[Layout]) -> tuple[Layout, dict[str, str]]:
    """Return the layout that the properties of the first feature fit, and the title of each of our columns."""
    titles = list(properties_of(features[0]))
    for candidate in layouts:
        if not candidate.missing(titles):
            return candidate, {name: titles[at] for name, at in candidate.places(titles).items()}
    raise UnableToIngest(
        "The features lack this property.",
        remedy="Check that these are the boundaries of the right kind of area.",
        file=path.name,
        line=1,
        column=layouts[0].missing(titles)[0],
    )


def outline_of(feature: dict[str, Any], name: str, report: Report) -> BaseGeometry:
    """Return a valid polygon in longitude and latitude, and say what had to be done to it."""
    outline = shapely.from_geojson(json.dumps(feature["geometry"]))
    if outline is None or outline.is_empty or outline.geom_type not in ("Polygon", "MultiPolygon"):
        raise ValueError("no polygon")
    outline = in_degrees(outline, name, report)
    if not outline.is_valid:
        report.note(f"The outline of {name} crosses itself; it was repaired.")
        outline = polygons_of(shapely.make_valid(outline))
    return outline


def in_degrees(outline: BaseGeometry, name: str, report: Report) -> BaseGeometry:
    """Turn grid metres into degrees and swapped coordinates round; refuse what is not in the UK."""
    west, south, east, north = outline.bounds
    if min(abs(east), abs(north)) > GRID_LEAST:
        report.note("The outlines are on the national grid; they were turned into longitude and latitude.")
        to_degrees = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
        return shapely.transform(outline, to_degrees.transform, interleaved=False)
    if is_in_uk(south, west) and is_in_uk(north, east):
        return outline
    if is_in_uk(west, south) and is_in_uk(east, north):
        report.note(f"The outline of {name} has latitude before longitude; it was turned round.")
        return shapely.transform(outline, lambda points: points[:, ::-1])
    raise ValueError("not in the UK")


def polygons_of(outline: BaseGeometry) -> BaseGeometry:
    """Leave out the lines and points that repairing an outline can leave behind; refuse one that is nothing else."""
    parts = shapely.get_parts(outline)
    polygons = shapely.union_all([part for part in parts if part.geom_type in ("Polygon", "MultiPolygon")])
    if polygons.is_empty:
        raise ValueError("no polygon")
    return polygons
