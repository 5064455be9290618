"""One JSON object a line for each thing measured, and whether all of it held."""

import json
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Line:
    """What was measured, beside its limit and a peer; `ok` is None where the peer could not be had."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    better: str = "lower"
    peer: str | None = None
    peer_value: float | None = None
    ratio: float | None = None
    same_answer: bool | None = None
    ok: bool | None = None


@dataclass
class Report:
    """Prints each line as it is known, and remembers whether one was false."""

    lines: list[Line] = field(default_factory=list)

    def say(self, name: str, value: float, unit: str, *, limit: float | None = None, same: bool | None = None) -> None:
        is_within = limit is None or value <= limit
        self.add(Line(name, round(value, 4), unit, limit, same_answer=same, ok=is_within and same is not False))

    def add(self, line: Line) -> None:
        self.lines.append(line)
        print(json.dumps(asdict(line)), flush=True)

    def finish(self) -> None:
        sys.exit(any(line.ok is False for line in self.lines))


def median_seconds(work: Callable[[], object], runs: int = 7) -> float:
    """Return the median of several runs, after one that warms up."""
    work()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def peak_megabytes() -> float:
    """Return the most memory that this process has held, in MiB.

    Linux hands the peak of a process on to what it starts: getrusage then tells of whoever began the measurement.
    """
    if STATUS.exists():
        return int(re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
