"""Travel times: validated, never mixed, and in use only by choice."""

import io
from datetime import date

import polars as pl
import pytest

from maypole.atlas.actions.calculation import calculate_all
from maypole.atlas.actions.travel import Made, UnableToImport, import_travel_times, use_travel_times
from maypole.atlas.models import Calculation, SchoolValues, TravelTable
from maypole.directory.models import Entry
from tests.atlas.region import NOW, make_region

MADE = Made("r5", "7.1", date(2026, 9, 7), "a Tuesday in term, 9:00 to 10:00", "bus and walking")
SLUG = "provision-minutes-any"


@pytest.fixture
def region(cast):
    return make_region(cast)


@pytest.fixture
def site(region) -> str:
    return Entry.objects.get(organisation=region.cast.museum).ref


def take_in(region, text: str, name: str = "times.csv") -> TravelTable:
    return import_travel_times(body=text.encode(), file_name=name, made=MADE, by=region.cast.ada.id, now=NOW)


def minutes(urn: int) -> float | None:
    calculate_all(as_of=NOW.date(), now=NOW)
    return SchoolValues.objects.get(pk=urn).values.get(SLUG)


def test_a_table_is_used_and_says_what_it_could_not_use(region, site):
    other = Entry.objects.exclude(ref=site).get(school__isnull=True, organisation__name="Far Hall").ref
    table = take_in(
        region,
        f"School,Site,Minutes\n100200,{site},12.5\n100200,{other},9\n100201,{site.split(':')[1]},\n100999,{site},4\n",
    )
    assert (table.pairs, table.unreachable, table.unknown) == (2, 1, 1)
    assert table.schools_missing == 11
    assert minutes(100200) == 9
    assert minutes(100201) is None
    assert Calculation.objects.first().engine == str(table)


def test_parquet_is_read_too(region, site):
    buffer = io.BytesIO()
    pl.DataFrame({"school": [100200, 100201], "site": [site, site], "minutes": [7, None]}).write_parquet(buffer)
    table = import_travel_times(
        body=buffer.getvalue(), file_name="t.parquet", made=MADE, by=region.cast.ada.id, now=NOW
    )
    assert (table.pairs, table.unreachable) == (1, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("school,minutes\n100200,5\n", "The column site is missing"),
        ("school,site,minutes\n100200,{site},quick\n", "Row 2: minutes is “quick”"),
        ("school,site,minutes\n100200,{site},4\n100201,{site},-4\n", "Row 3: minutes is -4"),
        ("school,site,minutes\n100200,{site},4\n100200,{site},5\n", "twice"),
        ("school,site,minutes\n1,nowhere,4\n", "No row is about a school and a site that are here"),
        ("school,site,minutes\n", "No row is about"),
        ("", "cannot be read"),
    ],
)
def test_a_bad_table_says_where_and_what_was_in_use_stays(region, site, text, words):
    first = take_in(region, f"school,site,minutes\n100200,{site},5\n")
    with pytest.raises(UnableToImport, match=words):
        take_in(region, text.replace("{site}", site))
    assert list(TravelTable.objects.filter(is_used=True)) == [first]


def test_two_tables_are_never_mixed(region, site):
    first = take_in(region, f"school,site,minutes\n100200,{site},5\n")
    second = take_in(region, f"school,site,minutes\n100201,{site},6\n")
    assert minutes(100200) is None
    assert minutes(100201) == 6
    use_travel_times(table=first, by=region.cast.ada.id)
    assert minutes(100200) == 5
    assert minutes(100201) is None
    use_travel_times(table=None, by=region.cast.ada.id)
    assert minutes(100200) is None
    assert second.pk != first.pk
    assert TravelTable.objects.count() == 2


def test_the_page_keeps_what_was_typed_where_the_file_is_wrong(region, as_, site):
    browser = as_(region.cast.ada)
    asked = {"engine": "r5", "version": "7.1", "network_date": "2026-09-07", "departure_window": "Tuesday"}
    bad = io.BytesIO(b"a,b\n1,2\n")
    bad.name = "bad.csv"
    page = browser.post("/travel-times/", asked | {"file": bad}).content.decode()
    assert "The column school is missing" in page
    assert 'value="Tuesday"' in page
    good = io.BytesIO(f"school,site,minutes\n100200,{site},5\n".encode())
    good.name = "good.csv"
    assert browser.post("/travel-times/", asked | {"file": good}).status_code == 302
    assert "r5 7.1, network of 7 September 2026" in browser.get("/travel-times/").content.decode()
    browser.post("/travel-times/use/", {"table": ""})
    assert not TravelTable.objects.filter(is_used=True).exists()


def test_the_lists_for_an_engine_have_every_placed_school_and_site(region, as_, site):
    assert site in as_().get("/travel-times/sites.csv").content.decode()
    assert "100200," in as_().get("/travel-times/schools.csv").content.decode()
    assert as_(region.cast.carol).get("/travel-times/").status_code == 403
