"""Everything on the page "Who are we missing?" of one or several areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from maypole.atlas.columns.box import box_around
from maypole.atlas.columns.schools import SchoolTable
from maypole.atlas.presenters.completeness import completeness_in_words
from maypole.atlas.presenters.missing.choice import ORDERS, SHOWS, Choice
from maypole.atlas.presenters.missing.dots import DotMap, maps_of
from maypole.atlas.presenters.missing.evenness import Evenness, evenness
from maypole.atlas.presenters.missing.rows import PAGE, Row, rows_of
from maypole.atlas.queries.clusters import NEAR_KM, Clusters, clusters_of
from maypole.atlas.queries.completeness import Completeness
from maypole.atlas.queries.inequality import inequality_of
from maypole.atlas.queries.missing import Look
from maypole.atlas.queries.sites import all_sites
from maypole.directory.models import School
from maypole.directory.queries.inside import too_many_unplaced
from maypole.outcomes.terms import Term
from maypole.partnerships.models import Ask
from maypole.places.models import Place

RULE = "Few places of culture near, in a deprived place"
MORAN = "Little told here or next door"


@dataclass(frozen=True)
class Option:
    value: str
    title: str
    is_chosen: bool


@dataclass(frozen=True)
class Pages:
    """Which rows are shown of how many, and where the others are."""

    first: int
    last: int
    total: int
    previous: str
    next: str
    next_size: int


@dataclass(frozen=True)
class Evidence:
    """What only those who keep or support a partnership see: inequality and clusters."""

    evenness: Evenness
    by_rule: int
    by_moran: int
    why_no_moran: str


@dataclass(frozen=True)
class MissingPage:
    """The list, the map, the filters, and how sure it is."""

    missing: int
    schools: int
    pupils: str
    without_roll: int
    unplaced: int
    perhaps: int
    is_of_the_placed: bool
    waiting: str
    rows: tuple[Row, ...]
    maps: tuple[DotMap, ...]
    pages: Pages
    terms: tuple[Option, ...]
    orders: tuple[Option, ...]
    shows: tuple[Option, ...]
    phases: tuple[Option, ...]
    districts: tuple[Option, ...]
    evidence: Evidence | None
    choice: Choice
    counted: str


def page_of(
    look: Look,
    choice: Choice,
    *,
    districts: Sequence[Place],
    terms: Sequence[Term],
    asks: Mapping[int, Ask],
    complete: Completeness,
    sees_evidence: bool,
) -> MissingPage:
    """Return the page. Evidence that is made of single schools is worked out only for those who may see it."""
    schools = look.schools
    clusters = (
        clusters_of(schools, look.reach.is_reached, all_sites(box_around(schools, NEAR_KM))) if sees_evidence else None
    )
    by_code = {place.code: place for place in districts}
    district = by_code[choice.district].pk if choice.district else None
    chosen = look.chosen(choice.show, choice.order, phase=choice.phase, district=district)
    first = min((choice.page - 1) * PAGE, max(0, (len(chosen) - 1) // PAGE * PAGE))
    names = {place.pk: place.name for place in districts}
    shown = chosen[first : first + PAGE]
    missing = look.is_missing
    return MissingPage(
        missing=int(missing.sum()),
        schools=len(schools),
        pupils=f"{np.nansum(schools.roll[missing]):,.0f}",
        without_roll=int(np.isnan(schools.roll[missing]).sum()),
        unplaced=int((~schools.is_placed).sum()),
        perhaps=look.perhaps,
        is_of_the_placed=is_of_the_placed(look),
        waiting=completeness_in_words(complete),
        rows=tuple(
            rows_of(look, shown, districts=names, asks=asks, marks=_marks(clusters), sees_contacts=sees_evidence)
        ),
        maps=maps_of(look, chosen, {place.code: place.name for place in districts}) if choice.as_map else (),
        pages=_pages(choice, first, len(chosen)),
        terms=tuple(Option(term.key, term.title, term in choice.terms) for term in _offered(terms, choice)),
        orders=tuple(Option(str(order), words, order == choice.order) for order, words in ORDERS.items()),
        shows=tuple(Option(str(show), words, show == choice.show) for show, words in SHOWS.items()),
        phases=_phases(schools, choice),
        districts=tuple(Option(place.code, place.name, place.code == choice.district) for place in districts),
        evidence=_evidence(look, clusters) if clusters else None,
        choice=choice,
        counted=f"{len(chosen):,} school{'' if len(chosen) == 1 else 's'}",
    )


def is_of_the_placed(look: Look) -> bool:
    """Whether more than a fifth of the schools have no point, or may be here for all that anybody knows."""
    return too_many_unplaced(int((~look.schools.is_placed).sum()), len(look.schools), look.perhaps)


def _marks(clusters: Clusters | None) -> dict[str, np.ndarray]:
    return {RULE: clusters.by_rule, MORAN: clusters.by_moran} if clusters else {}


def _evidence(look: Look, clusters: Clusters) -> Evidence:
    now, before = inequality_of(look.schools, look.reach), inequality_of(look.schools, look.before)
    return Evidence(
        evenness(now, before), int(clusters.by_rule.sum()), int(clusters.by_moran.sum()), clusters.why_no_moran
    )


def _pages(choice: Choice, first: int, total: int) -> Pages:
    number = first // PAGE + 1
    last = min(first + PAGE, total)
    query = choice.query + ("&view=map" if choice.as_map else "")
    return Pages(
        first=first + 1 if total else 0,
        last=last,
        total=total,
        previous=f"?{query}&page={number - 1}" if number > 1 else "",
        next=f"?{query}&page={number + 1}" if last < total else "",
        next_size=min(PAGE, total - last),
    )


def _offered(terms: Sequence[Term], choice: Choice) -> list[Term]:
    """Return the terms to choose from: those with returns, and those that are looked at, newest first."""
    return sorted({*terms, *choice.terms}, key=lambda term: term.order, reverse=True)


def _phases(schools: SchoolTable, choice: Choice) -> tuple[Option, ...]:
    held = {str(phase) for phase in schools.phase} - {""}
    return tuple(
        Option(value, str(label), value == choice.phase) for value, label in School.Phase.choices if value in held
    )
