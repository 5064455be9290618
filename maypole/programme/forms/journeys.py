"""What somebody enters about a school's journey."""

from datetime import date
from typing import Any

from django import forms

from maypole.core.grouping import GroupedMixin, Part
from maypole.programme.actions.journeys import DAYS, FACTS
from maypole.programme.models import Journey
from maypole.programme.stages import LEVELS, PLANS, Scheme

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def day_field(label: str, *, required: bool = False, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), help_text=hint,
        error_messages={"invalid": "Write a day as numbers, such as 05/12/2026."},
    )  # fmt: skip


class FactsForm(GroupedMixin, forms.Form):
    """The dates of a journey, the level, and where the school is reminded."""

    PARTS = (
        Part(
            "On the way",
            (("registered_on", "plan_due_on"), "submitted_on"),
            hint="Leave a day empty that nobody knows.",
        ),
        Part("The award", (("level", "awarded_on"), "ends_on")),
        Part("Reminders", ("email",)),
    )

    registered_on = day_field("Registered on")
    plan_due_on = day_field("Due on")
    submitted_on = day_field("Went in on")
    level = forms.ChoiceField(label="Level", required=False)
    awarded_on = day_field("Awarded on")
    ends_on = day_field("Ends on", hint="Only where it was told. Artsmark lasts two years, which we work out.")
    email = forms.EmailField(
        label="Remind the school at",
        required=False,
        help_text="An address of a role, such as arts@school.example. Empty: the address of its listing.",
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [("", "None yet, or not known"), *((level, level) for level in LEVELS[scheme])]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]
        plan = PLANS[scheme].capitalize()
        self.fields["plan_due_on"].label, self.fields["submitted_on"].label = f"{plan} due on", f"{plan} went in on"
        if scheme is not Scheme.ARTSMARK:
            self.fields["ends_on"].help_text = "Only where it was told."


def typed_of(journey: Journey | None) -> dict[str, str]:
    """Return what a journey holds as a form would post it."""
    return {name: _typed(getattr(journey, name) if journey else None) for name in FACTS}


def _typed(value: date | str | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


def with_one_day(journey: Journey | None, posted: dict[str, str]) -> dict[str, str]:
    """Return what a journey holds with the one day that a line of a list posted, and the level of an award."""
    typed = typed_of(journey)
    what = posted.get("what", "")
    if what in DAYS:
        typed[what] = posted.get("day", "")
    return typed | ({"level": posted["level"]} if posted.get("level") else {})


class SupporterForm(forms.Form):
    """Who supports a school, and since when."""

    who = forms.CharField(
        label="Who supports it",
        max_length=120,
        required=False,
        help_text="An organisation, or a role such as Arts adviser of the trust. No names. Empty: nobody.",
        widget=forms.TextInput({"list": "organisations"}),
    )
    since = day_field("Since")


class ContactForm(forms.Form):
    """That somebody spoke with the school."""

    on = day_field("When", required=True)
    text = forms.CharField(
        label="What was said", max_length=400, help_text="Roles, not names: “The arts lead will send the plan by May.”"
    )


class AgainForm(forms.Form):
    """The day on which a school registered anew."""

    on = day_field("Registered again on", required=True)
