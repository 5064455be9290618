"""A posted sheet of answers: each is saved by itself, and what cannot be read comes back as it was typed."""

import re
import uuid
from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist

from maypole.outcomes.actions.returns import (
    ChangedElsewhere,
    LineIsAccepted,
    ReturnIsClosed,
    Where,
    explain,
    save_answer,
)
from maypole.outcomes.answers import UnreadableAnswer
from maypole.outcomes.field_names import UUID, Posted, seen_of, where_of
from maypole.outcomes.models import Line, Return

EXPLANATION = re.compile(rf"^why-({UUID})-([a-z-]{{1,40}})$")


def save_posted(*, return_of: Return, posted: Mapping[str, str], by: uuid.UUID, now: datetime) -> Posted:
    """Save each answer of a form that differs from what the form showed; where the return has closed, say so and keep it."""
    seen, result = seen_of(posted), Posted()
    changed = {name: typed for name, typed in posted.items() if typed.strip() != seen.get(name, "")}
    try:
        for name, typed in changed.items():
            if where := where_of(name):
                _save_one(result, return_of, name, where, typed, seen.get(name), by, now)
        _explanations(return_of, changed, now)
    except ReturnIsClosed as closed:
        result.closed = str(closed)
        result.typed |= {name: typed for name, typed in changed.items() if name not in result.words}
    return result


def _save_one(
    result: Posted,
    return_of: Return,
    name: str,
    where: Where,
    typed: str,
    seen: str | None,
    by: uuid.UUID,
    now: datetime,
) -> None:
    try:
        reading = save_answer(return_of=return_of, where=where, typed=typed, by=by, now=now, seen=seen)
    except (UnreadableAnswer, ChangedElsewhere, LineIsAccepted) as error:
        result.errors[name], result.typed[name] = str(error), typed
    except (KeyError, ObjectDoesNotExist):
        result.errors[name], result.typed[name] = "This is not asked any more. It was not saved.", typed
    else:
        result.saved += 1
        result.words[name] = reading.words
        if reading.remark:
            result.remarks[name] = reading.remark


def _explanations(return_of: Return, changed: Mapping[str, str], now: datetime) -> None:
    for name, text in changed.items():
        if found := EXPLANATION.match(name):
            line = Line.objects.filter(pk=found[1], project__return_of=return_of).select_related("project").first()
            if line is not None:
                explain(line=line, code=found[2], text=text, now=now)
