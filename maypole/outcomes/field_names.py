"""The names of a sheet's fields, and what became of a posted one."""

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from maypole.outcomes.actions.returns import Where
from maypole.outcomes.frameworks import Part

UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
NAME = re.compile(rf"^(project|line|pupils)-({UUID})-([a-z0-9_]+)$")


@dataclass
class Posted:
    """What became of a posted sheet: errors and remarks by the name of the field, with what was typed.

    `closed` says why nothing more is taken; what was typed and not saved is in `typed` then too.
    """

    saved: int = 0
    closed: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def name_of(part: Part, record: uuid.UUID, question: str) -> str:
    """Return the name of the field of an answer."""
    return f"{part}-{record}-{question}"


def where_of(name: str) -> Where | None:
    """Return which answer a field's name means, or None for another field."""
    found = NAME.match(name)
    return Where(Part(found[1]), uuid.UUID(found[2]), found[3]) if found else None


def seen_of(posted: Mapping[str, str]) -> dict[str, str]:
    """Return what the form showed when it was opened, by the name of the field."""
    try:
        seen = json.loads(posted.get("seen", "{}"))
    except (ValueError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in seen.items()} if isinstance(seen, dict) else {}
