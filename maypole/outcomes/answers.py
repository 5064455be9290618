"""Read what a tired person types into a value, or say in a sentence why it cannot be read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from maypole.outcomes.frameworks import NOT_KNOWN, AnswerKind, Question

Value = int | float | str | None
UNKNOWN_WORDS = frozenset({"not known", "not_known", "unknown", "don't know", "don’t know", "dk", "n/k", "nk", "?"})
ROUGHLY = re.compile(r"^(?:approx(?:imately)?\.?|about|around|roughly|circa|ca?\.|~|≈)\s*", re.IGNORECASE)
NUMBER = re.compile(r"^-?\d+(?:\.\d+)?$")
THOUSANDS = re.compile(r"^-?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?$")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MOST = 1_000_000
LONGEST = 200


class UnreadableAnswer(ValueError):
    """What was typed cannot be read; the message says what to type instead."""


@dataclass(frozen=True)
class Reading:
    """A value, and what we made of the words, where that is not plain."""

    value: Value
    remark: str = ""
    words: str = ""


def read_answer(question: Question, typed: object) -> Reading:
    """Return the value of what was typed; None where nothing was. Raises UnreadableAnswer."""
    text = _text(typed)
    if not text:
        return Reading(None)
    if question.may_be_unknown and text.lower() in UNKNOWN_WORDS:
        return Reading(NOT_KNOWN)
    return READERS[question.kind](question, text)


def _text(typed: object) -> str:
    if isinstance(typed, datetime):
        return typed.date().isoformat()
    if isinstance(typed, date):
        return typed.isoformat()
    if isinstance(typed, float) and typed.is_integer():
        return str(int(typed))
    text = "" if typed is None else str(typed)
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\x00", "")).strip()


def _number(question: Question, text: str) -> tuple[float, str]:
    bare = ROUGHLY.sub("", text)
    remark = f"We read “{text}” as {bare}." if bare != text else ""
    if not (NUMBER.match(bare) or THOUSANDS.match(bare)):
        raise UnreadableAnswer(f"Use a number, such as {_example(question)}. You typed “{text[:40]}”.")
    number = float(bare.replace(",", "").replace(" ", ""))
    if number < 0:
        raise UnreadableAnswer(f"{text} is less than nothing. Use 0 or more.")
    if not isfinite(number) or number > MOST:
        raise UnreadableAnswer(f"{text} is more than {MOST:,}. Look again.")
    return number, remark


def _example(question: Question) -> str:
    return {AnswerKind.WHOLE: "30", AnswerKind.NUMBER: "1.5", AnswerKind.MONEY: "250"}[question.kind]


def _whole(question: Question, text: str) -> Reading:
    number, remark = _number(question, text)
    if number != int(number):
        raise UnreadableAnswer(f"{text} is not a whole number. Nobody is half a {_singular(question.unit)}.")
    return Reading(int(number), remark)


def _singular(unit: str) -> str:
    return {"children": "child", "people": "person", "adults": "grown-up", "sessions": "session"}.get(unit, "one")


def _decimal(question: Question, text: str) -> Reading:
    number, remark = _number(question, text)
    return Reading(round(number, 2), remark)


def _money(question: Question, text: str) -> Reading:
    number, remark = _number(question, re.sub(r"^£\s*", "", text))
    return Reading(round(number, 2), remark)


def _choice(question: Question, text: str) -> Reading:
    wanted = text.lower()
    for slug, title in question.categories:
        if wanted in (slug.lower(), title.lower()):
            return Reading(slug)
    titles = ", ".join(title for _, title in question.categories)
    raise UnreadableAnswer(f"“{text[:40]}” is none of the answers. Choose one of: {titles}.")


def _date(question: Question, text: str) -> Reading:
    day = date_of(text)
    if day is None:
        raise UnreadableAnswer(f"Write the day like 7 September 2026 or 07/09/2026. You typed “{text[:40]}”.")
    if not 2000 <= day.year <= 2100:
        raise UnreadableAnswer(f"{day.year} is not a likely year. Look again at “{text[:40]}”.")
    return Reading(day.isoformat())


def date_of(text: str) -> date | None:
    """Return the day of a date written in digits, day first or year first, or with the month's name."""
    text = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text.strip().lower())
    if found := re.match(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.match(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})$", text):
        return _day(_century(found[3]), int(found[2]), int(found[1]))
    if found := re.match(r"^(?:[a-z]+,? )?(\d{1,2})[ -]([a-z]{3,9})\.?,?[ -](\d{2}|\d{4})$", text):
        return _named(found[2], found[1], found[3])
    if found := re.match(r"^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$", text):
        return _named(found[1], found[2], found[3])
    return None


def _century(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _named(month: str, day: str, year: str) -> date | None:
    return _day(_century(year), MONTHS.index(month[:3]) + 1, int(day)) if month[:3] in MONTHS else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _words(question: Question, text: str) -> Reading:
    if len(text) > LONGEST:
        raise UnreadableAnswer(f"This is {len(text)} letters long. Keep it to {LONGEST}.")
    return Reading(text)


READERS: dict[AnswerKind, Callable[[Question, str], Reading]] = {
    AnswerKind.WHOLE: _whole,
    AnswerKind.NUMBER: _decimal,
    AnswerKind.MONEY: _money,
    AnswerKind.CHOICE: _choice,
    AnswerKind.DATE: _date,
    AnswerKind.TEXT: _words,
}


def number_of(answers: dict[str, Value], slug: str) -> float | None:
    """Return an answered number; None where there is no answer, or it is not known."""
    value = answers.get(slug)
    return float(value) if isinstance(value, int | float) else None


def whole_of(answers: dict[str, Value], slug: str) -> int | None:
    """Return an answered whole number; None where there is no answer, or it is not known."""
    number = number_of(answers, slug)
    return None if number is None else int(number)


def shown(question: Question, value: Value) -> str:
    """Return a value in words."""
    if value is None:
        return ""
    if value == NOT_KNOWN:
        return "Not known"
    if question.kind == AnswerKind.CHOICE:
        return question.category(str(value))
    if question.kind == AnswerKind.DATE:
        return f"{date.fromisoformat(str(value)):%-d %B %Y}"
    return f"{value:g}" if isinstance(value, float) else str(value)
