"""What a reader chose to look at, read from the address; what cannot be read is said and left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from maypole.atlas.queries.missing import Order, Show
from maypole.atlas.queries.reach import last_terms
from maypole.directory.models import School
from maypole.outcomes.terms import Term, UnknownPeriod, term_of

Kind = TypeVar("Kind", bound=StrEnum)
MOST_TERMS = 9
ORDERS = {
    Order.NEED: "Most deprived place",
    Order.MEALS: "Most pupils with free meals",
    Order.FAR: "Furthest from a fitting offer",
    Order.LONG: "Longest since a return told of it",
    Order.PUPILS: "Most pupils",
}
SHOWS = {
    Show.MISSING: "No return tells us",
    Show.REACHED: "A return tells us",
    Show.ALL: "All schools",
}


@dataclass(frozen=True)
class Choice:
    """Terms, order, and which schools; one address gives the same list, map and file."""

    terms: tuple[Term, ...]
    order: Order = Order.NEED
    show: Show = Show.MISSING
    phase: str = ""
    district: str = ""
    as_map: bool = False
    page: int = 1
    problems: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The address of this choice, without the page."""
        said = [("term", term.key) for term in self.terms]
        said += [("order", self.order), ("show", self.show), ("phase", self.phase), ("district", self.district)]
        return urlencode([(key, value) for key, value in said if value])

    @property
    def terms_in_words(self) -> str:
        titles = [term.title for term in self.terms]
        return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"


def choice_of(asked: QueryDict, today: date, districts: Sequence[str]) -> Choice:
    """Return what was asked for; the last three finished terms where none is named."""
    problems: list[str] = []
    terms = _terms(asked.getlist("term"), problems) or last_terms(today)
    phase, district = asked.get("phase", ""), asked.get("district", "")
    if phase and phase not in School.Phase.values:
        problems.append(f"There is no phase “{phase[:40]}”. All phases are shown.")
        phase = ""
    if district and district not in districts:
        problems.append(f"There is no district “{district[:40]}” here. All districts are shown.")
        district = ""
    return Choice(
        terms=terms,
        order=_one(asked.get("order", ""), Order.NEED, problems, "order"),
        show=_one(asked.get("show", ""), Show.MISSING, problems, "choice of schools"),
        phase=phase,
        district=district,
        as_map=asked.get("view") == "map",
        page=_page(asked),
        problems=tuple(problems),
    )


def _terms(keys: Sequence[str], problems: list[str]) -> tuple[Term, ...]:
    found: set[Term] = set()
    for key in keys:
        try:
            found.add(term_of(key))
        except UnknownPeriod:
            problems.append(f"There is no term “{key[:40]}”. Write one like 2026-autumn.")
    if len(found) > MOST_TERMS:
        problems.append(f"At most {MOST_TERMS} terms can be looked at together; the newest {MOST_TERMS} are shown.")
    return tuple(sorted(found, key=lambda term: term.order))[-MOST_TERMS:]


def _one(word: str, default: Kind, problems: list[str], what: str) -> Kind:
    if word and word not in list(type(default)):
        problems.append(f"There is no {what} “{word[:40]}”.")
        return default
    return type(default)(word) if word else default


def _page(asked: Mapping[str, str]) -> int:
    number = asked.get("page", "1")
    return max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
