"""Outlines: repaired, turned round, from the grid to degrees; what is none is refused."""

import json

import pytest

from maypole.core.ingest.errors import UnableToIngest
from maypole.core.ingest.files import MEGABYTE
from maypole.core.ingest.geojson import read_outlines
from maypole.core.ingest.layouts import layout
from maypole.core.ingest.report import Report

LAYOUT = layout("areas", required="code name", code=(r"lad\d\dcd",), name=(r"lad\d\dnm",))
SQUARE = [[-1.5, 52.9], [-1.4, 52.9], [-1.4, 53.0], [-1.5, 53.0], [-1.5, 52.9]]
BOW_TIE = [[-1.5, 52.9], [-1.4, 53.0], [-1.4, 52.9], [-1.5, 53.0], [-1.5, 52.9]]


def feature(points, **properties):
    return {
        "type": "Feature",
        "properties": properties or {"LAD24CD": "E07000901", "LAD24NM": "Brindle"},
        "geometry": {"type": "Polygon", "coordinates": [points]},
    }


def read(tmp_path, *features, text=None):
    path = tmp_path / "areas.geojson"
    path.write_text(text or json.dumps({"type": "FeatureCollection", "features": features}))
    report = Report()
    return list(read_outlines(path, [LAYOUT], largest=MEGABYTE, report=report)), report


def test_an_outline_is_read(tmp_path):
    rows, _ = read(tmp_path, feature(SQUARE))
    assert rows[0]["code"] == "E07000901"
    assert rows[0].geometry.area == pytest.approx(0.01)


def test_one_that_crosses_itself_is_repaired_and_said(tmp_path):
    rows, report = read(tmp_path, feature(BOW_TIE))
    assert rows[0].geometry.is_valid
    assert report.notes == ["The outline of Brindle crosses itself; it was repaired."]


def test_latitude_before_longitude_is_turned_round_and_said(tmp_path):
    rows, report = read(tmp_path, feature([point[::-1] for point in SQUARE]))
    assert rows[0].geometry.bounds == (-1.5, 52.9, -1.4, 53.0)
    assert "turned round" in report.notes[0]


def test_the_national_grid_becomes_degrees(tmp_path):
    grid = [[430000, 330000], [440000, 330000], [440000, 340000], [430000, 340000], [430000, 330000]]
    rows, _ = read(tmp_path, feature(grid))
    assert rows[0].geometry.centroid.y == pytest.approx(52.91, abs=0.02)


def test_what_is_no_polygon_in_the_uk_is_refused_by_number(tmp_path):
    away = feature([[10, 10], [11, 10], [11, 11], [10, 10]])
    rows, report = read(tmp_path, feature(SQUARE), away, {**feature(SQUARE), "geometry": None})
    assert len(rows) == 1
    assert [refusal.line for refusal in report.refusals] == [2, 3]


def test_an_outline_without_an_inside_and_a_feature_that_says_nothing_are_refused_by_number(tmp_path):
    flat = feature([[-1.5, 52.9], [-1.4, 53.0], [-1.5, 52.9], [-1.5, 52.9]])
    silent = {**feature(SQUARE), "properties": "Brindle", "geometry": None}
    rows, report = read(tmp_path, feature(SQUARE), flat, silent)
    assert len(rows) == 1
    assert [refusal.line for refusal in report.refusals] == [2, 3]


def test_what_json_can_hold_and_a_database_cannot_is_left_out_of_names(tmp_path):
    rows, _ = read(tmp_path, feature(SQUARE, LAD24CD="E07000901", LAD24NM="Brin\0dle \ud800"))
    assert rows[0]["name"] == "Brindle ?"


def test_names_in_an_encoding_of_old_are_read(tmp_path):
    path = tmp_path / "areas.geojson"
    named = feature(SQUARE, LAD24CD="E07000901", LAD24NM="Brîndle’s")
    path.write_bytes(json.dumps({"features": [named]}, ensure_ascii=False).encode("cp1252") + b"\x9d")
    with pytest.raises(UnableToIngest, match="JSON is broken"):
        list(read_outlines(path, [LAYOUT], largest=MEGABYTE, report=Report()))
    path.write_bytes(path.read_bytes()[:-1])
    assert next(read_outlines(path, [LAYOUT], largest=MEGABYTE, report=Report()))["name"] == "Brîndle’s"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"type": "FeatureCollection", "features": [{"type"', "ends in the middle"),
        ("{}", "not a GeoJSON collection"),
        ("a,b\n1,2\n", "not a GeoJSON collection"),
        ('{"features": [{"properties": {"name": "x"}, "geometry": null}]}', 'column "lad24cd"'),
        ('{"features": [{"properties": 5, "geometry": null}]}', 'column "lad24cd"'),
        ("[" * 100_000, "JSON is broken"),
        ('{"features": ' + "9" * 5_000 + "}", "JSON is broken"),
    ],
)
def test_what_is_no_list_of_outlines_is_refused(tmp_path, text, told):
    with pytest.raises(UnableToIngest) as refusal:
        read(tmp_path, text=text)
    assert told in str(refusal.value)
