"""The tables that a release publishes: dimensions with their sums, and the counts in each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
NO_LIMIT = 2**40


@dataclass(frozen=True)
class Dimension:
    """One way of breaking a figure down, with every sum that readers know to hold.

    ``sums`` pairs a code with the codes that add up to it; a code may stand in several sums, so partnerships and
    counties may both make the region. ``whole`` is the code that covers everything.
    """

    name: str
    codes: tuple[str, ...]
    sums: tuple[tuple[str, tuple[str, ...]], ...]
    whole: str

    def __post_init__(self) -> None:
        if len(set(self.codes)) != len(self.codes):
            twice = next(c for i, c in enumerate(self.codes) if c in self.codes[:i])
            raise ValueError(f"dimension {self.name!r}: code {twice!r} is listed twice")
        known = set(self.codes)
        for total, parts in self.sums:
            for code in (total, *parts):
                if code not in known:
                    raise ValueError(f"dimension {self.name!r}: the sum of {total!r} names the unknown code {code!r}")
            if not parts or total in parts or len(set(parts)) != len(parts):
                raise ValueError(
                    f"dimension {self.name!r}: the sum of {total!r} needs different parts, itself not among them"
                )
        if self.whole not in known:
            raise ValueError(f"dimension {self.name!r}: the whole {self.whole!r} is not one of its codes")
        self._refuse_circles()

    def _refuse_circles(self) -> None:
        open_codes = {total for total, _ in self.sums}
        while open_codes:
            settled = {c for c in open_codes if not any(t == c and set(p) & open_codes for t, p in self.sums)}
            if not settled:
                raise ValueError(f"dimension {self.name!r}: the sums of {sorted(open_codes)} go round in a circle")
            open_codes -= settled

    def position(self) -> dict[str, int]:
        """Return each code's index."""
        return {code: i for i, code in enumerate(self.codes)}

    def above(self) -> BoolArray:
        """Return (codes, codes): whether the row's code is, or is counted in, the column's code."""
        at = self.position()
        reach = np.eye(len(self.codes), dtype=bool)
        for _ in self.codes:
            before = reach.sum()
            for total, parts in self.sums:
                reach[:, at[total]] |= reach[:, [at[p] for p in parts]].any(axis=1)
            if reach.sum() == before:
                break
        return reach


def flat(name: str, parts: Sequence[str], whole: str = "all") -> Dimension:
    """Return a dimension whose parts simply add up to the whole."""
    return Dimension(name, (*parts, whole), ((whole, tuple(parts)),), whole)


def levels(name: str, parents: Sequence[Mapping[str, str]], whole: str = "all") -> Dimension:
    """Return a hierarchy from maps of child to parent, finest level first; each map is one chain link up to the whole.

    A code that has no parent in any map adds up to the whole with the others of its level. Give two maps with
    the same children (district to county, district to partnership) and the levels cut across each other.
    """
    codes: dict[str, None] = {}
    sums: list[tuple[str, tuple[str, ...]]] = []
    tops: list[tuple[str, ...]] = []
    children = {child for link in parents for child in link}
    for link in parents:
        grouped: dict[str, list[str]] = {}
        for child, parent in link.items():
            codes.setdefault(child)
            grouped.setdefault(parent, []).append(child)
        sums += [(parent, tuple(parts)) for parent, parts in grouped.items()]
        codes.update(dict.fromkeys(grouped))
        top = tuple(p for p in grouped if p not in children)
        if top and top != (whole,):
            tops.append(top)
    codes.pop(whole, None)
    sums += [(whole, top) for top in tops]
    return Dimension(name, (*codes, whole), tuple(sums), whole)


@dataclass(frozen=True)
class Table:
    """A table of one measure, totals included.

    values         shape of the dimensions' codes    whole numbers, 0 or more
    children       whether small numbers here are small numbers of children; False for engagements, hours, awards
    public         figures that everybody knows already (rolls): never withheld, always known to an attacker
    organisations, schools   the same shape   how many of them stand behind each cell; None where it is not known
    largest        the same shape   the largest figure of one organisation or school in the cell; None if not known
    exposed        the same shape   cells in which one contributor could work out another's figure to within the gap
    headline       the same shape   figures that readers look for first: withheld beside others only where nothing else does
    """

    name: str
    measure: str
    dimensions: tuple[Dimension, ...]
    values: IntArray
    children: bool = True
    public: bool = False
    organisations: IntArray | None = None
    schools: IntArray | None = None
    largest: IntArray | None = None
    exposed: BoolArray | None = None
    headline: BoolArray | None = None

    def __post_init__(self) -> None:
        shape = tuple(len(d.codes) for d in self.dimensions)
        values = np.asarray(self.values)
        if values.shape != shape:
            raise ValueError(f"table {self.name!r}: values have shape {values.shape}, the dimensions say {shape}")
        object.__setattr__(self, "values", whole_numbers(values, f"table {self.name!r}: values"))
        for field in ("organisations", "schools", "largest", "exposed", "headline"):
            given = getattr(self, field)
            if given is not None and np.shape(given) != shape:
                raise ValueError(
                    f"table {self.name!r}: {field} has shape {np.shape(given)}, the dimensions say {shape}"
                )
            if given is not None and field not in ("exposed", "headline"):
                object.__setattr__(self, field, whole_numbers(np.asarray(given), f"table {self.name!r}: {field}"))

    def cell_name(self, at: Sequence[int]) -> str:
        """Return the cell in words, as findings and errors print it."""
        codes = (f"{d.name}={d.codes[i]}" for d, i in zip(self.dimensions, at, strict=True))
        return f"{self.measure}[{', '.join(codes)}]"


def whole_numbers(values: NDArray[np.generic], what: str) -> IntArray:
    """Return int64 counts; raises ValueError naming the first position that is not a whole number of 0 or more."""
    numbers = np.asarray(values, dtype=float)
    wrong = ~np.isfinite(numbers) | (numbers < 0) | (numbers != np.floor(numbers)) | (numbers > 2**52)
    if wrong.any():
        at = tuple(int(i) for i in np.argwhere(wrong)[0])
        raise ValueError(f"{what}: position {at} is {numbers[at]:g}, not a whole number of 0 or more")
    return numbers.astype(np.int64)


def sums_of(dimensions: Sequence[Dimension], parts: ArrayLike) -> IntArray:
    """Return an array with every total filled in, from one whose totals are ignored.

    parts      shape of the dimensions' codes   the figures of codes that have no parts of their own
    returns    the same shape
    """
    values = np.array(parts, dtype=np.int64)
    for axis, dimension in enumerate(dimensions):
        at, view = dimension.position(), np.moveaxis(values, axis, 0)
        for total, codes in _inner_first(dimension):
            view[at[total]] = view[[at[c] for c in codes]].sum(axis=0)
    return values


def _inner_first(dimension: Dimension) -> list[tuple[str, tuple[str, ...]]]:
    waiting, done = list(dimension.sums), []
    while waiting:
        totals = {t for t, _ in waiting}
        ready = [s for s in waiting if not totals & set(s[1])]
        waiting = [s for s in waiting if totals & set(s[1])]
        done += ready
    return done


def table_of_lines(
    name: str,
    measure: str,
    dimensions: tuple[Dimension, ...],
    places: Sequence[Sequence[str]],
    amounts: ArrayLike,
    *,
    organisations: Sequence[str],
    schools: Sequence[str],
    children: bool = True,
    gap: int = 2,
) -> Table:
    """Add up accepted lines into a table that knows who stands behind each cell.

    places         one sequence of codes per dimension, (lines,) each: codes that have no parts
    amounts        (lines,) whole numbers
    organisations, schools   (lines,) who reported the line, and which school it is about
    gap            one contributor must not work out another's figure to within this

    Raises ValueError for unknown codes, for codes that have parts, and for lengths that disagree.
    """
    counts = whole_numbers(np.asarray(amounts), "amounts")
    shape = tuple(len(d.codes) for d in dimensions)
    cells, line = _cells_of_lines(dimensions, places, len(counts))
    size = int(np.prod(shape))
    values = np.bincount(cells, weights=counts[line], minlength=size).astype(np.int64)
    groups = [
        _grouped(cells, line, counts, who, what)
        for who, what in ((organisations, "organisations"), (schools, "schools"))
    ]
    largest = np.maximum(*(_largest(g, size)[0] for g in groups))
    exposed = np.logical_or(*(_is_exposed(g, size, values, gap) for g in groups))
    numbers = [np.bincount(g[0][g[1] > 0], minlength=size) for g in groups]
    return Table(
        name, measure, dimensions, values.reshape(shape), children=children,
        organisations=numbers[0].reshape(shape), schools=numbers[1].reshape(shape),
        largest=largest.reshape(shape), exposed=exposed.reshape(shape),
    )  # fmt: skip


def _cells_of_lines(
    dimensions: tuple[Dimension, ...], places: Sequence[Sequence[str]], lines: int
) -> tuple[IntArray, IntArray]:
    cells, line = np.zeros(lines, dtype=np.int64), np.arange(lines)
    for dimension, codes in zip(dimensions, places, strict=True):
        if len(codes) != lines:
            raise ValueError(f"places: dimension {dimension.name!r} has {len(codes)} codes for {lines} lines")
        at, totals = dimension.position(), {t for t, _ in dimension.sums}
        for i, code in enumerate(codes):
            if code not in at or code in totals:
                raise ValueError(f"places: position {i}: {code!r} is not a part of dimension {dimension.name!r}")
        above = [np.flatnonzero(row) for row in dimension.above()]
        own = np.array([at[c] for c in codes], dtype=np.int64)[line]
        many = np.array([len(above[i]) for i in own], dtype=np.int64)
        upper = np.concatenate([above[i] for i in own]) if len(own) else np.zeros(0, dtype=np.int64)
        cells = np.repeat(cells, many) * len(dimension.codes) + upper
        line = np.repeat(line, many)
    return cells, line


def _grouped(
    cells: IntArray, line: IntArray, counts: IntArray, who: Sequence[str], what: str
) -> tuple[IntArray, IntArray]:
    if len(who) != len(counts):
        raise ValueError(f"{what}: {len(who)} given for {len(counts)} lines")
    contributor = np.unique(np.asarray(who, dtype=str), return_inverse=True)[1].astype(np.int64)
    span = int(contributor.max(initial=0)) + 1
    keys, back = np.unique(cells * span + contributor[line], return_inverse=True)
    amounts = np.bincount(back, weights=counts[line], minlength=len(keys)).astype(np.int64)
    return keys // span, amounts


def _largest(group: tuple[IntArray, IntArray], size: int) -> tuple[IntArray, IntArray]:
    cells, amounts = group
    order = np.lexsort((-amounts, cells))
    cells, amounts = cells[order], amounts[order]
    rank = np.arange(len(cells)) - np.searchsorted(cells, cells)
    first, second = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    first[cells[rank == 0]] = amounts[rank == 0]
    second[cells[rank == 1]] = amounts[rank == 1]
    return first, second


def _is_exposed(group: tuple[IntArray, IntArray], size: int, values: IntArray, gap: int) -> BoolArray:
    """Say where the best-placed contributor pins another's figure b to [0, rest] with b and rest - b both within the gap."""
    cells, amounts = group
    first, second = _largest(group, size)
    best_known = np.where(amounts == first[cells], second[cells], first[cells])
    tied = first == second
    best_known = np.where(tied[cells], first[cells], best_known)
    rest = values[cells] - best_known - amounts
    pinned = (amounts > 0) & (amounts <= gap) & (rest <= gap) & (best_known > 0)
    exposed = np.zeros(size, dtype=bool)
    exposed[cells[pinned]] = True
    return exposed
