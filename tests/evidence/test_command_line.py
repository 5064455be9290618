"""The command line, as somebody with nothing but a csv uses it."""

import pytest

from maypole.evidence.__main__ import main

DISTRICTS = {"North": (3, 12, 20), "South": (15, 2, 9), "East": (30, 8, 11)}
COUNTS = "district,stage,value\n" + "".join(
    f"{d},{s},{v}\n" for d, row in DISTRICTS.items() for s, v in zip(("ks1", "ks2", "ks3"), row, strict=True)
)  # fmt: skip


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "counts.csv").write_text(COUNTS)
    return tmp_path


def test_protect_then_audit(folder, capsys):
    assert main(["protect", "counts.csv", "--rows", "district", "--columns", "stage", "--threshold", "5"]) == 0
    safe = capsys.readouterr().out
    lines = safe.splitlines()
    assert lines[0] == "district,stage,value"
    assert len(lines) == 1 + 4 * 4
    assert "North,ks1,c" in lines
    assert "South,ks2,c" in lines
    assert "all,all,110" in lines
    (folder / "safe.csv").write_text(safe)
    assert main(["audit", "safe.csv", "--zeros-printed"]) == 0
    assert capsys.readouterr().err.endswith("0 of 4 withheld cells are too narrow\n")


def test_audit_finds_a_leak_between_two_tables(folder, capsys):
    (folder / "one.csv").write_text("district,value\nNorth,c\nSouth,c\nall,12\n")
    (folder / "two.csv").write_text(
        "district,stage,value\nNorth,ks1,c\nNorth,ks2,c\nNorth,all,9\nSouth,ks1,1\nSouth,ks2,2\nSouth,all,3\n"
    )
    assert main(["audit", "one.csv"]) == 0
    capsys.readouterr()
    assert main(["audit", "one.csv", "two.csv"]) in (0, 1)
    (folder / "three.csv").write_text("district,value\nNorth,c\nSouth,8\nall,12\n")
    assert main(["audit", "three.csv"]) == 1
    assert "value[district=North],stranger,4,4,1" in capsys.readouterr().out


SCHOOLS = "region,county,school,stage,value\n" + "".join(
    f"{region},{county},{school},{stage},{value}\n"
    for region, county, school, row in (
        ("North", "Durham", "a", (3, 12)), ("North", "Durham", "b", (15, 20)), ("North", "Tyne", "c", (30, 8)),
        ("South", "Kent", "d", (9, 2)), ("South", "Kent", "e", (40, 31)), ("South", "Surrey", "a", (25, 26)),
    )
    for stage, value in zip(("ks1", "ks2"), row, strict=True)
)  # fmt: skip
UNDER = "region>county>school"


def test_protect_and_audit_columns_that_stand_one_under_another(folder, capsys):
    (folder / "schools.csv").write_text(SCHOOLS + "North,Durham,all,ks1,18\n")
    assert main(["protect", "schools.csv", "--rows", UNDER, "--columns", "stage"]) == 0
    safe = capsys.readouterr().out
    lines = safe.splitlines()
    assert lines[0] == "region,county,school,stage,value"
    assert len(lines) == 1 + (1 + 2 + 4 + 6) * 3
    assert {"North,Durham,a,ks1,c", "South,Kent,d,ks2,c", "all,all,all,all,221"} < set(lines)
    assert any(line.startswith("North,Durham,all,all,") for line in lines)
    (folder / "safe.csv").write_text(safe)
    assert main(["audit", "safe.csv", "--zeros-printed", "--hierarchy", UNDER]) == 0
    capsys.readouterr()
    (folder / "counties.csv").write_text(
        "region,county,stage,value\nNorth,Durham,ks1,18\nNorth,Durham,ks2,32\nNorth,Tyne,ks1,30\nNorth,Tyne,ks2,8\n"
    )
    (folder / "others.csv").write_text("region,county,school,stage,value\nNorth,Durham,b,ks1,15\n")
    assert main(["audit", "safe.csv", "counties.csv", "others.csv", "--hierarchy", UNDER]) == 1
    assert "North > Durham > a" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("North,all,b,ks1,4\n", "schools.csv, line 14, column 'county': is 'all', but what stands under it is not"),
        ("North,Durham,all,ks1,4\n", "schools.csv, line 14, column 'value': total 4, but its parts make 18"),
        ("North,Durham,a,ks1,4\n", "schools.csv, line 14: gives a cell for the second time"),
    ],
)
def test_errors_in_a_hierarchy_name_file_line_and_column(folder, capsys, row, message):
    (folder / "schools.csv").write_text(SCHOOLS + row)
    assert main(["protect", "schools.csv", "--rows", UNDER, "--columns", "stage"]) == 2
    assert message in capsys.readouterr().err


def test_a_hierarchy_names_columns_that_are_there(folder, capsys):
    (folder / "schools.csv").write_text(SCHOOLS)
    assert main(["protect", "schools.csv", "--rows", "nation>county>school", "--columns", "stage"]) == 2
    assert "schools.csv, line 1: there is no column 'nation'" in capsys.readouterr().err
    for wrong in ("region>>school", "school>school", ""):
        with pytest.raises(SystemExit) as left:
            main(["protect", "schools.csv", "--rows", wrong])
        assert left.value.code == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "district,stage,value\nNorth,ks1,three\n",
            "counts.csv, line 2, column 'value': 'three' is not a whole number",
        ),
        ("district,stage,value\nNorth,ks1,-3\n", "counts.csv, line 2, column 'value': '-3' is not a whole number"),
        ("district,stage,value\nNorth,ks1,nan\n", "counts.csv, line 2, column 'value': 'nan' is not a whole number"),
        ("district,stage,value\nNorth,ks1\n", "counts.csv, line 2: has 2 columns, the header has 3"),
        ("district,value\nNorth,3\n", "counts.csv, line 1: there is no column 'stage'"),
        ("district,stage,value\nNorth,ks1,3\nNorth,ks1,4\n", "counts.csv, line 3: gives a cell for the second time"),
        (
            "district,stage,value\nNorth,ks1,3\nall,all,4\n",
            "counts.csv, line 3, column 'value': total 4, but its parts make 3",
        ),
        ("", "counts.csv, line 1: is empty"),
        ("district,stage,value\nall,all,4\n", "column 'district': there is nothing in it but totals"),
    ],
)
def test_errors_name_file_line_and_column(folder, capsys, text, message):
    (folder / "counts.csv").write_text(text)
    assert main(["protect", "counts.csv", "--rows", "district", "--columns", "stage"]) == 2
    assert message in capsys.readouterr().err


def test_a_missing_file_and_a_missing_option(folder, capsys):
    assert main(["audit", "nowhere.csv"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        main(["protect", "counts.csv"])
    assert left.value.code == 2


def test_help_has_examples(capsys):
    with pytest.raises(SystemExit) as left:
        main(["protect", "--help"])
    assert left.value.code == 0
    assert "python -m maypole.evidence protect counts.csv --rows" in capsys.readouterr().out


def test_access(folder, capsys):
    (folder / "schools.csv").write_text(
        "id,easting,northing,pupils\na,450000,340000,100\nb,470000,340000,300\nc,1000,1000,50\n"
    )
    (folder / "sites.csv").write_text("id,easting,northing,places\nmuseum,455000,340000,500\n")
    assert main(["access", "schools.csv", "sites.csv", "--km", "30"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "id,sites_in_reach,nearest,nearest_km,places_per_pupil"
    assert lines[1].startswith("a,1,museum,5.0,")
    assert lines[3].startswith("c,0,museum,")
    assert lines[3].endswith(",0")


def test_access_refuses_degrees(folder, capsys):
    (folder / "schools.csv").write_text("id,easting,northing\na,-1.15,52.95\n")
    (folder / "sites.csv").write_text("id,easting,northing\nm,455000,340000\n")
    assert main(["access", "schools.csv", "sites.csv", "--km", "30"]) == 2
    assert "looks like degrees" in capsys.readouterr().err


def test_equity(folder, capsys):
    rows = "".join(f"{v},{w},{d}\n" for v, w, d in zip(range(1, 13), range(100, 112), [1, 2, 3, 4] * 3, strict=True))
    (folder / "schools.csv").write_text("places,pupils,decile\n" + rows)
    assert main(["equity", "schools.csv", "--value", "places", "--weight", "pupils", "--deprivation", "decile"]) == 0
    out = capsys.readouterr().out
    assert [line.split(",")[0] for line in out.splitlines()[1:]] == [
        "gini",
        "theil",
        "palma",
        "concentration_index",
        "sii",
        "rii",
    ]
    assert "reached pupils are in the less deprived places" in out
