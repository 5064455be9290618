"""What changed when, by whom, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from maypole.directory.artforms import ArtForm
from maypole.directory.key_stages import KeyStage
from maypole.directory.models import Listing, Offer, Want

NOT_SHOWN = {
    "id", "created_at", "updated_at", "confirmed_at", "confirmed_by", "asked_to_confirm_at", "school", "organisation",
    "is_invented",
}  # fmt: skip
# What no form asks, and what on its form leans on the heading above it.
SAID_ALONE = {
    "closed_from": "Closed from",
    "closed_reason": "Why it is closed",
    "cost_unit": "What the price is for",
    "insurance_declared_on": "Insurance declared on",
    "safeguarding_declared_on": "Safeguarding policy declared on",
    "safeguarding_seen_by": "Safeguarding policy seen by",
    "safeguarding_seen_on": "Safeguarding policy seen on",
    "offer.state": "Whether it can be booked",
    "offer.places_a_year": "Pupils a year",
    "want.state": "Whether it is still wanted",
    "venue": "Venue",
}
MOST = 50
Labels = Mapping[str, str]
TITLES: dict[str, Any] = {"artforms": ArtForm, "key_stages": KeyStage}


@dataclass(frozen=True)
class Change:
    """A field with its value before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """One version of a record, with what it changed from the one before."""

    number: int
    at: datetime
    who: str
    changes: tuple[Change, ...]
    is_current: bool


def versions_of(record: Listing | Offer | Want | None, labels: Labels) -> list[Version]:
    """Return the versions of a record, newest first, at most 50, in the words of the form's labels."""
    if record is None:
        return []
    rows = list(record.history.select_related("history_user")[: MOST + 1])
    return [
        Version(
            number=row.history_id,
            at=row.history_date,
            who=str(row.history_user) if row.history_user else "Maypole, or somebody whose account is gone",
            changes=differences(row, rows[place + 1] if place + 1 < len(rows) else None, labels),
            is_current=place == 0,
        )
        for place, row in enumerate(rows[:MOST])
    ]


def differences(row: Any, earlier: Any | None, labels: Labels) -> tuple[Change, ...]:
    """Return the fields in which a version differs from the one before it."""
    if earlier is None:
        return ()
    return tuple(
        Change(label_of(f, labels), words(earlier, f.attname), words(row, f.attname))
        for f in shown_fields(row.instance)
        if getattr(row, f.attname) != getattr(earlier, f.attname)
    )


def label_of(field: Any, labels: Labels) -> str:
    """Return how a field is called where no heading stands above it."""
    of_model = f"{field.model._meta.model_name}.{field.name}"
    return SAID_ALONE.get(of_model) or SAID_ALONE.get(field.name) or labels[field.name]


def shown_fields(record: Any) -> list[Any]:
    return [field for field in record._meta.concrete_fields if field.name not in NOT_SHOWN]


def words(row: Model, name: str) -> str:
    """Return a value as somebody would say it."""
    value = getattr(row, name)
    if value in (None, "", []):
        return "nothing"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if shown := getattr(row, f"get_{name}_display", None):
        return str(shown())
    if name in TITLES:
        return ", ".join(TITLES[name](each).title for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def changes_in_words(changes: dict[str, list[str]], labels: Labels) -> list[Change]:
    """Return the changes of a proposal in the words of the form's labels."""
    return [Change(labels[name], before or "nothing", after or "nothing") for name, (before, after) in changes.items()]
