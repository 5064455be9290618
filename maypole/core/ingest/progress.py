"""How far long work has come, shown where it was started: nowhere, in a terminal, or on a page."""

from typing import Protocol

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars


class Progress(Protocol):
    """What work tells whoever watches. `stage` may raise Stopped: nothing has been written by then."""

    def stage(self, what: str, total: int = 0) -> None: ...

    def advance(self, done: int) -> None: ...


class Unwatched:
    """Nobody looks."""

    def stage(self, what: str, total: int = 0) -> None:
        return

    def advance(self, done: int) -> None:
        return


class InTerminal:
    """A bar a stage, on the error stream, so that the output stays clean."""

    def __init__(self, bars: Bars) -> None:
        self.bars = bars
        self.bar: int | None = None

    def stage(self, what: str, total: int = 0) -> None:
        if self.bar is not None:
            done = self.bars.tasks[self.bar].completed
            self.bars.update(self.bars.task_ids[self.bar], total=max(done, 1), completed=max(done, 1))
        self.bar = int(self.bars.add_task(what, total=total or None))

    def advance(self, done: int) -> None:
        if self.bar is not None:
            self.bars.update(self.bars.task_ids[self.bar], completed=done)


def bars(console: object) -> Bars:
    """Return bars with what is done, how much of it, and for how long."""
    return Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,  # type: ignore[arg-type]
        transient=True,
    )
