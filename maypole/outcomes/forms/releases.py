"""Which period a release is about, and which areas."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from maypole.core.grouping import GroupedMixin, Part
from maypole.outcomes.forms.rounds import recent_terms
from maypole.outcomes.terms import Season, period_of
from maypole.partnerships.models import Partnership


class ReleaseForm(GroupedMixin, forms.Form):
    """A period and the areas."""

    PARTS = (Part("What it is about", ("period", "partnerships")), Part("What is new", ("note",)))

    period = forms.ChoiceField(label="Which period?")
    partnerships = forms.ModelMultipleChoiceField(
        label="Which partnerships?", queryset=Partnership.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label="What does this edition put right?", required=False, widget=forms.Textarea({"rows": 2}),
        help_text="Only where an earlier edition is out. Readers see it.",
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Sequence[Partnership], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = periods(today)  # type: ignore[attr-defined]
        self.fields["partnerships"].queryset = Partnership.objects.filter(  # type: ignore[attr-defined]
            pk__in=[one.pk for one in choices]
        )
        self.fields["partnerships"].initial = [one.pk for one in choices]

    def details(self) -> dict[str, Any]:
        data = self.cleaned_data
        chosen = list(data["partnerships"].select_related("territory"))
        return {
            "period": period_of(data["period"]),
            "partnerships": chosen,
            "note": data["note"],
            "is_invented": all(one.is_invented for one in chosen),
        }


def periods(today: date) -> list[tuple[str, str]]:
    """Return the last terms, newest first, and each January to July and school year whose terms are all among them."""
    terms = recent_terms(today)
    longer = [
        period_of(key)
        for term in terms
        if term.season == Season.SUMMER
        for key in (f"{term.year}-january-july", f"{term.year - 1}-{term.year % 100:02}")
    ]
    found = [(term.key, term.title) for term in terms]
    return found + [(one.key, one.title) for one in longer if set(one.terms) <= set(terms)]
