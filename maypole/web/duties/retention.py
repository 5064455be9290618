"""Enforce the retention periods of retention.yaml."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import yaml
from django.apps import apps
from django.db import models, transaction
from django.db.models.deletion import ProtectedError

DELETE, BLANK = "delete", "blank"


@dataclass(frozen=True)
class Period:
    """How long one kind of record is kept, and what then becomes of it."""

    record: str
    what: str
    field: str
    days: int
    then: str
    why: str
    fields: tuple[str, ...] = ()

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.record)

    @property
    def in_words(self) -> str:
        years, days = divmod(self.days, 365)
        return f"{years} year{'s' if years > 1 else ''}" if years and not days else f"{self.days} days"


@cache
def periods() -> tuple[Period, ...]:
    """Return the periods of retention.yaml."""
    rows = yaml.safe_load(Path(__file__).with_name("retention.yaml").read_text(encoding="utf-8"))
    return tuple(Period(**row | {"fields": tuple(row.get("fields", ()))}) for row in rows)


def enforce(now: datetime) -> dict[str, int]:
    """Delete or blank what is past its time; return how many rows of each record were."""
    return {period.record: end_of(period, now) for period in periods()}


@transaction.atomic
def end_of(period: Period, now: datetime) -> int:
    """Do what one period says."""
    past = period.model._default_manager.filter(**{f"{period.field}__lt": moment(period, now)})
    if period.then == DELETE:
        return sum(delete_one(row) for row in past)
    full = past.exclude(**dict.fromkeys(period.fields, ""))
    return full.update(**dict.fromkeys(period.fields, ""))


def moment(period: Period, now: datetime) -> object:
    """Return the time before which a record is past its time, as its field counts it."""
    end = now - timedelta(days=period.days)
    is_day = isinstance(period.model._meta.get_field(period.field), models.DateField)
    is_time = isinstance(period.model._meta.get_field(period.field), models.DateTimeField)
    return end.date() if is_day and not is_time else end


def delete_one(row: models.Model) -> bool:
    """Delete a row unless something still rests on it."""
    try:
        row.delete()
    except ProtectedError:
        return False
    return True
