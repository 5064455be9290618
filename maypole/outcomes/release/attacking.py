"""Attack what is really published: read the file back as a stranger would, and try to narrow what it withholds."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from maypole.evidence.disclosure import Edition, Finding, Knowledge, Policy, Table, audit, read_published
from maypole.outcomes.release.engine import ALL
from maypole.outcomes.release.linking import EMPTY_WHERE_ABSENT
from maypole.outcomes.release.overlaps import declared_ties
from maypole.outcomes.release.panels import NO_TIES, Ties, ties_of
from maypole.outcomes.release.tables import ReleaseTable

Printed = dict[tuple[str, str, str, str], str]


def attack_files(
    body: bytes,
    edition: Edition,
    tables: Sequence[ReleaseTable],
    earlier: Sequence[tuple[bytes, Edition]] = (),
    between: Ties = NO_TIES,
) -> list[Finding]:
    """Return what a stranger, and a reader who knows that zeros are printed, can narrow from the published CSV alone.

    edition   lends the shape of the tables only: figures come from the file
    earlier   the files that readers have already, with their shapes
    between   what holds between the periods that they are about

    What could be narrowed before this file was out is not its doing, and left out. What is withheld keeps its true figure
    until the attack, to say which cells of two editions are the same.
    """
    seen = _as_printed(edition, body)
    before = [_as_printed(one, file) for file, one in earlier]
    of_panels = ties_of(table.measure for one in (seen, *before) for table in one.tables)
    ties = declared_ties(tables) + of_panels + between

    def narrowed(withheld: Mapping[str, np.ndarray]) -> list[Finding]:
        published = read_published(seen.tables, withheld, subsets=ties.subsets, covers=ties.covers, earlier=before)
        knowledge = Knowledge(zeros_printed=_positive([edition, *(one for _, one in earlier)], published.names))
        return list(audit(published, Policy(), knowledge=knowledge).findings)

    found = narrowed(seen.withheld)
    if not found or not before:
        return found
    known = {one.cell for one in narrowed({name: np.ones_like(hidden) for name, hidden in seen.withheld.items()})}
    return [one for one in found if one.cell not in known]


def _positive(editions: Sequence[Edition], names: Sequence[str]) -> np.ndarray:
    """Return which cells a reader knows to be above nothing, as a zero would have been printed."""
    truth = {
        table.cell_name(at) + ending: int(table.values[at])
        for number, edition in enumerate(editions)
        for ending in ([f" in {edition.name}"] if number else [""])
        for table in edition.tables
        for at in np.ndindex(*table.values.shape)
    }
    return np.array([truth.get(name, 0) > 0 for name in names])


def _as_printed(edition: Edition, body: bytes) -> Edition:
    """Return an edition with the figures of a file, and without what stands behind them."""
    printed = printed_in(body)
    seen, hidden = [], {}
    for table in edition.tables:
        values, hidden[table.name] = _read(table, printed)
        seen.append(replace(table, values=values, organisations=None, schools=None, largest=None, exposed=None))
    return Edition(edition.name, tuple(seen), hidden)


def printed_in(body: bytes) -> Printed:
    """Return each printed value by (table, area, category, measure)."""
    rows = csv.DictReader(io.StringIO(body.decode()))
    return {(r["table"], f"{r['area_kind']}:{r['area_code']}", r["category"], r["measure"]): r["value"] for r in rows}


def _read(table: Table, printed: Printed) -> tuple[np.ndarray, np.ndarray]:
    values = table.values.copy()
    withheld = np.zeros(table.values.shape, dtype=bool)
    slug, measure, *kind = table.name.split(":")
    for at in np.ndindex(*table.values.shape):
        category = ":".join([*kind, *([table.dimensions[1].codes[at[1]]] if len(at) > 1 else [])]) or ALL
        text = _text(printed, slug, _area(table, at[0]), category, measure)
        if text == "c":
            withheld[at] = True
        else:
            values[at] = int(text)
    return values, withheld


def _text(printed: Printed, slug: str, area: str, category: str, measure: str) -> str:
    """Return what a file says; nobody was told of where it does not list a place that no district is known of."""
    if area.startswith(EMPTY_WHERE_ABSENT):
        return printed.get((slug, area, category, measure), "0")
    return printed[slug, area, category, measure]


def _area(table: Table, position: int) -> str:
    return table.dimensions[0].codes[position]
