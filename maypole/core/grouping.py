"""The words of forms: long ones in groups with a heading, and their labels for other pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.forms import BaseForm, BoundField

MAY_SKIP = "You may skip any of these."


@dataclass(frozen=True)
class Group:
    """Some fields of a form under one heading, in rows; short fields may share a row."""

    title: str
    hint: str
    rows: tuple[tuple[BoundField, ...], ...]
    is_quiet: bool


@dataclass(frozen=True)
class Part:
    """Which fields go under which heading. A row is the name of a field, or several names."""

    title: str
    rows: Sequence[str | tuple[str, ...]]
    hint: str = ""


class GroupedMixin:
    """Gives a form its groups, which the form component draws as fieldsets."""

    PARTS: ClassVar[Sequence[Part]] = ()

    def groups(self) -> list[Group]:
        """Return the groups; one whose every field may be left out says so once, in its hint."""
        return [self.group(part) for part in self.PARTS]

    def group(self, part: Part) -> Group:
        form: Any = self
        rows = tuple(tuple(form[name] for name in ((row,) if isinstance(row, str) else row)) for row in part.rows)
        may_skip = not any(field.field.required for row in rows for field in row)
        hint = part.hint or (MAY_SKIP if may_skip else "")
        return Group(part.title, hint, rows, is_quiet=may_skip and bool(hint))


def labels_of(form: type[BaseForm]) -> dict[str, str]:
    """Return the label of each field of a form, for pages that speak of the same things."""
    return {name: str(field.label) for name, field in form.base_fields.items()}  # type: ignore[attr-defined]
