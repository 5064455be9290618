"""What somebody says of a network."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from maypole.directory.models import School
from maypole.programme.actions.networks import NetworkDetails
from maypole.programme.forms.journeys import day_field
from maypole.programme.forms.transition import NOT_OURS
from maypole.programme.models import Network


class NetworkForm(forms.Form):
    """Name, focus, lead, since when, and whether everybody may read of it."""

    name = forms.CharField(label="What the network is called", max_length=120)
    focus = forms.CharField(label="What it works on", max_length=300)
    lead = forms.CharField(
        label="Who leads it",
        max_length=120,
        help_text="A school, an organisation, or a role such as Music hub lead. No names of people.",
        widget=forms.TextInput({"list": "bodies"}),
    )
    started_on = day_field("Since", required=True)
    ended_on = day_field("Until", hint="Empty while it goes on.")
    is_public = forms.BooleanField(
        label="Show name, focus, lead and number of schools on the partnership’s public page", required=False
    )

    def details(self) -> NetworkDetails:
        return NetworkDetails(**self.cleaned_data)


def said_of(network: Network) -> dict[str, object]:
    """Return what is said of a network as its form shows it."""
    return {
        "name": network.name,
        "focus": network.focus,
        "lead": str(network.lead_school or network.lead_organisation or network.lead_role),
        "started_on": network.started_on,
        "ended_on": network.ended_on,
        "is_public": network.is_public,
    }


class JoinForm(forms.Form):
    """A school that joins, and since when."""

    school = forms.ModelChoiceField(
        label="School",
        queryset=School.objects.none(),
        empty_label="Choose a school",
        error_messages={"invalid_choice": NOT_OURS},
    )
    since = day_field("Since", required=True)

    def __init__(self, *args: Any, schools: QuerySet[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What changed, and who says so."""

    on = day_field("When", required=True)
    text = forms.CharField(
        label="What changed", widget=forms.Textarea({"rows": 3}), help_text="What is different now. Nobody by name."
    )
    source = forms.CharField(
        label="Who or what says so", max_length=200, help_text="Such as: visit report, March 2026."
    )
    is_public = forms.BooleanField(label="Everybody may read this", required=False)
