"""What a framework asks: its questions, with categories, units, guidance and why each matters."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

NOT_KNOWN = "not_known"


class AnswerKind(StrEnum):
    """What an answer is made of."""

    CHOICE = "choice"
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    TEXT = "text"
    WHOLE = "whole"


class Part(StrEnum):
    """What a question is asked about: a project, its line for a school, or all children of a return in one partnership."""

    PROJECT = "project"
    LINE = "line"
    PUPILS = "pupils"


NUMBERS = frozenset({AnswerKind.MONEY, AnswerKind.NUMBER, AnswerKind.WHOLE})


@dataclass(frozen=True)
class Question:
    """One question of a framework.

    `part_of` names the question whose answer is the total of this one and its like; `is_short` says that it stands in
    the short form.
    """

    slug: str
    title: str
    kind: AnswerKind
    why: str
    unit: str = ""
    guidance: str = ""
    categories: tuple[tuple[str, str], ...] = ()
    part_of: str = ""
    is_short: bool = False

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS

    @property
    def may_be_unknown(self) -> bool:
        """Whether "not known" is offered as an answer."""
        return self.is_number or self.kind == AnswerKind.CHOICE

    def category(self, slug: str) -> str:
        """Return the words of a category."""
        return dict(self.categories).get(slug, slug)


@dataclass(frozen=True)
class Framework:
    """A version of a framework. A return keeps the version that it was begun with."""

    slug: str
    version: int
    kind: str
    title: str
    asks: str
    why: str
    source: str
    checked_by: str
    reviewed_on: date
    review_by: date
    parts: dict[Part, tuple[Question, ...]]
    points: tuple[tuple[int, str], ...] = ()
    statements: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """How a round or a return names it, such as `collective-outcomes-1`."""
        return f"{self.slug}-{self.version}"

    @cached_property
    def by_slug(self) -> dict[tuple[Part, str], Question]:
        return {(part, question.slug): question for part, questions in self.parts.items() for question in questions}

    def question(self, part: Part, slug: str) -> Question:
        """Return one question. Raises KeyError where this version has none of that name."""
        return self.by_slug[part, slug]

    def short(self, part: Part) -> tuple[Question, ...]:
        """Return the questions of the short form."""
        return tuple(question for question in self.parts.get(part, ()) if question.is_short)

    def long(self, part: Part) -> tuple[Question, ...]:
        """Return the questions that one may add."""
        return tuple(question for question in self.parts.get(part, ()) if not question.is_short)
