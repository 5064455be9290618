"""What a coordinator writes into the log of asks."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from maypole.directory.models import Offer, School
from maypole.partnerships.models import Ask

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class SchoolChoice(forms.ModelChoiceField):
    """A choice of schools; two of one name differ by their town."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.town}" if obj.town else str(obj.name)


class OfferChoice(forms.ModelChoiceField):
    """A choice of offers, with whose they are."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title}, {obj.organisation}"


class AskForm(forms.ModelForm[Ask]):
    """Who asked which school about what."""

    class Meta:
        model = Ask
        fields = ("school", "asked_on", "asked_by", "about", "offer")
        field_classes = {"school": SchoolChoice, "offer": OfferChoice}
        labels = {
            "asked_on": "Asked on",
            "asked_by": "By whom",
            "about": "About what",
            "offer": "An offer it was about",
        }
        help_texts = {
            "asked_by": "An organisation or a role, such as Partnership coordinator. Never a person’s name.",
            "about": "A few words, such as: a dance residency in the spring term.",
        }
        widgets = {"asked_on": DAY}

    def __init__(self, *args: Any, schools: QuerySet[School], offers: QuerySet[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]
        self.fields["offer"].queryset = offers  # type: ignore[attr-defined]
        self.fields["school"].empty_label = "Choose a school"  # type: ignore[attr-defined]
        self.fields["offer"].empty_label = "None in particular"  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the school said, when, and why."""

    answer = forms.ChoiceField(label="What did it say?", choices=Ask.Answer.choices, widget=forms.RadioSelect)
    on = forms.DateField(label="On which day?", widget=DAY)
    reason = forms.CharField(
        label="In its words",
        max_length=300,
        required=False,
        help_text="Why, as the school said it. Please name nobody.",
    )
