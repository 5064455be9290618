"""Opening a round, and keeping who is expected."""

from collections.abc import Sequence
from datetime import date, timedelta

from django import forms

from maypole.core.grouping import GroupedMixin, Part
from maypole.directory.models import Organisation
from maypole.outcomes.actions.rounds import RoundDetails
from maypole.outcomes.terms import Term, term_on
from maypole.partnerships.models import Partnership

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class RoundForm(GroupedMixin, forms.Form):
    """Which term, which partnerships, until when."""

    PARTS = (
        Part("What you ask about", ("term", "partnerships")),
        Part("Until when", ("due_on",)),
        Part("In your words", ("title", "message", "with_grids")),
    )

    term = forms.ChoiceField(label="Which term?")
    partnerships = forms.ModelMultipleChoiceField(
        label="For which partnerships?", queryset=Partnership.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(
        label="Returns are due on", widget=DAY, help_text="You can give anybody longer.",
        error_messages={"invalid": "Write a day like 18/12/2026."},
    )  # fmt: skip
    title = forms.CharField(label="What the round is called", max_length=120, required=False)
    message = forms.CharField(
        label="A few words for the opening mail", required=False, widget=forms.Textarea({"rows": 4})
    )
    with_grids = forms.BooleanField(
        label="Offer the before-and-after questions on identity, wellbeing and learning", required=False, initial=True
    )

    def __init__(self, *args: object, choices: Sequence[Partnership], today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today
        terms = recent_terms(today)
        self.fields["term"].choices = [(term.key, term.title) for term in terms]  # type: ignore[attr-defined]
        self.fields["term"].initial = terms[0].key
        self.fields["partnerships"].queryset = Partnership.objects.filter(  # type: ignore[attr-defined]
            pk__in=[one.pk for one in choices]
        )
        self.fields["partnerships"].initial = [one.pk for one in choices]
        self.fields["due_on"].initial = max(terms[0].last_day, today + timedelta(days=21))

    def clean_due_on(self) -> date:
        due: date = self.cleaned_data["due_on"]
        if due <= self.today:
            raise forms.ValidationError("Choose a day to come, so that people can answer.")
        return due

    def details(self) -> RoundDetails:
        """Return what was said, with a title of our own where there is none."""
        data = self.cleaned_data
        term = next(title for key, title in self.fields["term"].choices if key == data["term"])  # type: ignore[attr-defined]
        return RoundDetails(
            title=" ".join(data["title"].split()) or f"Our work with schools, {term.lower()}",
            term_key=data["term"],
            due_on=data["due_on"],
            message=data["message"],
            with_grids=data["with_grids"],
        )


def recent_terms(today: date) -> list[Term]:
    """Return the term of today and the three before it."""
    terms = [term_on(today)]
    for _ in range(3):
        terms.append(terms[-1].before())
    return terms


class ExpectForm(forms.Form):
    """An organisation that the round should hear from."""

    organisation = forms.ModelChoiceField(label="Organisation", queryset=Organisation.objects.open())
    email = forms.EmailField(
        label="Ask at", required=False, help_text="A role address, such as learning@museum.example."
    )


class ExtendForm(forms.Form):
    """Longer for one organisation."""

    to = forms.DateField(label="Until", widget=DAY, error_messages={"invalid": "Write a day like 18/12/2026."})
