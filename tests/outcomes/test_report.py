"""A report says what its figures say, in words, charts and a map; its page, document, file and interface agree."""

import csv
import io
import re
from types import SimpleNamespace

import pypdf
import pytest
import shapely
from django.conf import settings

from maypole.outcomes.actions import publishing
from maypole.outcomes.actions import releases as actions
from maypole.outcomes.models import ReleaseFigure
from maypole.outcomes.presenters import area_map
from maypole.outcomes.presenters.charts import LEADERS, Bar, Chart, chart_of, chart_of_areas, finding
from maypole.outcomes.presenters.dots import said_chart
from maypole.outcomes.presenters.drawing import NARROW, WIDE, axis, drawings_of, drawn
from maypole.outcomes.presenters.methods import METHODS
from maypole.outcomes.presenters.report import period_title, report_of
from maypole.outcomes.presenters.statements import NO_CAUSE, changes_of, said_of, statements_of
from maypole.outcomes.release.tables import declared_tables
from maypole.outcomes.report.colours import COLOURS, resolved
from maypole.outcomes.report.typeset import pdf_of, summary_pdf_of
from maypole.outcomes.terms import period_of
from tests.outcomes.conftest import NOW
from tests.outcomes.village import furnish

pytestmark = pytest.mark.any_database
CAUSES = re.compile(
    r"because of|caused?\b|thanks to|(led|lead|leads) to|improv|impact|made them|as a result|effect", re.I
)
LEAST_TEXT = 12
NARROWEST_WIDE, NARROWEST_NARROW = 500, 320
SAID = {"ideas": "I have good ideas"}


def bar(label, value, symbol=""):
    return Bar(label, label, value, symbol, symbol or f"{value:g}")


def told(**values):
    """Return figures by `table__category__measure`; a sign stands for a figure that is not shown."""
    found = {}
    for name, value in values.items():
        table, category, measure = (part.replace("_", "-") for part in name.split("__"))
        category = category.replace("-all", ":all") if table == "before-and-after" else category
        measure = measure.replace("-", "_")
        is_sign = isinstance(value, str)
        found[table, category, measure] = ReleaseFigure(
            table=table, category=category, measure=measure, value=None if is_sign else value,
            symbol=value if is_sign else "",
        )  # fmt: skip
    return found


def change(middle, low, high, children=312):
    names = {"before": children, "change": middle, "change_low": low, "change_high": high}
    return {
        ("before-and-after", "ideas:all", measure): ReleaseFigure(
            measure=measure,
            value=None if isinstance(value, str) else value,
            symbol=value if isinstance(value, str) else "",
        )
        for measure, value in names.items()
    }


@pytest.mark.parametrize(
    ("bars", "said"),
    [
        ([bar("dance", 9), bar("music", 7)], "Dance reached most children that we are sure of"),
        ([bar("dance", 9), bar("music", 9), bar("film", 2)], "Dance and music reached most children that we are sure of"),
        ([bar("dance", 9), bar("music", 9), bar("craft", 9), bar("film", 1)],
         "Dance, music and craft reached most children that we are sure of"),
        ([bar("dance", 9), bar("music", 9)], "All have the same figure"),
        ([bar("dance", None, "c"), bar("music", 9), bar("film", 2)],
         "Of those that can be shown, music reached most children that we are sure of"),
        ([bar("dance", None, "c"), bar("music", 9)], "Music: the only figure that can be shown"),
        ([bar("dance", None, "x"), bar("music", 9), bar("film", 9)],
         "Of those that can be shown, all have the same figure"),
    ],
)  # fmt: skip
def test_a_heading_says_no_more_than_the_figures_do(bars, said):
    assert finding("children-by-art-form", bars) == said


@pytest.mark.parametrize("top", [1, 3.2, 5, 9, 11, 21, 100, 101, 999, 5391, 10_001, 99.9])
def test_an_axis_has_four_or_five_round_ticks_and_reaches_over_all(top):
    step, count = axis(top)
    assert 4 <= count + 1 <= 5
    assert step * count >= top
    assert float(f"{step:.2g}") == step


def test_a_withheld_bar_is_hatched_and_signed_and_has_no_length():
    chart = Chart("x", "F", "M.", "C", "N", (bar("dance", 40), bar("music", None, "c")))
    wide, narrow = drawings_of(chart)
    shown, withheld = wide.marks
    assert (withheld.symbol, withheld.text, withheld.most) == ("c", "withheld", None)
    assert shown.end == WIDE.right
    assert {mark.end for one in (wide, narrow) for mark in one.marks[1:]} == {WIDE.left + 64, NARROW.left + 64}


def test_text_in_a_chart_is_never_too_small_to_read():
    assert WIDE.size * NARROWEST_WIDE / WIDE.width >= LEAST_TEXT
    assert NARROW.size * NARROWEST_NARROW / NARROW.width >= LEAST_TEXT


def test_nothing_of_a_chart_leaves_its_drawing():
    bars = tuple(
        Bar("n", "Our Lady of the Meadows and Saint Oswin", 98_765.0, "", "98,765–99,999", 99_999.0) for _ in "ab"
    )
    for shape in (WIDE, NARROW):
        one = drawn(Chart("x", "F", "M.", "C", "N", bars), shape)
        letters = 0.56 * one.size
        for mark in one.marks:
            assert mark.bottom <= one.base
            width = len(mark.text) * letters
            assert mark.text_x + (width if shape is WIDE else 0) <= one.width + letters


def test_dots_stand_on_the_scale_and_inside_their_drawing():
    words = {"ideas": "I have good ideas", "heard": "People listen to me at school and outside it too"}
    points = [(n, f"Point {n}") for n in range(1, 6)]
    chart = said_chart(
        told(
            before_and_after__ideas_all__mean_before=1.0, before_and_after__ideas_all__mean_after=5.0,
            before_and_after__heard_all__mean_before="c", before_and_after__heard_all__mean_after="c",
        ),
        words, points,
    )  # fmt: skip
    for one in (*chart.drawings, chart.printed):
        shown, withheld = one.rows
        assert (shown.before, shown.after) == (one.ticks[0].x, one.ticks[-1].x)
        assert (withheld.symbol, withheld.text) == ("c", "withheld")
        assert all(0 < row.text_y <= one.base and row.middle <= one.base for row in one.rows)
        assert shown.text_x + (0 if one.name == "narrow" else len(shown.text) * 0.56 * one.size) <= one.width + one.size


def test_there_are_no_dots_where_nothing_can_be_shown():
    hidden = told(before_and_after__ideas_all__mean_before="c", before_and_after__ideas_all__mean_after="c")
    points = [(1, "No"), (2, "Yes")]
    assert said_chart(hidden, {"ideas": "x"}, points) is None
    assert said_chart({}, {"ideas": "x"}, points) is None


def test_areas_are_ranges_where_both_ends_are_published():
    both = told(summary__all__children=100.0, summary__all__children_most=120.0)
    least = told(summary__all__children=90.0, summary__all__children_most="c")
    none = told(summary__all__children="c", summary__all__children_most="c")
    chart = chart_of_areas([("A", least), ("B", both), ("C", none)])
    assert [(one.label, one.text, one.most) for one in chart.bars] == [
        ("B", "100–120", 120.0),
        ("A", "90", None),
        ("C", "c", None),
    ]
    assert chart.finding == "Of those that can be shown, B had most children that we are sure of"
    assert chart_of_areas([("A", both)]) is None


def every_statement():
    """Return the sentences of every way through the code, each with figures that lead there."""
    tables = list(declared_tables())
    summary = {"summary__all__children": 900.0, "summary__all__schools": 1.0, "summary__all__organisations": 4.0,
               "summary__all__share_of_pupils": 12.5, "summary__all__pupils": 7200.0}  # fmt: skip
    forms = {"children_by_art_form__dance__children": 30.0, "children_by_art_form__music__children": 20.0}
    tied = forms | {"children_by_art_form__music__children": 30.0}
    deprived = {"reach_by_deprivation__1__share_of_pupils": 9.0, "reach_by_deprivation__5__share_of_pupils": 4.5}
    even = deprived | {"reach_by_deprivation__5__share_of_pupils": 9.0}
    awards = {"awards_by_level__all__awards": 1.0}
    sets = [told(**(summary | forms | deprived | awards)), told(**(tied | even))]
    changed = [change(0.4, 0.2, 0.6), change(-0.4, -0.6, -0.2), change(0.1, -0.1, 0.3)]
    return [
        *(one for figures in sets for one in statements_of(tables, figures, "Brindle")),
        *(one for figures in changed for one in changes_of(figures, SAID, 5)),
    ]


def test_no_sentence_names_a_cause(furnished_release):
    statements = every_statement()
    charts = [drawn.chart for drawn in report_of(furnished_release).charts]
    words = [
        *(f"{one.says} {one.more}".replace(NO_CAUSE, "") for one in statements),
        *(f"{one.finding}. {one.measured}" for one in charts),
        *LEADERS.values(),
        *(text for _, _, text in METHODS),
    ]
    assert len(statements) == 10
    assert [sentence for sentence in words if CAUSES.search(sentence)] == []


def test_what_changed_is_said_in_the_direction_that_its_interval_bears():
    says = [changes_of(change(*one), SAID, 5)[0] for one in ((0.4, 0.2, 0.6), (-0.4, -0.6, -0.2), (0.1, -0.1, 0.3))]
    assert [re.search(r"were (.*) to say", one.says)[1] for one in says] == [
        "more likely", "less likely", "about as likely"
    ]  # fmt: skip
    assert says[0].more == (
        "It changed by 0.4 points on a scale of five (0.2 to 0.6), among 312 children who answered both times. "
        "We cannot say that the projects caused it."
    )
    assert "(−0.6 to −0.2)" in says[1].more


@pytest.mark.parametrize("hole", ["middle", "low", "high", "children"])
def test_a_sentence_with_a_withheld_figure_is_left_out(hole):
    values = {"middle": 0.4, "low": 0.2, "high": 0.6, "children": 312.0} | {hole: "c"}
    assert changes_of(change(**values), SAID, 5) == ()
    assert "c" in said_of(change(**values), SAID)[0].figures


def test_sentences_about_withheld_figures_are_left_out():
    tables = list(declared_tables())
    figures = told(summary__all__children="c", summary__all__schools=3.0, summary__all__organisations=2.0,
                   reach_by_deprivation__1__share_of_pupils=9.0, reach_by_deprivation__5__share_of_pupils="c",
                   children_by_art_form__dance__children=5.0, awards_by_level__all__awards="c")  # fmt: skip
    assert statements_of(tables, figures, "Brindle") == ()


def test_a_chart_of_nothing_that_can_be_shown_is_left_out():
    table = next(one for one in declared_tables() if one.slug == "children-by-art-form")
    assert chart_of(table, told(children_by_art_form__dance__children="c")) is None
    assert chart_of(table, told(children_by_art_form__dance__children=0.0)) is None


def districts(monkeypatch, **shares):
    shapes = {name: shapely.box(n * 10, 0, n * 10 + 10, 10) for n, name in enumerate(shares)}
    monkeypatch.setattr(
        area_map, "shapes_of", lambda codes: {code: shapely.multipolygons([shapes[code]]) for code in codes}
    )
    return {
        name: ReleaseFigure(area_name=name, value=None, symbol=share)
        if isinstance(share, str)
        else ReleaseFigure(area_name=name, value=share, symbol="")
        for name, share in shares.items()
    }


def test_a_map_has_three_steps_and_hatching_for_what_is_not_shown(monkeypatch):
    made = area_map.map_of(districts(monkeypatch, Ayle=71.0, Beck=48.0, Cote=22.0, Dene="x"))
    assert [area.fill for area in made.drawings[0].areas] == ["high", "middle", "low", "none"]
    assert [words for _, words in made.steps] == ["50% or more", "25% to under 50%", "under 25%", "not shown"]
    assert made.finding == "Of those that can be shown, the largest share of pupils took part in Ayle"
    assert "71%" in [line for _, line in made.drawings[0].areas[0].lines]


def test_one_district_is_no_map(monkeypatch):
    assert area_map.map_of(districts(monkeypatch, Ayle=71.0)) is None
    assert area_map.map_of(districts(monkeypatch, Ayle="c", Beck="x")) is None


def test_colours_of_a_document_are_those_of_the_style_sheet():
    tokens = (settings.BASE_DIR / "assets/css/tokens.css").read_text()
    light = dict(reversed(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", tokens)))
    assert {name: light[name] for name in COLOURS if name != "paper"} == {
        k: v for k, v in COLOURS.items() if k != "paper"
    }
    with pytest.raises(KeyError):
        resolved("var(--mauve)")


@pytest.mark.parametrize(
    ("key", "title"),
    [("2026-summer", "summer 2026"), ("2027-january-july", "January to July 2027"), ("2026-27", "school year 2026-27")],
)
def test_a_period_stands_whole_inside_a_sentence(key, title):
    assert period_title(SimpleNamespace(period_key=key)) == title


@pytest.fixture
def furnished_release(cast, round_of_brindle):
    furnish(cast, round_of_brindle, NOW)
    release = actions.begin_release(
        period=period_of("2026-autumn"), partnerships=[], note="", by=cast.ada.id, now=NOW, is_invented=True
    )
    actions.check_release(release=release, now=NOW)
    release.refresh_from_db()
    publishing.publish_release(
        release=release, make_report=pdf_of, make_summary=summary_pdf_of, by=cast.ada.id, now=NOW
    )
    release.refresh_from_db()
    return release


def test_page_document_file_and_interface_show_the_same_figures(furnished_release, client):
    page = client.get(furnished_release.get_absolute_url()).content.decode()
    body = bytes(furnished_release.files.get(name="report.pdf").body)
    document = " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(body)).pages)
    rows = csv.DictReader(io.StringIO(bytes(furnished_release.files.get(name="figures.csv").body).decode()))
    report = report_of(furnished_release)
    kind, code = report.area_key.split(":", 1)
    in_file = {
        (row["table"], row["category"], row["measure"]): row["value"]
        for row in rows
        if (row["area_kind"], row["area_code"]) == (kind, code)
    }
    address = f"/api/v1/releases/{furnished_release.period_key}/{furnished_release.edition}"
    served = {
        (one["table"], one["category"], one["measure"]): one["value"]
        for one in client.get(address).json()["figures"]
        if (one["area_kind"], one["area_code"]) == (kind, code)
    }
    assert {at: value if isinstance(value, str) else f"{value:g}" for at, value in served.items()} == {
        at: value if value in "cxz" else f"{float(value):g}" for at, value in in_file.items()
    }
    spaceless = "".join(document.split())
    charted = [bar for drawn in report.charts for bar in drawn.chart.bars if bar.value is not None]
    assert charted
    for one in charted:
        assert f">{one.text}<" in page
        assert one.text in spaceless
        assert any(value not in ("c", "x", "z") and float(value) == one.value for value in in_file.values()) or one.most
    for one in (*report.statements, *report.changes):
        assert "".join(one.says.split()) in spaceless
    assert "autumn 2026" in page
    assert "Invented" in document


def test_the_document_is_tagged_titled_in_english_and_each_picture_has_words(furnished_release):
    reader = pypdf.PdfReader(io.BytesIO(bytes(furnished_release.files.get(name="report.pdf").body)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).lower() == "en-gb"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == furnished_release.title
    assert b"pdfuaid" in root["/Metadata"].get_data()
    pictures = list(figures_in(root["/StructTreeRoot"]))
    assert len(pictures) >= len(report_of(furnished_release).charts)
    assert all("same figures" in str(one["/Alt"]) for one in pictures)


def figures_in(element):
    """Yield the pictures of a document's tree of tags."""
    element = element.get_object()
    if isinstance(element, pypdf.generic.ArrayObject):
        for child in element:
            yield from figures_in(child)
    elif isinstance(element, pypdf.generic.DictionaryObject):
        if element.get("/S") == "/Figure":
            yield element
        if "/K" in element:
            yield from figures_in(element["/K"])


def test_every_link_inside_the_page_leads_somewhere(furnished_release, client):
    page = client.get(furnished_release.get_absolute_url()).content.decode()
    wanted = set(re.findall(r'href="#([^"]+)"', page))
    assert {"complete", "how-children"} <= wanted
    assert wanted <= set(re.findall(r'\bid="([^"]+)"', page))
    assert "style=" not in page.split("<main", 1)[1]


def test_the_summary_is_one_tagged_page_with_the_same_figures_and_goes_with_the_release(furnished_release, client):
    address = f"{furnished_release.get_absolute_url()}summary"
    reader = pypdf.PdfReader(io.BytesIO(bytes(furnished_release.files.get(name="summary.pdf").body)))
    page = client.get(f"{address}/").content.decode()
    words = "".join(reader.pages[0].extract_text().split())
    report = report_of(furnished_release)
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for one in report.told:
        assert one.number in words
        assert one.number in page
    assert all("".join(one.says.split()) in words and one.says in page for one in report.statements)
    publishing.withdraw_release(release=furnished_release, because="A slip", by=furnished_release.made_by, now=NOW)
    assert {client.get(address + end).status_code for end in ("/", ".pdf")} == {410}
