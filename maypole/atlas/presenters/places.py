"""The map page as its template reads it: the key with its counts, the list, and what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from maypole.atlas.queries.payload import payload
from maypole.directory.artforms import ArtForm
from maypole.directory.key_stages import KeyStage
from maypole.directory.queries.entries import Facets, facets, found, matching, stamp
from maypole.directory.queries.filters import Filters
from maypole.directory.queries.kinds import KIND_OF, KINDS, level_title
from maypole.directory.queries.listed import ListedPlace, listed
from maypole.places.models import Place

PAGE_SIZE = 20
DISTANCES = (2, 5, 10, 20, 30, 50, 100)


@dataclass(frozen=True)
class Choice:
    """A line of the key or of another set: a value, what it is called, how many it would show."""

    value: str
    title: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class ChoiceSet:
    """A set of lines to tick, under one heading."""

    name: str
    title: str
    lines: list[Choice]

    @property
    def is_chosen(self) -> bool:
        return any(line.is_chosen for line in self.lines)


@dataclass(frozen=True)
class Pages:
    """Where in the list this page stands."""

    first: int
    last: int
    total: int
    previous: str
    next: str
    next_size: int


@dataclass(frozen=True)
class MapPage:
    """Everything on the page."""

    filters: Filters
    shown: int
    total: int
    is_everything: bool
    asked: str
    kinds: list[Choice]
    sets: list[ChoiceSet]
    offers: int
    places: list[ListedPlace]
    pages: Pages
    off_map: int
    messages: Mapping[str, str]
    query: str
    areas: list[Choice]
    partnerships: list[Choice]
    opening: dict[str, Any] | None
    distances: tuple[int, ...] = DISTANCES

    @property
    def has_more_chosen(self) -> bool:
        """Whether something is chosen in the part of the key that is folded away."""
        return any(group.is_chosen for group in self.sets) or bool(self.filters.area or self.filters.partnership)


def map_page(filters: Filters, number: int) -> MapPage:
    """Return the page that shows these places, and this page of their list."""
    counts = counts_of(filters)
    number = min(max(1, number), max(1, -(-counts.shown // PAGE_SIZE)))
    first = (number - 1) * PAGE_SIZE
    return MapPage(
        filters=filters,
        shown=counts.shown,
        total=counts.total,
        is_everything=filters.is_everything,
        asked=asked(filters),
        kinds=key(filters, counts),
        sets=sets(filters, counts),
        offers=counts.offers,
        places=[listed(entry) for entry in found(filters)[first : first + PAGE_SIZE]],
        pages=pages(filters, number, counts.shown),
        off_map=matching(filters).filter(latitude__isnull=True).count(),
        messages=filters.messages,
        query=filters.query(),
        areas=[Choice(p.code, p.name, 0, p.code == filters.area) for p in counties()],
        partnerships=[Choice(p.code, p.name, 0, p.code == filters.partnership) for p in territories()],
        opening=payload(is_embed=filters.is_passable).opening if filters.is_everything else None,
    )


def counts_of(filters: Filters) -> Facets:
    """Return the counts of the key; where nothing was asked for, which is how most come, they are made once a change."""
    changed = stamp()
    if changed and filters.is_everything:
        return counts_of_everything(changed, is_passable=filters.is_passable)
    return facets(filters)


@lru_cache(maxsize=4)
def counts_of_everything(_stamp: str, *, is_passable: bool) -> Facets:
    return facets(Filters(is_passable=is_passable))


def key(filters: Filters, counts: Facets) -> list[Choice]:
    """Return the six lines of the key; where nothing was chosen, all of them are ticked."""
    ticked = filters.kinds or KIND_OF.keys()
    return [Choice(kind.slug, kind.title, counts.kind[kind.slug], kind.slug in ticked) for kind in KINDS]


def sets(filters: Filters, counts: Facets) -> list[ChoiceSet]:
    """Return the sets that are folded away under the key."""
    levels = sorted({*counts.level, *filters.levels})
    return [
        ChoiceSet("ks", "Key stage", [choice(s.value, s.title, counts.ks, filters.key_stages) for s in KeyStage]),
        ChoiceSet("artform", "Art form", [choice(f.value, f.title, counts.artform, filters.artforms) for f in ArtForm]),
        ChoiceSet("level", "Level", [choice(v, level_title(v), counts.level, filters.levels) for v in levels]),
    ]


def choice(value: str, title: str, counts: Mapping[str, int], chosen: frozenset[str]) -> Choice:
    return Choice(value, title, counts.get(value, 0), value in chosen)


def pages(filters: Filters, number: int, total: int) -> Pages:
    """Return the addresses before and after this page of the list."""
    first = (number - 1) * PAGE_SIZE
    after = max(0, min(PAGE_SIZE, total - first - PAGE_SIZE))
    return Pages(
        first=min(first + 1, total),
        last=min(first + PAGE_SIZE, total),
        total=total,
        previous=f"?{filters.query(page=number - 1 if number > 2 else '')}#list" if number > 1 else "",
        next=f"?{filters.query(page=number + 1)}#list" if after else "",
        next_size=after,
    )


def asked(filters: Filters) -> str:
    """Say in words what was asked for, in the order of the form."""
    said = []
    if filters.q:
        said.append(f"“{filters.q}”")
    if filters.near:
        said.append(f"within {filters.km} km of {filters.near}")
    if filters.area or filters.partnership:
        codes = [code for code in (filters.area, filters.partnership) if code]
        said += [f"in {name}" for name in Place.objects.filter(code__in=codes).values_list("name", flat=True)]
    said += [KeyStage(slug).title for slug in sorted(filters.key_stages)]
    said += [ArtForm(slug).title for slug in sorted(filters.artforms)]
    said += [level_title(slug) for slug in sorted(filters.levels)]
    return ", ".join([*said, "with an offer"] if filters.has_offers else said)


def counties() -> list[Place]:
    return list(Place.objects.current().of_kind(Place.Kind.COUNTY).only("code", "name"))


def territories() -> list[Place]:
    return list(Place.objects.current().of_kind(Place.Kind.PARTNERSHIP).only("code", "name"))
