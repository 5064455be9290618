"""From accepted lines to figures that no attacker can break, frozen and the same in every file."""

import csv
import io
import json
import zipfile
from collections import defaultdict

import ibis
import polars as pl
import pytest
from django_tasks_db.models import DBTaskResult

from maypole.core.models import BreachEntry, Job
from maypole.outcomes.actions import publishing
from maypole.outcomes.actions import releases as actions
from maypole.outcomes.actions.reviewing import reopen_lines
from maypole.outcomes.models import AcceptedLine, Release, Return
from maypole.outcomes.models.lines import KEY_STAGES
from maypole.outcomes.queries.releases import figures_of
from maypole.outcomes.release import engine
from maypole.outcomes.release.attacking import attack_files
from maypole.outcomes.release.editions import packed, unpacked
from maypole.outcomes.release.geography import geography_of
from maypole.outcomes.release.lines import flat_lines, hours_by_stage
from maypole.outcomes.release.tables import declared_tables
from maypole.outcomes.report.typeset import pdf_of
from maypole.outcomes.terms import period_of
from maypole.places.models import Place
from tests.outcomes.conftest import NOW
from tests.outcomes.village import furnish

PERIOD = period_of("2026-autumn")


@pytest.fixture
def furnished(cast, round_of_brindle):
    furnish(cast, round_of_brindle, NOW)
    return cast


def made(cast, note="", partnerships=()):
    release = actions.begin_release(period=PERIOD, partnerships=partnerships, note=note, by=cast.ada.id, now=NOW)
    actions.check_release(release=release, now=NOW)
    release.refresh_from_db()
    return release


def published(cast, **more):
    release = made(cast, **more)
    publishing.publish_release(release=release, make_report=pdf_of, by=cast.ada.id, now=NOW)
    release.refresh_from_db()
    return release


def plain_children(lines, by=lambda line: "all"):
    """Return the least children by (area, category) in the slow and obvious way."""
    found = defaultdict(int)
    for area in ("E07000901", "E07000902", "whole"):
        here = [line for line in lines if area in ("whole", line.district.code)]
        for category in {by(line) for line in here}:
            schools = defaultdict(list)
            for line in here:
                if by(line) == category:
                    schools[line.school_id].append(line)
            for of_school in schools.values():
                stages = sum(max(getattr(line, f"children_{stage}") for line in of_school) for stage in KEY_STAGES)
                found[area, category] += max(stages, *(line.children for line in of_school))
    return dict(found)


def engine_children(backend, breakdown=""):
    lines = list(AcceptedLine.objects.select_related("school", "district", "county", "partnership"))
    geography = geography_of([], lines)
    placed = engine.lines_in(backend, flat_lines(lines, geography), geography.above())
    return engine.children_by(placed, breakdown), geography


@pytest.mark.parametrize("breakdown", ["", "artform", "activity", "fsm"])
def test_two_engines_give_the_same_tables(furnished, breakdown):
    duck, _ = engine_children(engine.embedded(), breakdown)
    polars, _ = engine_children(ibis.polars.connect(), breakdown)
    assert duck.height
    assert duck.cast(pl.String).equals(polars.cast(pl.String))


@pytest.mark.parametrize("breakdown", ["", "artform", "activity"])
def test_tables_are_what_slow_and_obvious_code_adds_up(furnished, breakdown):
    lines = list(AcceptedLine.objects.select_related("school", "district"))
    slow = plain_children(lines, (lambda line: getattr(line, breakdown)) if breakdown else lambda line: "all")
    fast, geography = engine_children(engine.embedded(), breakdown)
    found = {(row["area"], row["category"]): row["value"] for row in fast.iter_rows(named=True)}
    names = {"E07000901": "district:E07000901", "E07000902": "district:E07000902", "whole": geography.whole}
    assert {(names[area], category): value for (area, category), value in slow.items()}.items() <= found.items()


def test_a_school_with_lines_in_two_districts_counts_its_largest_once_where_both_are_held(furnished):
    there = Place.objects.get(code="E07000902")
    here = AcceptedLine.objects.filter(district__code="E07000901").order_by("pk").values_list("school", flat=True)[0]
    moved = AcceptedLine.objects.filter(school=here).order_by("pk").first()
    AcceptedLine.objects.filter(pk=moved.pk).update(district=there, partnership=None)
    lines = list(AcceptedLine.objects.select_related("school", "district"))
    assert len({line.district_id for line in lines if line.school_id == here}) == 2
    fast, geography = engine_children(engine.embedded())
    found = {row["area"]: row["value"] for row in fast.iter_rows(named=True)}
    assert found[geography.whole] == plain_children(lines)["whole", "all"]


def test_key_stages_add_up_to_all_children(furnished):
    lines = list(AcceptedLine.objects.select_related("school", "district", "county", "partnership"))
    geography = geography_of([], lines)
    placed = engine.lines_in(engine.embedded(), flat_lines(lines, geography), geography.above())
    stages = engine.children_by_stage(placed).group_by("area").agg(pl.col("value").sum()).sort("area")
    whole = engine.children_by(placed).select("area", "value").sort("area")
    assert stages.cast(pl.String).equals(whole.cast(pl.String))


@pytest.mark.parametrize(
    ("hours", "stages", "told"),
    [
        (60, [0, 10, 20, 0], [0, 20, 40, 0]),
        (10, [0, 1, 2, 0], [0, 3, 7, 0]),
        (10, [1, 1, 1, 1], [2, 2, 2, 4]),
        (10, [0, 0, 0, 0], [0, 0, 0, 10]),
        (0, [3, 0, 0, 0], [0, 0, 0, 0]),
    ],
)
def test_hours_are_shared_by_children_and_lose_nothing(hours, stages, told):
    assert hours_by_stage(hours, stages) == told
    assert sum(told) == hours


def test_hours_by_key_stage_add_up_to_all_hours(furnished):
    lines = list(AcceptedLine.objects.select_related("school", "district", "county", "partnership"))
    geography = geography_of([], lines)
    placed = engine.lines_in(engine.embedded(), flat_lines(lines, geography), geography.above())
    columns = {stage: f"child_hours_{stage}" for stage in (*KEY_STAGES, "unknown")}
    stages = engine.columns_added_up(placed, columns).group_by("area").agg(pl.col("value").sum()).sort("area")
    whole = engine.added_up(placed, "child_hours").select("area", "value").sort("area")
    assert stages.cast(pl.String).equals(whole.cast(pl.String))


def test_a_checked_release_withholds_some_and_publishes_some(furnished):
    release = made(furnished)
    assert release.state == Release.State.CHECKED
    figures = list(figures_of(release))
    assert {"", "c"} <= {figure.symbol for figure in figures}
    assert release.audit["withheld"] == sum(figure.symbol == "c" for figure in figures)
    assert sum(release.audit["reasons"].values()) >= release.audit["withheld"] * 0.5


def test_no_figure_of_fewer_than_five_children_is_printed(furnished):
    small = [
        figure for figure in figures_of(made(furnished)) if figure.measure == "children" and 0 < (figure.value or 0) < 5
    ]
    assert not small


def test_change_is_told_only_where_all_its_counts_are(furnished):
    figures = list(figures_of(made(furnished)))
    told = {}
    for one in figures:
        if one.table == "before-and-after":
            told.setdefault((one.area_code, one.category.split(":")[0]), []).append(one)
    changes = {at: one for at, found in told.items() for one in found if one.measure == "change"}
    assert changes
    for at, one in changes.items():
        counts = {figure.category: figure for figure in told[at] if figure.measure in ("before", "after")}
        assert (one.value is None) == any(figure.symbol for figure in told[at] if figure.measure in ("before", "after"))
        if one.value is not None:
            means = [
                sum(int(f.category[-1]) * f.value for f in told[at] if f.measure == when and f.category[-1].isdigit())
                for when in ("before", "after")
            ]
            children = counts[f"{at[1]}:all"].value
            assert abs((means[1] - means[0]) / children - one.value) < 0.006


def test_nothing_is_released_where_nothing_was_accepted(cast):
    with pytest.raises(actions.UnableToRelease, match="Accept returns first"):
        made(cast)


def test_a_published_release_is_frozen_hashed_and_the_same_in_every_file(furnished):
    release = published(furnished)
    files = {one.name: bytes(one.body) for one in release.files.all()}
    rows = list(csv.DictReader(io.StringIO(files["figures.csv"].decode())))
    assert [row["value"] for row in rows] == [figure.symbol or f"{figure.value:g}" for figure in figures_of(release)]
    with zipfile.ZipFile(io.BytesIO(files["data-package.zip"])) as package:
        described = json.loads(package.read("datapackage.json"))
        inside = [
            row
            for resource in described["resources"]
            for row in csv.DictReader(io.StringIO(package.read(resource["path"]).decode()))
        ]
    assert sorted(map(str, inside)) == sorted(map(str, rows))
    assert files["report.pdf"].startswith(b"%PDF")
    assert len(release.sha256) == 64
    assert not Return.objects.filter(state=Return.State.ACCEPTED).exists()


def test_attackers_find_nothing_in_the_file_and_find_a_hole_that_somebody_makes(furnished):
    release = published(furnished)
    body = bytes(release.files.get(name="figures.csv").body)
    edition, tables = unpacked(release.truth), list(declared_tables())
    assert not attack_files(body, edition, tables)
    rows = body.decode().split("\r\n")
    row = next(n for n, line in enumerate(rows) if line.endswith(",children,c") and "by-art-form" in line)
    _, kind, code, _, _, _, category, _, _ = rows[row].split(",")
    table = next(one for one in edition.tables if one.name == f"children-by-art-form:children:{category}")
    truth = table.values[table.dimensions[0].position()[f"{kind}:{code}"]]
    rows[row] = f"{rows[row][:-1]}{truth}"
    assert attack_files("\r\n".join(rows).encode(), edition, tables)


def test_a_published_release_cannot_be_published_again(furnished):
    release = published(furnished)
    with pytest.raises(publishing.UnableToPublish, match="published"):
        publishing.publish_release(release=release, make_report=pdf_of, by=None, now=NOW)


def test_a_second_edition_does_not_undo_the_first(furnished):
    first = published(furnished)
    line = AcceptedLine.objects.order_by("pk").first().line
    reopen_lines(return_of=line.project.return_of, lines=[line], reason="x", by=furnished.ada.id, now=NOW)
    second = published(furnished, note="One line was wrong")
    assert (first.edition, second.edition) == (1, 2)
    hidden = {(one.area_code, one.table, one.category, one.measure) for one in figures_of(first) if one.symbol == "c"}
    shown = {(one.area_code, one.table, one.category, one.measure): one.value for one in figures_of(second)}
    truth = unpacked(first.truth)
    summary = next(table for table in truth.tables if table.name == "summary:children")
    for position, code in enumerate(summary.dimensions[0].codes):
        at = (code.split(":", 1)[1], "summary", "all", "children")
        if at in hidden:
            assert shown[at] is None or shown[at] != summary.values[position]


def test_an_edition_comes_back_as_it_was_packed(furnished):
    edition = unpacked(made(furnished).truth)
    again = unpacked(packed(edition))
    assert [table.name for table in again.tables] == [table.name for table in edition.tables]
    assert all((a.values == b.values).all() for a, b in zip(again.tables, edition.tables, strict=True))


def test_a_withdrawn_release_is_gone_everywhere_and_opens_a_breach(furnished, client):
    release = published(furnished)
    page = release.get_absolute_url()
    names = ["", "figures.csv", "summary.csv", "report.pdf", "data-package.zip"]
    assert {client.get(page + name).status_code for name in names} == {200}
    publishing.withdraw_release(release=release, because="A figure was wrong", by=furnished.ada.id, now=NOW)
    answers = [client.get(page + name) for name in names]
    assert {answer.status_code for answer in answers} == {410}
    assert all("A figure was wrong" in answer.content.decode() for answer in answers)
    assert "A figure was wrong" in BreachEntry.objects.get().what


def test_the_data_service_shows_the_same_figures_until_they_are_withdrawn(furnished, client):
    release = published(furnished)
    address = f"/api/v1/releases/{release.period_key}/{release.edition}"
    rows = client.get(address).json()["figures"]
    assert [row["value"] for row in rows] == [
        figure.symbol if figure.value is None else figure.value for figure in figures_of(release)
    ]
    assert client.get("/api/v1/releases").json()[0]["sha256"] == release.sha256
    publishing.withdraw_release(release=release, because="A figure was wrong", by=furnished.ada.id, now=NOW)
    assert client.get(address).status_code == 410
    assert client.get("/api/v1/releases/2026-autumn/9").status_code == 404


def test_one_partnership_alone_can_be_released(furnished):
    release = made(furnished, partnerships=[furnished.partnership])
    kinds = {figure.area_kind for figure in figures_of(release)}
    assert kinds == {"partnership", "district"}
    assert "E07000902" not in {figure.area_code for figure in figures_of(release)}


def do_what_waits() -> None:
    """Do the worker's tasks in their order, here: its own command would close the connection that a test stands in."""
    for waiting in DBTaskResult.objects.ready():
        asked = waiting.args_kwargs
        waiting.task.call(*asked["args"], **asked["kwargs"])
        waiting.delete()


def test_a_coordinator_checks_and_publishes_from_the_pages(furnished, as_, client):
    release = made(furnished, partnerships=[furnished.partnership])
    page = release.get_absolute_url()
    assert client.get(page).status_code == 404
    browser = as_(furnished.carol)
    assert "We tried to break it" in browser.get(f"{page}preview/").content.decode()
    browser.post(f"{page}publish/")
    assert client.get(page).status_code == 404
    followed = browser.post(f"{page}publish/", {"read": "yes"})
    assert f"{page}preview/" in Job.objects.get().result_path
    assert "It waits for its turn" in browser.get(followed["Location"]).content.decode()
    do_what_waits()
    assert client.get(page).status_code == 200
    assert browser.get(followed["Location"])["Location"] == page
    assert as_(furnished.sam).post(f"{page}withdraw/").status_code in (302, 403)


def test_the_page_of_a_publication_that_failed_leads_back_to_the_preview(furnished, as_):
    release = made(furnished, partnerships=[furnished.partnership])
    browser = as_(furnished.carol)
    pages = [browser.post(f"{release.get_absolute_url()}publish/", {"read": "yes"})["Location"] for _ in "ab"]
    do_what_waits()
    said = browser.get(pages[1]).content.decode()
    assert "Check it again first" in said
    assert f'href="{release.get_absolute_url()}preview/"' in said
    assert "Back to the sources" not in said


def test_a_publication_can_be_stopped_and_nothing_is_out(furnished, as_):
    release = made(furnished, partnerships=[furnished.partnership])
    browser = as_(furnished.carol)
    page = browser.post(f"{release.get_absolute_url()}publish/", {"read": "yes"})["Location"]
    browser.post(f"{page}stop/")
    do_what_waits()
    assert "Nothing was published" in browser.get(page).content.decode()
    release.refresh_from_db()
    assert (release.state, release.files.count()) == (Release.State.CHECKED, 0)


def test_nobody_previews_a_release_of_another_partnership(furnished, as_):
    release = made(furnished, partnerships=[furnished.elsewhere])
    for person in (furnished.carol, furnished.olive, furnished.stan, None):
        answer = as_(person).get(f"{release.get_absolute_url()}preview/")
        assert answer.status_code in (302, 403)
        assert "held back" not in answer.content.decode()
