"""The transition project of one September: what each school told, who sends to whom, what it adds up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maypole.directory.models import School
from maypole.partnerships.models import Partnership
from maypole.programme.models import TransitionCount, TransitionPair
from maypole.programme.territory import schools_of

FIRST_MONTH = 4
YEARS_SHOWN = 4
LAST_AGE_OF_YEAR_6, FIRST_AGE_OF_YEAR_7 = 11, 11


@dataclass(frozen=True)
class Told:
    """What one school told; None is not known."""

    school: School
    started: int | None
    continued: int | None
    awards: int | None
    sends_to: tuple[School, ...]
    takes_from: tuple[School, ...]


@dataclass(frozen=True)
class Total:
    """A sum over those who told, and how many of those asked that is."""

    number: int
    told: int
    asked: int


@dataclass(frozen=True)
class Transition:
    """One September of a partnership."""

    year: int
    schools: tuple[Told, ...]
    pairs: tuple[TransitionPair, ...]

    @property
    def started(self) -> Total:
        return _total((one.started, bool(one.sends_to)) for one in self.schools)

    @property
    def continued(self) -> Total:
        return _total((one.continued, bool(one.takes_from)) for one in self.schools)

    @property
    def awards(self) -> Total:
        return _total((one.awards, True) for one in self.schools)


def _total(counts: Iterable[tuple[int | None, bool]]) -> Total:
    """Add up what was told; whoever told was asked too."""
    rows = [(count, is_asked or count is not None) for count, is_asked in counts]
    told = [count for count, _ in rows if count is not None]
    return Total(sum(told), len(told), sum(is_asked for _, is_asked in rows))


def septembers(today: date) -> list[int]:
    """Return the years to choose from, newest first: from April on the coming September is the one."""
    newest = today.year if today.month >= FIRST_MONTH else today.year - 1
    return [newest - back for back in range(YEARS_SHOWN)]


def has_year_6(school: School) -> bool:
    """Whether pupils leave it after year 6 or pass through; a school of unknown ages may."""
    return school.low_age is None or school.low_age < LAST_AGE_OF_YEAR_6


def has_year_7(school: School) -> bool:
    return school.high_age is None or school.high_age > FIRST_AGE_OF_YEAR_7


def transition_of(partnership: Partnership, year: int) -> Transition:
    """Return the September of a partnership: all its schools that are paired or told something."""
    pairs = tuple(
        TransitionPair.objects.filter(partnership=partnership, year=year).select_related("primary", "secondary")
    )
    counts = {
        count.school_id: count
        for count in TransitionCount.objects.filter(year=year, school__in=schools_of(partnership)).select_related(
            "school"
        )
    }
    schools = {school.urn: school for pair in pairs for school in (pair.primary, pair.secondary)}
    schools |= {urn: count.school for urn, count in counts.items()}
    told = [_told(school, counts.get(urn), pairs) for urn, school in schools.items()]
    return Transition(year, tuple(sorted(told, key=lambda one: one.school.name)), pairs)


def told_by(school: School, year: int) -> Told:
    """Return what one school told of one September, with those it is paired with and what they told."""
    pairs = tuple(
        TransitionPair.objects.filter(year=year, primary=school).select_related("primary", "secondary")
        | TransitionPair.objects.filter(year=year, secondary=school).select_related("primary", "secondary")
    )
    return _told(school, TransitionCount.objects.filter(school=school, year=year).first(), pairs)


def _told(school: School, count: TransitionCount | None, pairs: Iterable[TransitionPair]) -> Told:
    return Told(
        school,
        count.started if count else None,
        count.continued if count else None,
        count.awards if count else None,
        tuple(pair.secondary for pair in pairs if pair.primary_id == school.urn),
        tuple(pair.primary for pair in pairs if pair.secondary_id == school.urn),
    )


def warnings_of(transition: Transition) -> list[str]:
    """Return what cannot quite be, in words; nothing is refused for it."""
    started = {one.school.urn: one.started for one in transition.schools}
    found = []
    for one in transition.schools:
        before = [started.get(primary.urn) for primary in one.takes_from]
        known = [number for number in before if number is not None]
        if one.continued is not None and known and len(known) == len(before) and one.continued > sum(known):
            found.append(
                f"{one.school} tells of {one.continued} who went on, the schools that send to it of {sum(known)} who "
                "started. Ask both; it is kept as it is."
            )
        found += own_warnings(one)
    return found


def own_warnings(one: Told) -> list[str]:
    """Return what one school's own counts say against each other."""
    found = []
    if one.started is not None and one.continued is not None and one.continued > one.started:
        found.append(f"{one.school} tells of more who went on ({one.continued}) than started ({one.started}).")
    most = max((number for number in (one.started, one.continued) if number is not None), default=None)
    if one.awards is not None and most is not None and one.awards > most:
        found.append(f"{one.school} tells of more awards ({one.awards}) than pupils ({most}).")
    return found
