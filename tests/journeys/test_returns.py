"""The whole path of a partnership's figures: asked, returned in three ways, confirmed, reviewed, published, withdrawn."""

import csv
import io
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import openpyxl
import pypdf
import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from maypole.outcomes.models import AcceptedLine, Confirmation, Line, Query, Release, Return, Round
from maypole.outcomes.release.attacking import attack_files
from maypole.outcomes.release.editions import unpacked
from maypole.outcomes.release.tables import declared_tables
from tests.journeys.filling import ABOUT, LINE, PUPILS, add_project, add_school, answer_line, answer_project, press
from tests.journeys.furnish_returns import Ready, make_ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ASKS_AGAIN_MS = 20_000
BY_WEB = ("34", "41", "28", "36")
BY_WORKBOOK = (31, 44, 29, 38)
BY_LOG = (27, 33, 30, 35)
CORRECTED = "39"
WHY = "A figure was wrong"


@dataclass(frozen=True)
class Path:
    """Who walks, how each opens a page, and where mail is."""

    ready: Ready
    open_as: object
    mails: list

    def as_(self, name: str, path: str) -> Page:
        person = getattr(self.ready, name, None) or getattr(self.ready.cast, name)
        return self.open_as(person, path)


@pytest.fixture
def path(live_server, cast, open_as, mailoutbox) -> Path:
    return Path(make_ready(cast), open_as, mailoutbox)


def test_figures_go_from_a_round_to_a_report_and_are_withdrawn(path):
    a_round_is_opened(path)
    returned_by_web(path)
    returned_by_workbook(path)
    returned_by_log(path)
    schools_are_asked(path)
    schools_answer(path)
    the_organisation_settles(path)
    a_query_is_answered(path)
    all_is_accepted(path)
    release = a_release_is_published(path)
    the_same_figures_stand_everywhere(path, release)
    nobody_can_undo_it(path, release)
    it_is_withdrawn_everywhere(path, release)


def a_round_is_opened(path: Path) -> None:
    path.mails.clear()
    page = path.as_("carol", "/rounds/")
    page.get_by_role("link", name="Open a round").click()
    press(page, "Open it")
    expect(page.locator("main")).to_contain_text("0 of 3")
    page.get_by_role("button", name="Mail the 3").click()
    expect(page.locator("main")).to_contain_text("3 organisations asked.")
    asked = sorted(mail.to[0] for mail in path.mails)
    assert asked == ["learning@bell.example", "learning@cand.example", "learning@saltandlace.example"]


def begun(path: Path, name: str) -> Page:
    page = path.as_(name, "/returns/")
    page.get_by_role("link", name="Begin").first.click()
    press(page, "Begin")
    return page


def finished(page: Page) -> None:
    """Say what is asked once, and send."""
    page.goto(urlsplit(page.url).path.split("/workbook/")[0].split("/log/")[0].rstrip("/") + "/pupils/")
    for field, text in zip(page.locator(".answers input").all(), PUPILS, strict=True):
        field.fill(text)
    press(page, "Save and go on")
    press(page, "Send")
    expect(page.locator("main")).to_contain_text("Sent. You worked with 4 schools")


def returned_by_web(path: Path) -> None:
    page = begun(path, "olive")
    add_project(page, "Where the Bus Stops")
    answer_project(page, ABOUT)
    for school, children in zip(path.ready.schools, BY_WEB, strict=False):
        add_school(page, school.name)
        answer_line(page, school.name, LINE | {"Children": children})
    press(page, "Save and go back to your projects")
    finished(page)


def returned_by_workbook(path: Path) -> None:
    page = begun(path, "bert")
    page.get_by_role("link", name="Do this in Excel instead").click()
    with page.expect_download() as asked:
        page.get_by_role("link", name="Download the workbook").click()
    book = openpyxl.load_workbook(io.BytesIO(asked.value.path().read_bytes()))
    write_row(book["Projects"], 3, {"Project": "Bells in the Hall", **ABOUT})
    for number, (school, children) in enumerate(zip(path.ready.schools[1:], BY_WORKBOOK, strict=False), start=3):
        asked_of_school = {"Project": "Bells in the Hall", "URN": school.urn, **LINE, "Children": children}
        write_row(book["Schools"], number, asked_of_school)
    upload(page, "The workbook, filled in", "return.xlsx", saved(book), "Look at it")
    expect(page.locator("main")).to_contain_text("5 rows new")
    press(page, "Take it over")
    expect(page.locator("main")).to_contain_text("5 rows added")
    finished(page)


def write_row(sheet, row: int, answers: dict[str, object]) -> None:
    at = {cell.value: cell.column for cell in sheet[1]}
    for title, value in answers.items():
        sheet.cell(row=row, column=at[title]).value = value


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(page: Page, label: str, name: str, body: bytes, button: str) -> None:
    page.get_by_label(label).set_input_files([{"name": name, "mimeType": "application/octet-stream", "buffer": body}])
    press(page, button)


def returned_by_log(path: Path) -> None:
    page = begun(path, "cleo")
    page.get_by_role("link", name="bring a log of your own").click()
    page.get_by_role("link", name="Bring your own log").click()
    upload(page, "Your log", "Sessions 2026.csv", foreign_log(path.ready), "Go on")
    for field, title in {
        "School": "where",
        "Project": "what",
        "Day": "when",
        "Children": "heads",
        "Hours": "hrs",
    }.items():
        page.get_by_label(field).first.select_option(title)
    page.get_by_label("postcode").select_option("pc")
    press(page, "Look at what it adds")
    expect(page.locator("main")).to_contain_text("4 lines with schools that we are sure of")
    expect(page.locator("main")).to_contain_text("Nowhere Academy")
    page.get_by_role("button", name="Take over what is sure").click()
    expect(page.locator("main")).to_contain_text("Nowhere Academy")
    finished(page)


def foreign_log(ready: Ready) -> bytes:
    """Write two sessions a school, in columns and an order of somebody's own, and a school that is nowhere here."""
    rows = ["hrs;heads;when;pc;where;what"]
    for school, heads in zip(ready.schools[2:], BY_LOG, strict=False):
        for day, came in (("18/9/2026", heads), ("25/9/2026", heads - 4)):
            rows.append(f"1.5;{came};{day};{school.postcode};{school.name};Paper Rain")
    rows.append("2;12;2/10/2026;ZZ1 1ZZ;Nowhere Academy;Paper Rain")
    return "\r\n".join(rows).encode("cp1252")


def schools_are_asked(path: Path) -> None:
    page = path.as_("olive", f"{Return.objects.get(organisation=path.ready.cast.museum).get_absolute_url()}addresses/")
    for school in path.ready.schools[:2]:
        page.get_by_label(school.name).fill(f"arts@{school.urn}.example")
    press(page, "Save")
    page = path.as_("carol", f"{Round.objects.get().get_absolute_url()}schools/")
    for school in path.ready.schools[:2]:
        page.get_by_role("button", name=f"This address is right: ask {school.name}").click()
        expect(page.locator("main")).to_contain_text(f"{school.name} is asked.")


def link_to(path: Path, urn: int) -> str:
    body = next(mail.body for mail in path.mails if mail.to == [f"arts@{urn}.example"])
    return urlsplit(re.search(r"\S+/confirm-lines/\S+", body)[0]).path


def schools_answer(path: Path) -> None:
    """One says yes; one puts a figure right; reading a link changes nothing."""
    first, second = path.ready.schools[:2]
    page = path.open_as(None, link_to(path, first.urn))
    assert not Confirmation.objects.filter(answered_at__isnull=False).exists()
    page.get_by_label("Yes, it is right").check()
    press(page, "Send our answer")
    expect(page.locator("main")).to_contain_text("Thank you, your answer is kept.")
    page = path.open_as(None, link_to(path, second.urn))
    page.get_by_role("group", name="Where the Bus Stops").get_by_label("It should be otherwise").check()
    page.get_by_role("group", name="Where the Bus Stops").get_by_text("Put a figure right").click()
    page.get_by_role("group", name="Where the Bus Stops").get_by_label("Children", exact=True).fill(CORRECTED)
    page.get_by_role("group", name="Bells in the Hall").get_by_label("Yes, it is right").check()
    press(page, "Send our answer")
    expect(page.locator("main")).to_contain_text("Thank you, your answer is kept.")


def the_organisation_settles(path: Path) -> None:
    page = path.as_("olive", Return.objects.get(organisation=path.ready.cast.museum).get_absolute_url())
    expect(page.get_by_role("table", name="What each of you says")).to_contain_text(CORRECTED)
    press(page, "Take the school’s figures")
    line = Line.objects.get(school=path.ready.schools[1], project__title="Where the Bus Stops")
    assert line.answers["children"] == int(CORRECTED)


def a_query_is_answered(path: Path) -> None:
    asked = Return.objects.get(organisation__name="Bell Works")
    page = path.as_("carol", f"/review/{asked.pk}/")
    page.get_by_label("Your question").fill("Were all 44 there each time?")
    press(page, "Ask")
    page = path.as_("bert", asked.get_absolute_url())
    page.get_by_label("Your answer").fill("Yes, we counted.")
    press(page, "Answer")
    page = path.as_("carol", f"/review/{asked.pk}/")
    expect(page.locator("main")).to_contain_text("Yes, we counted.")
    assert Query.objects.get().answered_at is not None


def all_is_accepted(path: Path) -> None:
    for one in Return.objects.all():
        page = path.as_("carol", f"/review/{one.pk}/")
        if page.get_by_role("button", name="It is settled").count():
            press(page, "It is settled")
        press(page, "Accept every line")
        expect(page.locator("main")).to_contain_text("4 lines accepted.")
    assert AcceptedLine.objects.count() == 12


def a_release_is_published(path: Path) -> Release:
    page = path.as_("carol", "/releases/make/")
    page.get_by_label("Which period?").select_option(Round.objects.get().term_key)
    press(page, "Check it")
    call_command("db_worker", batch=True, verbosity=0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before it goes out", timeout=ASKS_AGAIN_MS)
    page.get_by_label("I have read the figures").check()
    press(page, "Publish on the public site")
    call_command("db_worker", batch=True, verbosity=0)
    expect(page.get_by_role("heading", level=1)).to_have_text("What we did together", timeout=ASKS_AGAIN_MS)
    return Release.objects.get()


def the_same_figures_stand_everywhere(path: Path, release: Release) -> None:
    page = path.open_as(None, release.get_absolute_url())
    rows = rows_of(page, release)
    assert rows_of_api(page, release) == rows
    printed = words_of(page.inner_text("main"))
    written = words_of(text_of_pdf(fetched(page, f"{release.get_absolute_url()}report.pdf")))
    shown = large_figures(rows)
    assert len(shown) >= 4
    assert shown <= printed
    assert shown <= written
    assert chart_figures(page) <= {figure_in_words(row[-1]) for row in rows}
    assert chart_figures(page) <= written


def fetched(page: Page, address: str) -> bytes:
    answer = page.request.get(address)
    assert answer.status == 200, address
    return answer.body()


def rows_of(page: Page, release: Release) -> list[tuple[str, ...]]:
    """Return the figures of the CSV: area, table, category, measure, value."""
    text = fetched(page, f"{release.get_absolute_url()}figures.csv").decode()
    return [row_of(row) for row in csv.DictReader(io.StringIO(text))]


def rows_of_api(page: Page, release: Release) -> list[tuple[str, ...]]:
    told = page.request.get(f"/api/v1/releases/{release.period_key}/{release.edition}").json()
    return [row_of(row | {"value": plain(row["value"])}) for row in told["figures"]]


def row_of(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("area_kind", "area_code", "table", "category", "measure", "value"))


def plain(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def figure_in_words(value: str) -> str:
    return value if value in "cxz" else f"{float(value):,g}"


def large_figures(rows: list[tuple[str, ...]]) -> set[str]:
    """Return what a report says of the whole in large: children as a range, schools, times."""
    whole = rows[0][:2]
    wanted = ("children", "children_most", "schools", "engagements")
    return {figure_in_words(row[-1]) for row in rows if row[:3] == (*whole, "summary") and row[4] in wanted}


def words_of(text: str) -> set[str]:
    return set(re.sub(r"[.;:%](?=\s|$)", " ", text).split())


def chart_figures(page: Page) -> set[str]:
    cells = page.locator("figure.chart td").all_inner_texts()
    assert cells
    return {cell.strip().removesuffix("%") for cell in cells}


def text_of_pdf(body: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)


def nobody_can_undo_it(path: Path, release: Release) -> None:
    page = path.open_as(None, "/releases/")
    body = fetched(page, f"{release.get_absolute_url()}figures.csv")
    edition, tables = unpacked(release.truth), list(declared_tables())
    assert any(row[-1] == "c" for row in rows_of(page, release))
    assert attack_files(body, edition, tables) == []
    assert attack_files(as_csv(rows_of_api(page, release)), edition, tables) == []


def as_csv(rows: list[tuple[str, ...]]) -> bytes:
    head = "area_kind,area_code,table,category,measure,value"
    return "\r\n".join([head, *(",".join(row) for row in rows)]).encode()


def it_is_withdrawn_everywhere(path: Path, release: Release) -> None:
    base = release.get_absolute_url()
    files = list(release.files.values_list("name", flat=True))
    assert {"figures.csv", "summary.csv", "report.pdf", "data-package.zip"} <= set(files)
    page = path.as_("carol", base)
    page.get_by_text("Withdraw this release").click()
    page.get_by_label("Why? Readers will see it").fill(WHY)
    press(page, "Withdraw")
    reader = path.open_as(None, "/releases/")
    addresses = [base, f"{base}?area=partnership:brindle", *(base + name for name in files)]
    addresses.append(f"/api/v1/releases/{release.period_key}/{release.edition}")
    answers = {address: reader.request.get(address) for address in addresses}
    assert {address: one.status for address, one in answers.items()} == dict.fromkeys(addresses, 410)
    assert all(WHY in one.text() for one in answers.values())
