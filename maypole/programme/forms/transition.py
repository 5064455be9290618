"""Counts of a September, and pairs of schools."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from maypole.directory.models import School
from maypole.programme.queries.transition import has_year_6, has_year_7

MOST = 3000
NOT_OURS = "This is no school of this partnership. Choose one of the list."


def count_field(label: str, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST, help_text=hint,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )  # fmt: skip


class CountsForm(forms.Form):
    """What one school knows of one September: only what it can know is asked."""

    started = count_field("Pupils of year 6 who started")
    continued = count_field("Pupils of year 7 who went on")
    awards = count_field("Pupils who gained an award", "Empty is not known. Zero is nobody.")

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_year_6(school):
            del self.fields["started"]
        if not has_year_7(school):
            del self.fields["continued"]

    def counts(self) -> dict[str, int | None]:
        """Return all three counts; one that was not asked is not known."""
        return {name: self.cleaned_data.get(name) for name in ("started", "continued", "awards")}


class PairForm(forms.Form):
    """A school that pupils come from and one that they go to."""

    primary = forms.ModelChoiceField(
        label="They come from",
        queryset=School.objects.none(),
        empty_label="Choose a school",
        error_messages={"invalid_choice": NOT_OURS},
    )
    secondary = forms.ModelChoiceField(
        label="They go to",
        queryset=School.objects.none(),
        empty_label="Choose a school",
        error_messages={"invalid_choice": NOT_OURS},
    )

    def __init__(self, *args: Any, schools: QuerySet[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["primary"].queryset = schools.exclude(low_age__gte=11)  # type: ignore[attr-defined]
        self.fields["secondary"].queryset = schools.exclude(high_age__lte=11)  # type: ignore[attr-defined]
