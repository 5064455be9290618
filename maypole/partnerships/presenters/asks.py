"""The log of asks as a page reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maypole.partnerships.models import Ask

TONES = {Ask.Answer.YES: "good", Ask.Answer.LATER: "note", Ask.Answer.DECLINED: "stop", Ask.Answer.NONE: "look"}


@dataclass(frozen=True)
class AskLine:
    """An ask, in words."""

    id: int
    school: str
    school_path: str
    asked: str
    about: str
    offer: str
    answer: str
    tone: str
    reason: str
    is_open: bool


def ask_line(ask: Ask, today: date) -> AskLine:
    waits = f", {(today - ask.asked_on).days // 7} weeks ago" if (today - ask.asked_on).days >= 14 else ""
    answered = f" on {ask.answered_on:%-d %B %Y}" if ask.answered_on else ""
    return AskLine(
        id=ask.pk,
        school=ask.school.name,
        school_path=ask.school.get_absolute_url(),
        asked=f"Asked by {ask.asked_by} on {ask.asked_on:%-d %B %Y}{waits if not ask.answered_on else ''}",
        about=ask.about,
        offer=f"{ask.offer.title}, {ask.offer.organisation}" if ask.offer else "",
        answer=f"{ask.get_answer_display()}{answered}",
        tone=TONES[Ask.Answer(ask.answer)],
        reason=ask.reason,
        is_open=ask.answer == Ask.Answer.NONE,
    )


def ask_lines(asks: Iterable[Ask], today: date) -> tuple[AskLine, ...]:
    return tuple(ask_line(ask, today) for ask in asks)
