"""Find the bodies that a record may be about without comparing it with every one."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from maypole.directory.matching.names import LOST
from maypole.directory.matching.scoring import LOOSE, Known, Sure, Verdict, compare

MOST_CANDIDATES = 5
CLEARLY_AHEAD = 0.04


class Index:
    """Bodies by postcode, by stem and by county."""

    def __init__(self, bodies: Iterable[Known] = ()) -> None:
        self.by_postcode: dict[str, list[Known]] = defaultdict(list)
        self.by_stem: dict[str, list[Known]] = defaultdict(list)
        self.by_county: dict[int | None, list[Known]] = defaultdict(list)
        self.with_lost_letter: list[Known] = []
        for body in bodies:
            self.add(body)

    def add(self, body: Known) -> None:
        if body.postcode:
            self.by_postcode[body.postcode].append(body)
        self.by_stem[body.name.stem].append(body)
        self.by_county[body.county].append(body)
        if LOST in body.name.core:
            self.with_lost_letter.append(body)

    def near(self, record: Known) -> list[Known]:
        """Return the bodies worth comparing: at its postcode, of its stem, or alike in name in its county."""
        found = {id(body): body for body in self.by_postcode.get(record.postcode, []) if record.postcode}
        found |= {id(body): body for body in self.by_stem.get(record.name.stem, [])}
        found |= {id(body): body for body in self.with_lost_letter}
        if LOST in record.name.core:
            found |= {id(body): body for body in self.by_county.get(record.county, [])}
        for county in {record.county, None}:
            pool = self.by_county.get(county, [])
            for form in ("stem", "core"):
                alike = process.extract(
                    getattr(record.name, form),
                    [getattr(body.name, form) for body in pool],
                    scorer=fuzz.token_set_ratio,
                    score_cutoff=100 * LOOSE,
                    limit=20,
                )
                found |= {id(pool[at]): pool[at] for _, _, at in alike}
        return list(found.values())

    def verdicts(self, record: Known, *, leave_out: frozenset[str] = frozenset()) -> list[Verdict]:
        """Return what follows for each body that it may be, surest first, one verdict a body."""
        best: dict[str, Verdict] = {}
        for body in self.near(record):
            if body.ref in leave_out:
                continue
            verdict = compare(record, body)
            held = best.get(body.ref)
            if verdict.sure and (held is None or (verdict.sure, verdict.score) > (held.sure, held.score)):
                best[body.ref] = verdict
        return sorted(best.values(), key=lambda verdict: (-verdict.sure, -verdict.score, verdict.ref))


def the_one(verdicts: list[Verdict]) -> Verdict | None:
    """Return the only body that a record can be, or None where none or several can."""
    sure = [verdict for verdict in verdicts if verdict.sure is Sure.SAME]
    if not sure:
        return None
    if len(sure) == 1 or sure[0].score - sure[1].score >= CLEARLY_AHEAD:
        return sure[0]
    return None
