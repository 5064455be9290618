"""A project's name and helpers, and a setting that is no school."""

from typing import Any

from django import forms

from maypole.directory.models import Organisation
from maypole.outcomes.models import Project
from maypole.places.models import Place
from maypole.places.queries.areas import district_of_code
from maypole.places.queries.postcodes import find


class NewProjectForm(forms.Form):
    """The name of a project."""

    title = forms.CharField(
        label="What is the project called?", max_length=120,
        error_messages={"required": "Give the project a name, such as Where the Bus Stops."},
    )  # fmt: skip


class HelpersForm(forms.Form):
    """A project's name, and who did it with its lead."""

    title = forms.CharField(label="What is the project called?", max_length=120)
    co_deliverers = forms.ModelMultipleChoiceField(
        label="Who did it with you?", queryset=Organisation.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="You lead and return it. They need not: children count once.",
    )  # fmt: skip
    others = forms.CharField(
        label="Anybody else", max_length=200, required=False, help_text="Helpers who are not listed."
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        helped = list(project.co_deliverers.values_list("pk", flat=True))
        kwargs["initial"] = {"title": project.title, "others": project.others, "co_deliverers": helped}
        super().__init__(*args, **kwargs)
        asked = Organisation.objects.open().filter(expected_in__round=project.return_of.round)
        helpers = asked | Organisation.objects.open().filter(pk__in=helped)
        self.fields["co_deliverers"].queryset = (  # type: ignore[attr-defined]
            helpers.exclude(pk=project.return_of.organisation_id).distinct()
        )

    def details(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class SettingForm(forms.Form):
    """A youth club, a hospital school, a home: its name, and where it is."""

    name = forms.CharField(label="What is it called?", max_length=200)
    postcode = forms.CharField(
        label="Its postcode", max_length=10, required=False, help_text="So that it counts in its district."
    )
    district: Place | None = None

    def clean_postcode(self) -> str:
        typed: str = self.cleaned_data["postcode"].strip()
        point = find(typed)
        if typed and point is None:
            raise forms.ValidationError("We do not know this postcode. Check it, or leave it out.")
        self.district = district_of_code(point.district_code) if point else None
        return typed
