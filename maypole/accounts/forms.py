"""The forms of one's account and of invitations."""

from django import forms

from maypole.accounts.models import Person


class DetailsForm(forms.ModelForm[Person]):
    """One's name, and whether the weekly mail comes."""

    class Meta:
        model = Person
        fields = ["name", "wants_weekly_mail"]
        labels = {"name": "Your name", "wants_weekly_mail": "Send me “This week” each Monday at 7am"}
        help_texts = {"name": "People in your partnership see it beside what you did."}


class DeleteForm(forms.Form):
    """Says that somebody means it."""

    sure = forms.BooleanField(
        label="Yes, delete my account",
        error_messages={"required": "Tick the box if you want to delete your account."},
    )


class InviteForm(forms.Form):
    """An address to send a link to; empty, the link is shown to be passed on by hand."""

    email = forms.EmailField(
        label="Their email address",
        required=False,
        help_text="We send a link that works once, for 14 days. Leave it empty for a link that you pass on.",
    )
