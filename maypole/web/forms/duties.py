"""A complaint, its answer, and an entry in the breach log."""

from datetime import datetime

from django import forms
from django.utils import timezone

from maypole.core.models import BreachEntry


class ComplaintForm(forms.Form):
    """What is wrong."""

    about = forms.CharField(label="What is it about?", max_length=200, required=False, help_text="A page or a listing.")
    text = forms.CharField(label="What is wrong?", widget=forms.Textarea({"rows": 6}), max_length=5000)
    email = forms.EmailField(label="Your email", required=False, help_text="So that we can answer.")


class AnswerForm(forms.Form):
    """The answer to a complaint."""

    answer = forms.CharField(label="Your answer", widget=forms.Textarea({"rows": 5}), max_length=5000)


class BreachForm(forms.ModelForm[BreachEntry]):
    """What happened to whose data."""

    found_at = forms.DateTimeField(
        label="When was it found?",
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="The Information Commissioner must hear within 72 hours of this moment, where there is a risk.",
    )

    class Meta:
        model = BreachEntry
        fields = ("found_at", "what", "whom", "done", "commissioner", "people")
        labels = {
            "what": "What happened?",
            "whom": "Whose data, and how many people?",
            "done": "What was done?",
            "commissioner": "The Information Commissioner",
            "people": "The people themselves",
        }
        help_texts = {"whom": "Numbers and kinds, never names."}
        widgets = {name: forms.Textarea({"rows": 3}) for name in ("what", "whom", "done")}

    def clean_found_at(self) -> datetime:
        found: datetime = self.cleaned_data["found_at"]
        if found > timezone.now():
            raise forms.ValidationError("This moment is still to come.")
        return found
