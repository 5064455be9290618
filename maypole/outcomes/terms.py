"""School terms, and the periods that are made of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Season(StrEnum):
    """A term's season; a calendar year has spring, summer, autumn, in this order."""

    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"


FIRST_DAY = {Season.SPRING: (1, 1), Season.SUMMER: (4, 1), Season.AUTUMN: (9, 1)}
LAST_DAY = {Season.SPRING: (3, 31), Season.SUMMER: (8, 31), Season.AUTUMN: (12, 31)}
SHAPE = re.compile(r"^(\d{4})-(spring|summer|autumn)$")


class UnknownPeriod(ValueError):
    """No term or period has this name."""


@dataclass(frozen=True, order=True)
class Term:
    """One term of one calendar year; its key is `2026-autumn`."""

    year: int
    season: Season

    @property
    def key(self) -> str:
        return f"{self.year}-{self.season}"

    @property
    def title(self) -> str:
        return f"{self.season.capitalize()} {self.year}"

    @property
    def first_day(self) -> date:
        return date(self.year, *FIRST_DAY[self.season])

    @property
    def last_day(self) -> date:
        return date(self.year, *LAST_DAY[self.season])

    @property
    def order(self) -> tuple[int, int]:
        return self.year, list(Season).index(self.season)

    @property
    def school_year(self) -> int:
        """The calendar year in which this term's school year begins."""
        return self.year if self.season == Season.AUTUMN else self.year - 1

    def before(self) -> "Term":
        """Return the term before this one."""
        number = list(Season).index(self.season)
        return Term(self.year - 1, Season.AUTUMN) if number == 0 else Term(self.year, list(Season)[number - 1])


@dataclass(frozen=True)
class Period:
    """Some terms taken together; a single term is a period too."""

    key: str
    title: str
    terms: tuple[Term, ...]


def term_of(key: str) -> Term:
    """Return the term of a key. Raises UnknownPeriod."""
    found = SHAPE.match(key)
    if not found:
        raise UnknownPeriod(f"{key!r} is no term; write one like 2026-autumn")
    return Term(int(found[1]), Season(found[2]))


def term_on(day: date) -> Term:
    """Return the term that a day falls in."""
    season = next(season for season in Season if day <= date(day.year, *LAST_DAY[season]))
    return Term(day.year, season)


def period_of(key: str) -> Period:
    """Return a term, a January to July (`2027-january-july`) or a school year (`2026-27`). Raises UnknownPeriod."""
    if SHAPE.match(key):
        term = term_of(key)
        return Period(key, term.title, (term,))
    if found := re.match(r"^(\d{4})-january-july$", key):
        year = int(found[1])
        return Period(key, f"January to July {year}", (Term(year, Season.SPRING), Term(year, Season.SUMMER)))
    if (found := re.match(r"^(\d{4})-(\d{2})$", key)) and (int(found[1]) + 1) % 100 == int(found[2]):
        year = int(found[1])
        terms = (Term(year, Season.AUTUMN), Term(year + 1, Season.SPRING), Term(year + 1, Season.SUMMER))
        return Period(key, f"School year {key}", terms)
    raise UnknownPeriod(f"{key!r} is no period; write one like 2026-autumn, 2027-january-july or 2026-27")


def period_of_terms(terms: Iterable[Term]) -> Period:
    """Return the period that some terms make; a single term is itself."""
    ordered = tuple(sorted(terms, key=lambda one: one.order))
    return Period("+".join(one.key for one in ordered), " and ".join(one.title for one in ordered), ordered)


def comparable_periods(period: Period) -> list[Period]:
    """Return the periods to compare with, best first: the same a year before; of a term also the term before."""
    first = period.terms[0]
    if len(period.terms) == 1:
        return [_of_term(Term(first.year - 1, first.season)), _of_term(first.before())]
    if period.key.endswith("january-july"):
        return [period_of(f"{first.year - 1}-january-july")]
    return [period_of(f"{first.year - 1}-{first.year % 100:02}")]


def inside_a_sentence(title: str) -> str:
    """Return a period's title as it stands inside a sentence."""
    return title[:1].lower() + title[1:] if title.startswith(("Spring", "Summer", "Autumn", "School")) else title


def _of_term(term: Term) -> Period:
    return Period(term.key, term.title, (term,))
