"""Forming hubs, moving a school, naming who leads."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from maypole.directory.models import Organisation, School
from maypole.programme.actions.journeys import organisation_called
from maypole.programme.forming import Wish
from maypole.programme.forms.transition import NOT_OURS
from maypole.programme.models import Hub, HubPlan

NO_HUB = "none"


def size_field(label: str, initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, initial=initial, min_value=1, max_value=60, widget=forms.TextInput({"inputmode": "numeric"})
    )


class FormHubsForm(forms.Form):
    """How large hubs are to be, and whether phases stand together."""

    smallest = size_field("Smallest hub, schools", 4)
    largest = size_field("Largest hub, schools", 8)
    is_mixed = forms.BooleanField(
        label="Primary and secondary schools in one hub",
        required=False,
        initial=True,
        help_text="Without this, hubs are formed of each apart.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        smallest, largest = data.get("smallest"), data.get("largest")
        if smallest and largest and smallest > largest:
            self.add_error("largest", f"The largest hub cannot be smaller than the smallest. Write {smallest} or more.")
        return data

    def wish(self) -> Wish:
        return Wish(**self.cleaned_data)


class MoveForm(forms.Form):
    """Which school goes to which hub."""

    school = forms.ModelChoiceField(
        label="School",
        queryset=School.objects.none(),
        empty_label="Choose a school",
        error_messages={"invalid_choice": NOT_OURS},
    )
    hub = forms.ChoiceField(
        label="To", error_messages={"invalid_choice": "This is no hub of this plan. Choose one of the list."}
    )

    def __init__(self, *args: Any, plan: HubPlan, schools: QuerySet[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hubs = {str(hub.pk): hub for hub in plan.hubs.all()}
        named = [(pk, hub.name) for pk, hub in self.hubs.items()]
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]
        self.fields["hub"].choices = [("", "Choose a hub"), *named, (NO_HUB, "No hub")]  # type: ignore[attr-defined]

    def clean_hub(self) -> Hub | None:
        return self.hubs.get(self.cleaned_data["hub"])


class HubForm(forms.Form):
    """A hub's name, the school that leads it, and whom to turn to about culture."""

    name = forms.CharField(label="Name", max_length=80)
    lead_school = forms.ModelChoiceField(
        label="School that leads", queryset=School.objects.none(), required=False, empty_label="Nobody yet",
        error_messages={"invalid_choice": "This school is not in this hub. Move it here first, or choose another."},
    )  # fmt: skip
    contact = forms.CharField(
        label="Cultural contact",
        max_length=200,
        required=False,
        help_text="An organisation of the directory. Empty: nobody yet.",
        widget=forms.TextInput({"list": "organisations"}),
    )

    def __init__(self, *args: Any, schools: Iterable[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        urns = [school.urn for school in schools]
        self.fields["lead_school"].queryset = School.objects.filter(pk__in=urns)  # type: ignore[attr-defined]

    def clean_contact(self) -> Organisation | None:
        name = self.cleaned_data["contact"]
        found = organisation_called(name)
        if name and found is None:
            raise forms.ValidationError("No one organisation here has just this name. Choose it from the list.")
        return found
