"""What anybody may fill in: an enquiry, a proposal, feedback, a claim; and what a coordinator decides."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from maypole.directory.models import Listing, School

PROPOSABLE = ("summary", "description", "telephone", "website", "opening", "access", "travel")


class TrapMixin(forms.Form):
    """A field that people do not see and machines fill in."""

    homepage = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError("This looks like a machine wrote it.")
        return ""


class EnquiryForm(TrapMixin):
    """A question to an owner."""

    sender_name = forms.CharField(label="Your name", max_length=120)
    sender_email = forms.EmailField(label="Your work email", help_text="They answer to this address.")
    message = forms.CharField(
        label="What would you like to do?",
        widget=forms.Textarea({"rows": 5}),
        max_length=4000,
        help_text="Say how many pupils, and when. Please write nothing about a single child.",
    )


class OfferEnquiryForm(EnquiryForm):
    """A question about one offer; whoever keeps schools says for which."""

    school = forms.ModelChoiceField(
        label="For which school?",
        queryset=School.objects.none(),
        required=False,
        help_text="Then the organisation can begin a project with you in one press.",
    )
    field_order = ("school", "sender_name", "sender_email", "message")

    def __init__(self, *args: Any, schools: QuerySet[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if schools.exists():
            self.fields["school"].queryset = schools  # type: ignore[attr-defined]
        else:
            del self.fields["school"]


class FeedbackForm(TrapMixin):
    """What somebody thinks of an offer or a visit, for the owner and the coordinator alone."""

    would_do_again = forms.TypedChoiceField(
        label="Would you do it again?",
        choices=[("yes", "Yes"), ("no", "No"), ("", "I cannot say")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    message = forms.CharField(label="What should they know?", widget=forms.Textarea({"rows": 5}), max_length=4000)
    sender_role = forms.CharField(
        label="Who are you?", max_length=100, required=False, help_text="A role, such as Year 5 teacher."
    )


class ProposalForm(forms.ModelForm[Listing]):
    """A change to somebody's listing."""

    note = forms.CharField(
        label="Anything else that is wrong?",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Such as a wrong name or address, which comes from an official list.",
    )
    proposer_email = forms.EmailField(
        label="Your email", required=False, help_text="Only if you would like to hear what became of it."
    )

    class Meta:
        model = Listing
        fields = PROPOSABLE
        labels = {
            "summary": "In one sentence",
            "description": "More about them",
            "opening": "When they are open",
            "access": "Getting in and around",
            "travel": "Getting there",
        }
        widgets = {name: forms.Textarea({"rows": 3}) for name in ("description", "opening", "access", "travel")}

    def values(self) -> dict[str, str]:
        """Return the proposed text of each field of the listing."""
        return {name: self.cleaned_data[name] for name in PROPOSABLE}


class ClaimMessageForm(forms.Form):
    """How a coordinator can know that a listing is somebody's."""

    message = forms.CharField(
        label="How can the coordinator know that it is yours?",
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
        help_text="Such as your role there, and a telephone number on your website where they can ask.",
    )


class CodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label="The six digits from the mail",
        max_length=12,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        digits = "".join(character for character in self.cleaned_data["code"] if character.isdigit())
        if len(digits) != 6:
            raise forms.ValidationError(f"The code has six digits; this has {len(digits)}.")
        return digits


class DecisionForm(forms.Form):
    """A coordinator's answer, with the reason that is kept."""

    answer = forms.ChoiceField(choices=[("accept", "Accept"), ("refuse", "Refuse")], widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why?",
        max_length=400,
        required=False,
        help_text="Kept with the decision. Needed to refuse; whoever asked reads it.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == "refuse" and not data.get("reason"):
            self.add_error("reason", "Say why, so that they can put it right.")
        return data
