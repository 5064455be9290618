"""Make a release safe, or refuse."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from maypole.evidence.disclosure.attackers import Attacker, Knowledge, attackers, implied_by, strongest_first
from maypole.evidence.disclosure.audit import audit, settle_all
from maypole.evidence.disclosure.errors import Stopped, Unprotectable
from maypole.evidence.disclosure.feasible import FAR, Explorer, Move, OnProgress, note_move
from maypole.evidence.disclosure.model import Model
from maypole.evidence.disclosure.moves import Place, Room, Ways, whole_steps
from maypole.evidence.disclosure.pattern import HEADLINE, Lines, fill_lines, take_back
from maypole.evidence.disclosure.primary import Policy, Primary, find_primary
from maypole.evidence.disclosure.published import WITHHELD, Protected, Published
from maypole.evidence.disclosure.settled import settled
from maypole.evidence.disclosure.swaps import Swaps, swaps_of
from maypole.evidence.disclosure.tables import BoolArray, FloatArray, IntArray

KEEP_SHORT, DEARER_FIGURE = 1e-3, 0.08
A_FEW, SMALL_PLACE = 300, 600
MOST_IN_CROWDS, PAYS = 5_000, 0.5


def protect(
    model: Model,
    policy: Policy | None = None,
    *,
    only: tuple[str, ...] = (),
    on_progress: OnProgress | None = None,
) -> Protected:
    """Withhold as little as makes every small number safe from every attacker, and prove it with ``audit``.

    model      what the release would publish, from ``build``
    policy     its limits
    only       names of the attackers to withstand; all that the model knows of, when empty

    A figure that readers can work out from earlier editions is not withheld beside others: that would hide nothing. One
    that is withheld only beside others, and that earlier editions leave few numbers whatever this one withholds, need
    not stay vague.

    Raises Unprotectable, with the cells at fault, where nothing that could be withheld makes them safe; Stopped where
    ``on_progress`` answers False.
    Source: Gusfield (1988); Kelly, Golden & Assad (1992); Castro (2007).
    """
    policy = policy or Policy()
    shown = np.zeros(0, dtype=np.int64)
    told, narrow_already = settled(model), np.zeros(model.size, dtype=bool)
    while True:
        primary = find_primary(model, policy, cover=not only or "insider" in only, shown=shown)
        work = _Work(model, policy, primary, only, on_progress, told, narrow_already)
        try:
            withheld = work.mend(take_back(work.lines, fill_lines(work.lines, work.start), work.start))
        except _Narrow as narrow:
            zeros = narrow.cells[primary.covered[narrow.cells] & (model.values[narrow.cells] == 0)]
            beside = narrow.cells[~primary.withheld[narrow.cells]]
            if not len(zeros) and not len(beside):
                raise narrow.refusal(model) from None
            shown = np.concatenate([shown, zeros])
            narrow_already[beside] = True
        else:
            return _finish(model, policy, work, withheld, only, on_progress)


class _Narrow(Exception):
    """These cells stay too narrow for an attacker, whatever else is withheld."""

    def __init__(self, cells: IntArray, attacker: str) -> None:
        super().__init__(attacker)
        self.cells, self.attacker = cells, attacker

    def refusal(self, model: Model) -> Unprotectable:
        names = tuple(model.names[c] for c in self.cells)
        return Unprotectable(
            f"{len(names)} cells stay too narrow for the {self.attacker} whatever is withheld, {names[0]} first", names
        )


class _Work:
    """One release on its way to being safe."""

    def __init__(
        self,
        model: Model,
        policy: Policy,
        primary: Primary,
        only: tuple[str, ...],
        on_progress: OnProgress | None,
        told: BoolArray,
        narrow_already: BoolArray,
    ) -> None:
        self.model, self.policy, self.on_progress = model, policy, on_progress
        self.start = primary.withheld | model.forced | ~model.printed
        self.knowledge = knowledge_of(model, primary)
        found = attackers(
            model.size,
            self.knowledge,
            threshold=policy.threshold,
            width=policy.width,
            told_width=policy.told_width,
            gap=policy.gap,
        )
        self.attackers = [a for a in found if not only or a.name in only]
        self.needy = (model.printed | primary.small) & ~(model.fixed & ~model.forced) & ~narrow_already
        usable = (model.values > 0) & ~model.fixed & model.printed & ~told
        self.lines = Lines(model.rows, model.values, self.needy, usable, self.attackers, model.headline)
        self.movable = self.start | usable
        self.price = 1.0 + DEARER_FIGURE * np.log1p(model.values) + HEADLINE * model.headline
        self.ways = Ways(model.rows)
        self.crowds_done: set[str] = set()
        self.swaps: Swaps | None = None
        self.moves: list[Move] = []
        self.replayed = {a.name: 0 for a in self.attackers}
        self.seen = {a.name: np.zeros((model.size, 2 * a.need + 1), dtype=bool) for a in self.attackers}

    def mend(self, withheld: BoolArray) -> BoolArray:
        """Return ``withheld`` grown until no attacker can narrow any cell."""
        while True:
            grown = withheld
            proved: list[Attacker] = []
            for attacker in strongest_first(self.attackers):
                if not any(implied_by(attacker, other) for other in proved):
                    grown = self._withstand(attacker, grown)
                    proved.append(attacker)
            if (grown == withheld).all():
                return withheld
            withheld = grown

    def _withstand(self, attacker: Attacker, withheld: BoolArray) -> BoolArray:
        """Return ``withheld`` grown until this attacker can narrow no cell."""
        while True:
            failing = self._failing(attacker, withheld)
            grown = self._repair_all(attacker, withheld, failing, whole=False)
            if (grown == withheld).all():
                failing = self._failing(attacker, withheld, whole=True)
                if not len(failing):
                    return withheld
                grown = self._repair_all(attacker, withheld, failing, whole=True)
            if (grown == withheld).all() and len(narrow := self._unseen(attacker, failing)):
                raise _Narrow(narrow, attacker.name)
            withheld = grown

    def _unseen(self, attacker: Attacker, cells: IntArray) -> IntArray:
        """Return the cells of which even the repair showed too few values: it may prove what settling had no time for."""
        return np.asarray(cells[self.seen[attacker.name][cells].sum(axis=1) < attacker.need])

    def _repair_all(self, attacker: Attacker, withheld: BoolArray, failing: IntArray, *, whole: bool) -> BoolArray:
        grown = withheld.copy()
        if self.swaps is None and len(failing) > A_FEW:
            self.swaps = swaps_of(self.model, self.movable)
        if self.swaps is not None:  # small figures have the least room, and so the first choice
            failing = failing[np.argsort(self.model.values[failing], kind="stable")]
        values = self.model.values
        room = Room(
            values - attacker.low,
            np.minimum(attacker.high - values, FAR),
            np.where(withheld, KEEP_SHORT, self.price),
            self.movable,
        )
        for number, cell in enumerate(failing):
            self._tell(number, len(failing), f"repairing cells that the {attacker.name} could narrow")
            self._repair(attacker, grown, int(cell), room, whole)
        return fill_lines(self.lines, grown)

    def _tell(self, done: int, total: int, message: str) -> None:
        if self.on_progress is not None and done % 20 == 0 and not self.on_progress(done, total, message):
            raise Stopped(message)

    def _failing(self, attacker: Attacker, withheld: BoolArray, *, whole: bool = False) -> IntArray:
        """Return the withheld cells that an attacker may be able to narrow; with ``whole``, those that it can."""
        cells = np.flatnonzero(withheld)
        need = np.where(self.needy[cells], attacker.need, 0)
        self._replay(attacker)
        known = self.seen[attacker.name][cells]
        if (known.sum(axis=1) >= need).all():
            return cells[:0]
        explorer = explorer_of(self.model.rows, self.model.values, cells, attacker)
        explorer.seen |= known
        self._go_in_crowds(attacker, explorer, need)
        if whole:
            settle_all(explorer, need, self.on_progress, f"settling cells against the {attacker.name}")
        self.seen[attacker.name][cells] |= explorer.seen
        self.moves += [(cells[c], steps) for c, steps in explorer.moves]
        return np.asarray(cells[explorer.seen.sum(axis=1) < need])

    def _go_in_crowds(self, attacker: Attacker, explorer: Explorer, need: IntArray) -> None:
        """Let the cells of a release that is not too large move in crowds, again only if that proved much last time."""
        wanting = np.count_nonzero(explorer.seen.sum(axis=1) < need)
        if len(need) > MOST_IN_CROWDS or attacker.name in self.crowds_done or not wanting:
            return
        explorer.explore(need, self.on_progress, f"proving withheld cells against the {attacker.name}")
        if np.count_nonzero(explorer.seen.sum(axis=1) < need) > (1 - PAYS) * wanting:
            self.crowds_done.add(attacker.name)

    def _replay(self, attacker: Attacker) -> None:
        """Learn from the moves found against other attackers since last time."""
        seen, values = self.seen[attacker.name], self.model.values
        for cells, steps in self.moves[self.replayed[attacker.name] :]:
            note_move(seen, attacker.low[cells] - values[cells], attacker.high[cells] - values[cells], cells, steps)
        self.replayed[attacker.name] = len(self.moves)

    def _repair(self, attacker: Attacker, withheld: BoolArray, cell: int, room: Room, whole: bool) -> None:
        """Withhold, in place, what lets one cell take as many values as asked."""
        seen = self.seen[attacker.name]
        for _ in range(attacker.need):
            if seen[cell].sum() >= attacker.need:
                return
            if not any(self._detour(attacker, withheld, cell, m, room, whole) for m in self._wishes(attacker, cell)):
                return

    def _wishes(self, attacker: Attacker, cell: int) -> list[int]:
        """Return the moves that would help a cell, in the order to try them: the whole width at once, then one by one."""
        seen, span = self.seen[attacker.name][cell], attacker.need
        least = -min(int(self.model.values[cell] - attacker.low[cell]), span)
        most = min(int(attacker.high[cell] - self.model.values[cell]), span)
        lowest, highest = int(seen.argmax()) - span, span - int(seen[::-1].argmax())
        missing = max(span - 1 - (highest - lowest), 0)
        wide = [max(lowest - missing, least), min(highest + missing, most)]
        single = sorted(range(least, most + 1), key=abs)
        return [move for move in dict.fromkeys(wide + single) if not seen[move + span]]

    def _detour(self, attacker: Attacker, withheld: BoolArray, cell: int, move: int, room: Room, whole: bool) -> bool:
        """Withhold, in place, the cheapest way to make a move, near the cell if there is one."""
        for place in self.ways.places(cell, room, self.swaps):
            found = self._way(cell, move, room, place, whole)
            if found is None:
                continue
            cells, moved = found
            steps = whole_steps(moved)
            if steps is not None or place.everything:
                withheld[cells] = True
                room.price[cells] = KEEP_SHORT
            if steps is not None:
                self._learn(attacker, cells, steps)
                return True
        return False

    def _way(self, cell: int, move: int, room: Room, place: Place, whole: bool) -> tuple[IntArray, FloatArray] | None:
        """Return a way to make a move, by whole numbers if the place is small enough to insist on them."""
        found = self.ways.find(cell, move, room, place, whole=whole)
        if found is not None and whole_steps(found[1]) is None and len(place.cells) < SMALL_PLACE:
            return self.ways.find(cell, move, room, place, whole=True) or found
        return found

    def _learn(self, attacker: Attacker, cells: IntArray, steps: IntArray) -> None:
        values = self.model.values[cells]
        note_move(self.seen[attacker.name], attacker.low[cells] - values, attacker.high[cells] - values, cells, steps)
        self.moves.append((cells, steps))


def explorer_of(rows: sparse.csr_array, base: IntArray, cells: IntArray, attacker: Attacker) -> Explorer:
    """Return an explorer of the withheld cells, started from a table known to be possible."""
    part = rows[:, cells]
    part = sparse.csr_array(part[np.flatnonzero(np.diff(part.indptr))])
    return Explorer(part, base[cells], attacker.low[cells], attacker.high[cells], attacker.need)


def knowledge_of(model: Model, primary: Primary) -> Knowledge:
    """Return what an attacker can know of each cell, were it withheld."""
    unmarked = primary.covered | (model.forced & (model.values == 0)) | ~model.printed
    plain = ~unmarked & (model.values > 0)
    known = bool(((model.organisations >= 0) | (model.schools >= 0) | (model.largest > 0)).any())
    return Knowledge(
        zeros_printed=plain,
        small=primary.small & ~primary.covered,
        not_small=plain & model.children & ~primary.small,
        largest=np.where(unmarked, 0, model.largest) if known else None,
    )


def _finish(
    model: Model,
    policy: Policy,
    work: _Work,
    withheld: BoolArray,
    only: tuple[str, ...],
    on_progress: OnProgress | None,
) -> Protected:
    values = np.where(withheld, WITHHELD, model.values)
    published = Published(model.names, values, model.rows, model.printed, withheld & work.needy)
    report = audit(
        published,
        policy,
        knowledge=work.knowledge,
        only=only,
        start=model.values,
        moves=work.moves,
        on_progress=on_progress,
    )
    if report.findings:
        cells = tuple(dict.fromkeys(f.cell for f in report.findings))
        raise Unprotectable(f"the audit narrowed {len(cells)} cells, {cells[0]} first", cells)
    suppressed = withheld & model.printed
    return Protected(
        published, suppressed, report.intervals, work.knowledge,
        {name: values[cells] for name, cells in model.table_cells.items()},
        {name: np.asarray(~withheld[pairs].any(axis=1)) for name, pairs in model.ratios.items()},
    )  # fmt: skip
