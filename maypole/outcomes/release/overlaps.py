"""Periods that share terms. Whoever has two of them can take one from the other, so they are reckoned with together.

January to July less its spring is its summer. Each set of terms that can be worked out so has its own tables in the model
of a release, from the lines of those terms, whether or not it was ever published. What was published of it is the same
cell there, so that it stays printed or withheld as readers have it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from maypole.evidence.disclosure import Cover, Subset, Table
from maypole.outcomes.release.linking import View, total_of
from maypole.outcomes.release.panels import NO_TIES, Ties
from maypole.outcomes.release.tables import Inputs, ReleaseTable
from maypole.outcomes.terms import Period, Term, period_of_terms

Terms = frozenset[Term]


@dataclass(frozen=True)
class Overlap:
    """A period that shares terms with a release, and what its tables are made from."""

    period: Period
    inputs: Inputs


@dataclass(frozen=True)
class Beside:
    """What a release is reckoned with: its view of others, its own period, and those that follow from what readers have."""

    view: View
    period: Period
    overlaps: tuple[Overlap, ...] = ()

    @property
    def periods(self) -> list[Period]:
        """Its own period first."""
        return [self.period, *(one.period for one in self.overlaps)]


def tied_to(own: Period, known: Iterable[Period]) -> list[Period]:
    """Return the other known periods that share terms with one, or with a period that does."""
    rest, found, waiting = [one for one in known if one.key != own.key], [], [own]
    while waiting:
        terms = set(waiting.pop().terms)
        tied = [one for one in rest if terms & set(one.terms)]
        rest = [one for one in rest if one not in tied]
        found += tied
        waiting += tied
    return sorted(found, key=lambda one: one.key)


def worked_out(own: Period, near: Sequence[Period]) -> list[Period]:
    """Return the periods near one, and the pieces that all of them cut their terms into: what readers have or can work out."""
    if not near:
        return []
    named = {frozenset(one.terms): one for one in (own, *near)}
    found = dict.fromkeys([*_pieces(named), *named])
    return [named.get(one) or period_of_terms(one) for one in found if one != frozenset(own.terms)]


def _pieces(named: Iterable[Terms]) -> list[Terms]:
    """Return the terms in groups that no period tells apart."""
    named = list(named)
    groups: dict[tuple[bool, ...], set[Term]] = {}
    for term in sorted(frozenset().union(*named), key=lambda one: one.order):
        groups.setdefault(tuple(term in terms for terms in named), set()).add(term)
    return [frozenset(group) for group in groups.values()]


def tables_of(overlap: Overlap, declared: Iterable[ReleaseTable]) -> Iterator[Table]:
    """Yield the tables of a period beside this release's: reckoned with, never printed."""
    key = overlap.period.key
    for declaration in declared:
        for part in declaration.parts(overlap.inputs, declaration):
            for table in part.tables:
                yield replace(table, name=f"beside {key}: {table.name}", measure=total_of(key, table.measure))


def ties_between(view: View, periods: Sequence[Period], own: Sequence[Table], declared: Sequence[ReleaseTable]) -> Ties:
    """Return what holds within each period but the release's own, which is the first, and over all of them."""
    others = [_within(declared_ties(declared), one.key) for one in periods[1:]]
    return sum(others, _over_terms(view, periods, _what_adds_up(own, declared)))


def declared_ties(declared: Sequence[ReleaseTable]) -> Ties:
    """Return every tie that any room declares between measures of one period."""
    return sum((Ties(table.subsets, table.covers, table.companions) for table in declared), NO_TIES)


def _within(declared: Ties, period: str) -> Ties:
    """Return the ties between measures of any release as they hold for another period."""
    return Ties(
        tuple(replace(one, part=total_of(period, one.part), whole=total_of(period, one.whole)) for one in declared.subsets),
        tuple(
            replace(one, parts=tuple(total_of(period, part) for part in one.parts), whole=total_of(period, one.whole))
            for one in declared.covers
        ),
        tuple((total_of(period, first), total_of(period, second)) for first, second in declared.companions),
    )  # fmt: skip


def _over_terms(view: View, periods: Iterable[Period], adds_up: dict[str, bool]) -> Ties:
    """Return how each measure ties over periods of which one is a part of another.

    Times a child took part add up. Of children, schools and organisations each period has at most as many as the whole, and
    the whole has at most as many as its parts together.
    """
    named = {frozenset(one.terms): one.key for one in periods}
    subsets, covers = [], []
    for whole, key in named.items():
        made = [tuple(named[part] for part in parts) for parts in _makings(whole, named)]
        inside = [named[part] for part in named if part < whole]
        for measure, adds in adds_up.items():
            total = view.measure(key, measure)
            covers += [
                Cover(tuple(view.measure(part, measure) for part in parts), total, exact=adds, loose=True)
                for parts in made
            ]
            if not (adds and made):
                subsets += [Subset(view.measure(part, measure), total, loose=True) for part in inside]
    return Ties(tuple(subsets), tuple(covers))


def _makings(whole: Terms, named: Iterable[Terms]) -> list[tuple[Terms, ...]]:
    """Return how named periods make another one, in parts as large as they can be."""
    inside = [one for one in named if one < whole]
    found = [
        some
        for count in range(2, len(whole) + 1)
        for some in combinations(inside, count)
        if sum(map(len, some)) == len(whole) and frozenset().union(*some) == whole
    ]
    return [some for some in found if not any(_is_coarser(other, some) for other in found)]


def _is_coarser(one: tuple[Terms, ...], other: tuple[Terms, ...]) -> bool:
    return one != other and all(any(part <= larger for larger in one) for part in other)


def _what_adds_up(tables: Iterable[Table], declared: Iterable[ReleaseTable]) -> dict[str, bool]:
    """Return, by the measure of each of a release's own tables, whether it adds up over terms."""
    known = {(one.slug, measure.slug): measure.adds_up for one in declared for measure in one.measures}
    slugs = {table.measure: tuple(table.name.split(":")[:2]) for table in tables if not table.measure.startswith("@")}
    return {measure: known[slug] for measure, slug in slugs.items() if slug in known}
