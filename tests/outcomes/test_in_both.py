"""Change since an earlier period is told of those who told us of both, and cannot be taken apart."""

import csv
import io
from datetime import date
from random import Random

import pypdf
import pytest

from maypole.directory.models import Organisation, School
from maypole.outcomes.actions import publishing
from maypole.outcomes.actions import releases as actions
from maypole.outcomes.actions.gathering import CHANGED_SINCE, NOBODY_IN_BOTH
from maypole.outcomes.actions.rounds import RoundDetails, open_round
from maypole.outcomes.models import AcceptedLine, Release
from maypole.outcomes.presenters.report import report_of
from maypole.outcomes.queries.comparisons import linked_releases
from maypole.outcomes.queries.releases import figures_of
from maypole.outcomes.release.attacking import attack_files
from maypole.outcomes.release.editions import panels_in, unpacked
from maypole.outcomes.release.linking import View
from maypole.outcomes.release.tables import declared_tables
from maypole.outcomes.report.typeset import pdf_of, summary_pdf_of
from maypole.outcomes.terms import comparable_periods, period_of
from tests.cast import make_organisation
from tests.outcomes.conftest import NOW
from tests.outcomes.test_report import CAUSES
from tests.outcomes.village import furnish, tell

pytestmark = pytest.mark.any_database


@pytest.fixture
def two_terms(cast, round_of_brindle):
    """Autumn 2026 with six organisations, and autumn 2025 with five of them and three that are gone."""
    furnish(cast, round_of_brindle, NOW, seed=7)
    bodies = list(Organisation.objects.filter(name__endswith="Works").order_by("name"))
    schools = list(School.objects.filter(urn__gte=100100).order_by("urn"))
    gone = [make_organisation(f"Gone {n}", schools[0].district, cast.dataset) for n in range(3)]
    return told_of(cast, "2025-autumn", [*bodies[:5], *gone], schools, seed=3)


def told_of(cast, key, bodies, schools, seed):
    of = open_round(
        details=RoundDetails(key, key, date(2026, 12, 18)), partnerships=[cast.partnership], opened_by=None,
        by=cast.carol.id, now=NOW,
    )  # fmt: skip
    tell(of, bodies, schools, NOW, Random(seed))
    return cast


def checked(cast, key, partnerships=()):
    release = actions.begin_release(period=period_of(key), partnerships=partnerships, note="", by=cast.ada.id, now=NOW)
    actions.check_release(release=release, now=NOW)
    release.refresh_from_db()
    assert release.state == Release.State.CHECKED, release.audit
    return release


def published(cast, key, partnerships=()):
    release = checked(cast, key, partnerships)
    publishing.publish_release(release=release, make_report=lambda _: b"%PDF", by=cast.ada.id, now=NOW)
    release.refresh_from_db()
    return release


def figures(release):
    return {(one.area_kind, one.category, one.measure): one for one in figures_of(release) if one.table == "in-both"}


def slow_engagements(key, which, members):
    lines = AcceptedLine.objects.filter(term_key=key, partnership__isnull=False)
    return sum(
        max(line.engagements or 0, line.children or 0)
        for line in lines
        if ((str(line.organisation_id), line.partnership_id) in members) == (which == "both")
    )


def linked_to(release):
    """Return what readers have beside a release about autumn 2026."""
    edition = unpacked(Release.objects.get(pk=release.pk).truth)
    return linked_releases(View("2026-autumn", edition.tables[0].dimensions[0], "2025-autumn"))


def members_now(*keys):
    held = [
        {(str(one.organisation_id), one.partnership_id) for one in AcceptedLine.objects.filter(term_key=key)}
        for key in keys
    ]
    return {pair for pair in held[0] & held[1] if pair[1]}


def test_nothing_is_compared_where_no_earlier_period_is_out(two_terms):
    assert not figures(checked(two_terms, "2026-autumn"))


def test_a_release_tells_change_of_those_who_told_of_both(two_terms):
    published(two_terms, "2025-autumn")
    release = published(two_terms, "2026-autumn")
    assert release.facts["compared"] == "2025-autumn"
    found, members = figures(release), members_now("2025-autumn", "2026-autumn")
    truth = {table.name: table for table in unpacked(release.truth).tables}
    for key, name in (("2026-autumn", "engagements"), ("2025-autumn", "engagements_before")):
        for which in ("both", "once"):
            table = truth[f"in-both:{name}:{which}"]
            at = [n for n, code in enumerate(table.dimensions[0].codes) if code.startswith("partnership:")]
            assert table.values[at].sum() == slow_engagements(key, which, members)
    changes = [one for at, one in found.items() if at[2].endswith("_change")]
    assert any(one.value is not None for one in changes)
    for one in changes:
        counted = one.measure.removesuffix("_change")
        now, before = (found[one.area_kind, "both", name].value for name in (counted, f"{counted}_before"))
        assert one.value == (None if now is None or before is None else now - before)
    rows = csv.DictReader(io.StringIO(bytes(release.files.get(name="in-both.csv").body).decode()))
    assert {row["measure"] for row in rows} >= {"children", "children_before", "children_change"}


def test_the_file_is_attacked_beside_the_earlier_file(two_terms):
    published(two_terms, "2025-autumn")
    release = checked(two_terms, "2026-autumn")
    linked = linked_to(release)
    earlier = [(one.file, one.edition) for one in linked]
    assert earlier
    publishing.publish_release(release=release, make_report=lambda _: b"%PDF", by=None, now=NOW)
    body, edition = (
        bytes(release.files.get(name="figures.csv").body),
        unpacked(Release.objects.get(pk=release.pk).truth),
    )
    tables = list(declared_tables())
    assert not attack_files(body, edition, tables, earlier)


def test_an_attacker_who_has_the_earlier_file_finds_a_hole_that_somebody_makes(two_terms):
    first = published(two_terms, "2025-autumn")
    release = published(two_terms, "2026-autumn")
    linked = [one for one in linked_to(release) if one.release.pk == first.pk]
    hidden = [
        one for one in figures_of(release)
        if one.table == "in-both" and one.measure == "engagements_before"
        and (one.category, one.symbol) == ("both", "c")
    ]  # fmt: skip
    edition = unpacked(release.truth)
    rows = bytes(release.files.get(name="figures.csv").body).decode()
    for one in hidden:
        table = next(t for t in edition.tables if t.name == f"in-both:engagements_before:{one.category}")
        value = table.values[table.dimensions[0].position()[f"{one.area_kind}:{one.area_code}"]]
        cell = f",{one.area_code},{one.area_name},in-both,presence,{one.category},engagements_before,"
        rows = rows.replace(f"{cell}c\r\n", f"{cell}{value}\r\n", 1)
    beside = [(one.file, one.edition) for one in linked]
    assert hidden
    assert attack_files(rows.encode(), edition, list(declared_tables()), beside)


def test_what_was_reopened_since_is_not_compared(two_terms):
    published(two_terms, "2025-autumn")
    AcceptedLine.objects.filter(term_key="2025-autumn").first().delete()
    release = checked(two_terms, "2026-autumn")
    assert not figures(release)
    assert release.audit["not_compared"] == CHANGED_SINCE


def test_periods_without_a_common_organisation_are_not_compared(two_terms):
    published(two_terms, "2025-autumn")
    AcceptedLine.objects.filter(term_key="2026-autumn", organisation__name__endswith="Works").exclude(
        organisation__name="Lace Works"
    ).delete()
    AcceptedLine.objects.filter(term_key="2026-autumn").update(
        organisation=make_organisation("New Works", School.objects.first().district, two_terms.dataset)
    )
    assert checked(two_terms, "2026-autumn").audit["not_compared"] == NOBODY_IN_BOTH


def test_a_release_of_fewer_areas_is_compared_with_nothing_else(two_terms):
    published(two_terms, "2025-autumn", [two_terms.partnership])
    assert not figures(checked(two_terms, "2026-autumn"))
    assert figures(checked(two_terms, "2026-autumn", [two_terms.partnership]))


def test_a_second_panel_of_the_same_period_is_reckoned_with(two_terms):
    """Autumn is compared with by spring and by the next autumn: taking one from the other must tell of nobody."""
    published(two_terms, "2025-autumn")
    bodies = list(Organisation.objects.filter(name__endswith="Works").order_by("name"))
    schools = list(School.objects.filter(urn__gte=100100).order_by("urn"))
    told_of(two_terms, "2026-spring", bodies[:4], schools, seed=5)
    spring = published(two_terms, "2026-spring")
    assert spring.facts["compared"] == "2025-autumn"
    autumn = published(two_terms, "2026-autumn")
    assert autumn.facts["compared"] == "2025-autumn"
    spring_panel, autumn_panel = (
        panel.members for one in (spring, autumn) for panel in panels_in(Release.objects.get(pk=one.pk).truth)
        if panel.about == "2025-autumn"
    )  # fmt: skip
    assert len({organisation for organisation, _ in autumn_panel - spring_panel}) == 1
    before = [
        {
            one.area_code: one.value for one in figures_of(release)
            if (one.category, one.measure) == ("both", "engagements_before")
        }
        for release in (spring, autumn)
    ]  # fmt: skip
    assert any(value is not None for value in before[0].values())
    assert not [area for area in before[0] if before[0][area] is not None and before[1][area] is not None]


def test_page_summary_and_document_tell_of_both_periods(two_terms, client):
    published(two_terms, "2025-autumn")
    release = checked(two_terms, "2026-autumn")
    publishing.publish_release(release=release, make_report=pdf_of, make_summary=summary_pdf_of, by=None, now=NOW)
    release.refresh_from_db()
    pages = [client.get(release.get_absolute_url() + part).content.decode() for part in ("", "summary/")]
    since = report_of(release).since
    assert since.statement
    assert all(since.statement.says in page for page in pages)
    assert not CAUSES.search(since.statement.says)
    for name in ("report.pdf", "summary.pdf"):
        reader = pypdf.PdfReader(io.BytesIO(bytes(release.files.get(name=name).body)))
        text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
        assert since.statement.says[:40] in text
    shown = {figure for _, row in since.rows for figure in row}
    assert all(figure in pages[0] for figure in shown)
    rows = client.get(f"/api/v1/releases/{release.period_key}/{release.edition}").json()["figures"]
    assert [row for row in rows if row["table"] == "in-both" and row["measure"] == "children_change"]


def test_an_edition_is_not_published_when_a_comparison_came_out_since(two_terms):
    published(two_terms, "2025-autumn")
    waiting = checked(two_terms, "2025-autumn")
    published(two_terms, "2026-autumn")
    with pytest.raises(publishing.UnableToPublish, match="Another edition came out"):
        publishing.publish_release(release=waiting, make_report=lambda _: b"%PDF", by=None, now=NOW)
    published(two_terms, "2025-autumn")


def test_periods_are_compared_with_the_same_a_year_before_first():
    assert [one.key for one in comparable_periods(period_of("2026-autumn"))] == ["2025-autumn", "2026-summer"]
    assert [one.key for one in comparable_periods(period_of("2026-spring"))] == ["2025-spring", "2025-autumn"]
    assert [one.key for one in comparable_periods(period_of("2027-january-july"))] == ["2026-january-july"]
    assert [one.key for one in comparable_periods(period_of("2026-27"))] == ["2025-26"]
