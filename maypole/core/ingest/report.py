"""What became of each row: counted, and where it was refused, by line and reason."""

from dataclasses import dataclass, field

COUNTS = ("read", "new", "changed", "unchanged", "placed", "unplaced", "queued", "refused")
KEPT_REFUSALS = 10_000


@dataclass(frozen=True)
class Refusal:
    """A row that was not taken in."""

    line: int
    reason: str
    text: str = ""


@dataclass
class Report:
    """The counts of one run; every row read ends as new, changed, unchanged or refused."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    placed: int = 0
    unplaced: int = 0
    queued: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, line: int, reason: str, text: str = "") -> None:
        """Count a row as refused and keep why; of more than ten thousand only the count is kept."""
        self.refused += 1
        if len(self.refusals) < KEPT_REFUSALS:
            self.refusals.append(Refusal(line, reason[:400], text[:400]))

    def note(self, sentence: str) -> None:
        """Say something about the run as a whole, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def count(self, *, is_new: bool, is_changed: bool) -> None:
        """Count one row that was taken in."""
        if is_new:
            self.new += 1
        elif is_changed:
            self.changed += 1
        else:
            self.unchanged += 1

    def count_place(self, *, is_placed: bool) -> None:
        if is_placed:
            self.placed += 1
        else:
            self.unplaced += 1

    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in COUNTS}
