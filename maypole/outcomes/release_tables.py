"""The tables of returns that a release publishes: children, engagements, hours, schools, organisations, awards."""

from collections.abc import Sequence

import polars as pl

from maypole.directory.artforms import TITLES
from maypole.directory.key_stages import KeyStage
from maypole.evidence.disclosure import Cover, Dimension, Subset, Table, flat
from maypole.outcomes.frameworks import Part as Asked
from maypole.outcomes.frameworks import latest
from maypole.outcomes.models.lines import LEVELS
from maypole.outcomes.release.engine import ALL, added_up, children_by, children_by_stage, columns_added_up
from maypole.outcomes.release.sides import parts_of
from maypole.outcomes.release.tables import (
    Cells,
    Inputs,
    Measure,
    Of,
    Part,
    ReleaseTable,
    added_table,
    cells_of,
    flat_table,
)

UNKNOWN = ("unknown", "Not known")
CHILDREN = Measure("children", "Different children, at least", "children", "Each child once, as far as is sure.")
CHILDREN_MOST = Measure("children_most", "Different children, at most", "children", "Were all projects about others.")
ENGAGEMENTS = Measure(
    "engagements", "Times a child took part", "engagements", "Not children: one child may come often.", adds_up=True
)
HOURS = Measure("child_hours", "Hours of children’s time", "hours", "Hours of each child, added up.", adds_up=True)
SCHOOLS = Measure("schools", "Schools", "schools")
ORGANISATIONS = Measure("organisations", "Organisations", "organisations", "One may work in several areas.")
TOLD = Measure(
    "children_told",
    "Children, as each organisation counted them",
    "children",
    "Two may count the same child.",
    adds_up=True,
)
AWARDS = Measure("awards", "Arts Awards gained", "awards", "A child may gain several.", adds_up=True)

STAGES = tuple((stage.value, stage.title) for stage in KeyStage)
ARTFORMS = tuple((form.value, title) for form, title in TITLES.items())
ACTIVITIES = latest("collective-outcomes").question(Asked.PROJECT, "activity").categories
QUINTILES = (
    ("1", "Most deprived fifth"),
    ("2", "Second"),
    ("3", "Third"),
    ("4", "Fourth"),
    ("5", "Least deprived fifth"),
)
FSM = (
    ("under_10", "Under 10%"), ("10_to_20", "10% to 20%"), ("20_to_30", "20% to 30%"), ("30_to_40", "30% to 40%"),
    ("40_or_more", "40% or more"),
)  # fmt: skip
AWARD_LEVELS = tuple((level, level.capitalize()) for level in LEVELS)
PUPILS = (
    ("send_plan", "With an education, health and care plan"), ("send_support", "With SEN support"),
    ("pupil_premium", "With pupil premium or free school meals"), ("eal", "With English as another language"),
)  # fmt: skip


def summary(inputs: Inputs, table: ReleaseTable) -> Sequence[Part]:
    """Children as a range, engagements, hours, schools and organisations of each area."""
    area, loose = inputs.geography.dimension, inputs.geography.loose
    children = cells_of(children_by(inputs.lines))
    most = _instead(children, "high")
    schools = _instead(children, "schools")
    bodies = _instead(children, "organisations")
    hours = cells_of(added_up(inputs.lines, "child_hours"))
    engagements = cells_of(added_up(inputs.lines, "engagements"))
    flat_ones = [
        ("children", area, children, Of.CHILDREN),
        ("children_most", area, most, Of.BESIDE),
        ("engagements", area, engagements, Of.BESIDE),
        ("child_hours", area, hours, Of.BESIDE),
        ("schools", area, schools, Of.BODIES),
        ("organisations", loose, bodies, Of.BODIES),
    ]
    return [
        Part(measure, (flat_table(measure, f"summary:{measure}", over, cells, of=of),),
             {ALL: (f"summary:{measure}", None)})
        for measure, over, cells, of in flat_ones
    ]  # fmt: skip


def _instead(cells: Cells, column: str) -> Cells:
    """Return the same cells with another column as the figure."""
    return {at: row | {"value": row[column]} for at, row in cells.items()}


def by_stage(inputs: Inputs, table: ReleaseTable) -> Sequence[Part]:
    children = _adding(
        inputs, table, "children", children_by_stage(inputs.lines), children_by(inputs.lines), Of.CHILDREN
    )
    return [children, *(_beside_by_stage(inputs, table, measure) for measure in ("engagements", "child_hours"))]


def _beside_by_stage(inputs: Inputs, table: ReleaseTable, measure: str) -> Part:
    by_stage = columns_added_up(inputs.lines, {code: f"{measure}_{code}" for code in table.codes})
    return _adding(inputs, table, measure, by_stage, added_up(inputs.lines, measure), Of.BESIDE)


def _adding(
    inputs: Inputs, table: ReleaseTable, measure: str, cells: pl.DataFrame, totals: pl.DataFrame, of: Of
) -> Part:
    """Return a measure whose categories add up to its total."""
    second = flat(table.breakdown, table.codes, ALL)
    name = f"{table.slug}:{measure}"
    made = added_table(measure, name, inputs.geography.dimension, second, cells_of(cells), cells_of(totals), of=of)
    return Part(measure, (made,), {code: (name, n) for n, code in enumerate(second.codes)})


def of_kinds(inputs: Inputs, table: ReleaseTable) -> Sequence[Part]:
    """Children by a kind of project: a child may do two, so they do not add up; engagements do, by a tie."""
    children = cells_of(children_by(inputs.lines, table.breakdown))
    engagements = cells_of(added_up(inputs.lines, "engagements", table.breakdown))
    return [
        _kinds(inputs, table, "children", children, Of.CHILDREN),
        _kinds(inputs, table, "engagements", engagements, Of.BESIDE),
    ]


def _kinds(inputs: Inputs, table: ReleaseTable, measure: str, cells: Cells, of: Of) -> Part:
    area = inputs.geography.dimension
    names = {code: f"{table.slug}:{measure}:{code}" for code in table.codes}
    tables = tuple(
        flat_table(kind_measure(measure, table.breakdown, code), name, area, cells, code, of=of)
        for code, name in names.items()
    )
    return Part(measure, tables, {code: (name, None) for code, name in names.items()})


def kind_measure(measure: str, breakdown: str, code: str) -> str:
    """Return the name under which the figures of one art form or activity are tied to all."""
    return f"{measure} of {breakdown} {code}"


def kind_table(slug: str, title: str, breakdown: str, categories: tuple[tuple[str, str], ...]) -> ReleaseTable:
    """Return a table by a kind of project, with its ties: each kind is at most all, together they are all at least."""
    codes = [code for code, _ in categories]
    children = tuple(kind_measure("children", breakdown, code) for code in codes)
    engagements = tuple(kind_measure("engagements", breakdown, code) for code in codes)
    pairs = tuple(zip(children, engagements, strict=True))
    return ReleaseTable(
        slug,
        title,
        breakdown,
        categories,
        (CHILDREN, ENGAGEMENTS),
        of_kinds,
        subsets=(*(Subset(one, "children") for one in children), *(Subset(part, whole) for part, whole in pairs)),
        covers=(Cover(children, "children"), Cover(engagements, "engagements", exact=True)),
        companions=pairs,
    )


def by_school_kind(inputs: Inputs, table: ReleaseTable) -> Sequence[Part]:
    """Children by something that a school has one of, such as its neighbourhood's quintile; and its schools."""
    cells, totals = children_by(inputs.lines, table.breakdown), children_by(inputs.lines)
    children = _adding(inputs, table, "children", cells, totals, Of.CHILDREN)
    schools = _adding(inputs, table, "schools", _as_value(cells, "schools"), _as_value(totals, "schools"), Of.BODIES)
    return [children, schools]


def _as_value(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    return frame.with_columns(value=pl.col(column))


def awards(inputs: Inputs, table: ReleaseTable) -> Sequence[Part]:
    cells = columns_added_up(inputs.lines, {code: f"awards_{code}" for code in table.codes})
    totals = cells.group_by("area").agg(pl.col("value").sum().alias("value"))
    behind = _behind_all_awards(cells, totals)
    return [_adding(inputs, table, "awards", cells, behind, Of.CHILDREN)]


def _behind_all_awards(cells: pl.DataFrame, totals: pl.DataFrame) -> pl.DataFrame:
    """Say of an area's awards in all what is sure of who stands behind them: as many as behind the widest level."""
    widest = cells.group_by("area").agg(
        pl.col("organisations", "contributors", "schools").max(),
        pl.col("largest_school").sum(),
        pl.col("largest_organisation").sum(),
    )
    return totals.join(widest, on="area").with_columns(category=pl.lit(ALL), high=pl.col("value"))


def pupils(inputs: Inputs, table: ReleaseTable) -> Sequence[Part]:
    """Children by what is asked once per return and partnership; an organisation counts each child once, two may count one."""
    placed = _in_areas(inputs, inputs.extra["pupils"])
    each = placed.group_by(["area", "category", "organisation"]).agg(pl.col("children").sum().alias("known"))
    cells = _behind(each)
    found = cells_of(cells)
    over = _partnerships_only(inputs)
    tables = tuple(
        flat_table(f"children {code}", f"{table.slug}:children_told:{code}", over, found, code) for code in table.codes
    )
    return [Part("children_told", tables, {code: (f"{table.slug}:children_told:{code}", None) for code in table.codes})]


def _in_areas(inputs: Inputs, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows of partnerships beside each area that they count in: the partnership and the whole."""
    areas = {
        code.split(":", 1)[1]: code for code in inputs.geography.dimension.codes if code.startswith("partnership:")
    }
    above = [(slug, place) for slug, key in areas.items() for place in _places_above(inputs, key)]
    holders = pl.DataFrame(above, schema={"partnership": pl.String, "area": pl.String}, orient="row")
    return rows.join(holders, on="partnership")


def _behind(each: pl.DataFrame) -> pl.DataFrame:
    """Add up what organisations know by area and category, with who stands behind it; no school is known here."""
    cells = each.group_by(["area", "category"]).agg(
        pl.col("known").sum().alias("value"),
        (pl.col("known") > 0).sum().alias("organisations"),
        pl.col("known").max().alias("largest_organisation"),
    )
    return cells.with_columns(
        contributors=pl.col("organisations"), largest_school=pl.lit(0), schools=pl.lit(0), high=pl.col("value")
    )


def before_and_after(inputs: Inputs, table: ReleaseTable) -> Sequence[Part]:
    """Children by what they said before, and after, to each statement: the margins of the grids, which share their total."""
    placed, over = _in_areas(inputs, inputs.extra["grids"]), _partnerships_only(inputs)
    parts = []
    for when in ("before", "after"):
        tables: list[Table] = []
        places: dict[str, tuple[str, int | None]] = {}
        for statement, _ in GRIDS.statements:
            rows = placed.filter(pl.col("statement") == statement)
            name, second = f"{table.slug}:{when}:{statement}", flat(when, POINTS, ALL)
            tables.append(_margin(rows, when, name, f"answers {statement}", over, second))
            places |= {f"{statement}:{code}": (name, n) for n, code in enumerate(second.codes)}
        parts.append(Part(when, tuple(tables), places))
    return parts


def _margin(rows: pl.DataFrame, when: str, name: str, measure: str, over: Dimension, second: Dimension) -> Table:
    known = pl.col("children").sum().alias("known")
    each = (
        rows.with_columns(category=pl.col(when).cast(pl.String))
        .group_by(["area", "category", "organisation"])
        .agg(known)
    )
    whole = rows.with_columns(category=pl.lit(ALL)).group_by(["area", "category", "organisation"]).agg(known)
    return added_table(measure, name, over, second, cells_of(_behind(each)), cells_of(_behind(whole)))


def in_both(inputs: Inputs, table: ReleaseTable) -> Sequence[Part]:
    """What those who told us of this period and of an earlier one counted in each; nothing where none is comparable."""
    return [part for side in inputs.extra.get("sides", ()) for part in parts_of(side, table.slug)]


def _places_above(inputs: Inputs, key: str) -> list[str]:
    return [key] if key == inputs.geography.whole else [key, inputs.geography.whole]


def _partnerships_only(inputs: Inputs) -> Dimension:
    """Return the areas as a dimension in which partnerships make the whole: nobody is asked this of a district."""
    geography = inputs.geography
    inside = tuple(area.key for area in geography.areas if area.kind == "partnership" and area.key != geography.whole)
    sums = ((geography.whole, inside),) if inside else ()
    return Dimension("area", (*inside, geography.whole), sums, geography.whole)


GRIDS = latest("identity-wellbeing-learning")
POINTS = tuple(str(number) for number, _ in GRIDS.points)
ANSWERS = (
    Measure(
        "before", "Children who said so before", "children", "Only children who answered both times.", adds_up=True
    ),
    Measure("after", "Children who said so after", "children", "Only children who answered both times.", adds_up=True),
)
STATEMENTS = tuple(
    (f"{slug}:{point}", f"{words}: {said}")
    for slug, words in GRIDS.statements
    for point, said in (*((str(number), title.lower()) for number, title in GRIDS.points), (ALL, "all who answered"))
)
PRESENCE = (
    ("both", "Organisations that told us of both periods"),
    ("once", "Organisations that told us of one only"),
)
IN_BOTH = (
    CHILDREN, ENGAGEMENTS, SCHOOLS,
    Measure("children_before", "Different children in the earlier period, at least", "children"),
    Measure("engagements_before", "Times a child took part in the earlier period", "engagements"),
    Measure("schools_before", "Schools in the earlier period", "schools"),
)  # fmt: skip
BESIDE_CHILDREN = ("children_most", "engagements", "child_hours", "schools", "organisations")

TABLES = [
    ReleaseTable(
        "summary",
        "What happened in each area",
        "",
        (),
        (CHILDREN, CHILDREN_MOST, ENGAGEMENTS, HOURS, SCHOOLS, ORGANISATIONS),
        summary,
        subsets=(
            Subset("children", "children_most"),
            Subset("children_most", "engagements"),
            Subset("children", "engagements"),
            Subset("schools", "children"),
        ),
        companions=tuple(("children", other) for other in BESIDE_CHILDREN),
    ),
    ReleaseTable(
        "children-by-key-stage", "By key stage", "stage", (*STAGES, UNKNOWN), (CHILDREN, ENGAGEMENTS, HOURS),
        by_stage,
        has_total=True,
    ),
    kind_table("children-by-art-form", "By art form", "artform", (*ARTFORMS, UNKNOWN)),
    kind_table("children-by-activity", "By kind of activity", "activity", (*ACTIVITIES, UNKNOWN)),
    ReleaseTable(
        "reach-by-deprivation", "By the deprivation of the school’s neighbourhood", "quintile", (*QUINTILES, UNKNOWN),
        (CHILDREN, SCHOOLS), by_school_kind, has_total=True,
    ),
    ReleaseTable(
        "reach-by-free-school-meals", "By the share of a school’s pupils with free school meals", "fsm",
        (*FSM, UNKNOWN), (CHILDREN, SCHOOLS), by_school_kind, has_total=True,
    ),
    ReleaseTable(
        "awards-by-level", "Arts Awards by level", "level", (*AWARD_LEVELS, UNKNOWN), (AWARDS,), awards, has_total=True
    ),
    ReleaseTable("pupils", "Pupils’ needs", "pupils", PUPILS, (TOLD,), pupils),
    ReleaseTable(
        "in-both", "This period and an earlier one", "presence", PRESENCE, IN_BOTH, in_both, has_total=True
    ),
    ReleaseTable("before-and-after", GRIDS.title, "statement", STATEMENTS, ANSWERS, before_and_after),
]  # fmt: skip
