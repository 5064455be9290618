"""What an owner fills in: the listing, offers, pictures."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from PIL import Image, UnidentifiedImageError

from maypole.core.grouping import GroupedMixin, Part
from maypole.directory.artforms import ArtForm
from maypole.directory.key_stages import KeyStage
from maypole.directory.models import Listing, Offer

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
LARGEST_PICTURE_MB = 10


class ListingForm(GroupedMixin, forms.ModelForm[Listing]):
    """What the owner says in the listing."""

    PARTS = (
        Part("Who you are", ("summary", "description")),
        Part("How to reach you", ("contact_role", "email", ("telephone", "website"))),
        Part("Coming to you", ("opening", "access", "travel", "is_public_venue")),
        Part(
            "Closed for a while",
            (("closed_from", "closed_until"), "closed_reason"),
            hint="Only if you are. Schools then see it at the top of your listing.",
        ),
        Part("Children are safe with you", ("declares_safeguarding",), hint=" "),
    )

    declares_safeguarding = forms.BooleanField(
        label="We have a safeguarding policy, and everybody who works with children here is checked as the law asks",
        required=False,
        help_text="It will read “declared by you, on this day”. We never ask for certificates or their numbers.",
    )

    class Meta:
        model = Listing
        fields = (
            "summary",
            "description",
            "contact_role",
            "email",
            "telephone",
            "website",
            "opening",
            "access",
            "travel",
            "is_public_venue",
            "closed_from",
            "closed_until",
            "closed_reason",
        )
        labels = {
            "summary": "In one sentence",
            "description": "More about you",
            "contact_role": "Who to ask for",
            "email": "Where enquiries go",
            "opening": "When you are open",
            "access": "Getting in and around",
            "travel": "Getting here",
            "is_public_venue": "The public may come to this address, so show it as a point on the map",
            "closed_from": "From",
            "closed_until": "Open again on",
            "closed_reason": "Why",
        }
        help_texts = {
            "contact_role": "A role, such as Learning team. Please do not give a person’s name.",
            "email": "An address of the role, not of a person. It is not shown: we pass enquiries on.",
            "access": "Steps, lifts, toilets, quiet times, hearing loops, where a coach can stop.",
        }
        widgets = {
            "description": forms.Textarea({"rows": 5}),
            "opening": forms.Textarea({"rows": 2}),
            "access": forms.Textarea({"rows": 3}),
            "travel": forms.Textarea({"rows": 3}),
            "closed_from": DAY,
            "closed_until": DAY,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = data.get("closed_from"), data.get("closed_until")
        if ends and not begins:
            self.add_error("closed_from", "Say from when you are closed.")
        if begins and ends and ends < begins:
            self.add_error("closed_until", f"You open again on {ends:%-d %B %Y}, before you close. Check both days.")
        return data

    def changes(self) -> dict[str, Any]:
        """Return what to change; the day of the declaration is the first day it was ticked."""
        changes = dict(self.cleaned_data)
        declares = changes.pop("declares_safeguarding")
        known = self.instance.safeguarding_declared_on
        changes["safeguarding_declared_on"] = (known or timezone.localdate()) if declares else None
        return changes


class OfferForm(GroupedMixin, forms.ModelForm[Offer]):
    """One offer, the whole price first."""

    PARTS = (
        Part("What happens", ("title", "summary", "description", "artforms")),
        Part("Who it suits", ("audience", "key_stages", "is_send_friendly", "send_notes", "curriculum_links")),
        Part("Where it happens, and for how many", ("where", "travel_notes", "places_a_year")),
        Part(
            "What it costs",
            ("is_free", ("cost_pounds", "cost_unit")),
            hint="Tick “It is free”, or write the whole price, with materials and VAT.",
        ),
        Part("How to book", ("how_to_book", "booking_url")),
        Part("Insurance", ("has_insurance", "insurance_ends_on"), hint="It will read “declared by you, on this day”."),
    )

    artforms = forms.MultipleChoiceField(
        label="Art form", choices=[(a.value, a.title) for a in ArtForm], widget=forms.CheckboxSelectMultiple
    )
    key_stages = forms.MultipleChoiceField(
        label="Key stages",
        choices=[(k.value, k.title) for k in KeyStage],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    has_insurance = forms.BooleanField(label="We have public liability insurance", required=False)

    class Meta:
        model = Offer
        fields = (
            "title",
            "summary",
            "description",
            "audience",
            "artforms",
            "key_stages",
            "where",
            "is_free",
            "cost_pounds",
            "cost_unit",
            "places_a_year",
            "travel_notes",
            "is_send_friendly",
            "send_notes",
            "curriculum_links",
            "how_to_book",
            "booking_url",
            "insurance_ends_on",
        )
        labels = {
            "summary": "In one sentence",
            "description": "What happens",
            "audience": "Who it is for",
            "where": "Place",
            "is_free": "It is free",
            "cost_pounds": "Price in pounds",
            "cost_unit": "For",
            "travel_notes": "Getting there, and what that costs",
            "places_a_year": "Pupils you can take in a year",
            "is_send_friendly": "It suits pupils with special educational needs",
            "send_notes": "How it suits them",
            "curriculum_links": "Curriculum links",
            "how_to_book": "What to do first",
            "booking_url": "Address of your booking page",
            "insurance_ends_on": "The insurance runs until",
        }
        help_texts = {
            "description": "Plain words do best.",
            "places_a_year": "All of them together. Leave it empty if you cannot say: nobody will guess.",
        }
        widgets = {
            "description": forms.Textarea({"rows": 5}),
            "travel_notes": forms.Textarea({"rows": 2}),
            "send_notes": forms.Textarea({"rows": 2}),
            "curriculum_links": forms.Textarea({"rows": 2}),
            "how_to_book": forms.Textarea({"rows": 2}),
            "insurance_ends_on": DAY,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["has_insurance"].initial = self.instance.insurance_declared_on is not None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        cost = data.get("cost_pounds")
        if data.get("is_free") and cost:
            self.add_error("cost_pounds", f"You ticked “It is free” and wrote £{cost}. Keep one of the two.")
        if not data.get("is_free") and cost is None and "cost_pounds" not in self.errors:
            self.add_error("cost_pounds", "Schools ask first what it costs. Write a price, or tick “It is free”.")
        if cost is not None and cost <= 0:
            self.add_error("cost_pounds", "A price is more than nothing. If it is free, tick “It is free”.")
        if data.get("places_a_year") == 0:
            self.add_error(
                "places_a_year", "If you can take nobody, end the offer. If you cannot say, leave this empty."
            )
        if cost and not data.get("cost_unit"):
            self.add_error("cost_unit", "Say what the price is for: a pupil, a class, a day.")
        return data

    def details(self) -> dict[str, Any]:
        """Return what to write; the day of a declaration is the first day it was made."""
        details = dict(self.cleaned_data)
        known = self.instance.insurance_declared_on
        details["insurance_declared_on"] = (known or timezone.localdate()) if details.pop("has_insurance") else None
        if details["is_free"]:
            details["cost_unit"] = ""
        return details


class PhotoForm(GroupedMixin, forms.Form):
    """A picture with its words, and its consent where a child in it could be recognised."""

    PARTS = (
        Part("The picture", ("image", "alt", "credit")),
        Part("Children in it", ("shows_children",)),
        Part(
            "The consent",
            ("consent_holder", ("consent_given_on", "consent_expires_on")),
            hint="Only if you answered yes. We take the picture down on the day it ends.",
        ),
    )

    image = forms.FileField(label="File", help_text=f"A JPEG, PNG or WebP of at most {LARGEST_PICTURE_MB} MB.")
    alt = forms.CharField(
        label="What it shows, for those who cannot see it", max_length=200, help_text="Never the name of a child."
    )
    credit = forms.CharField(label="Who took it", max_length=120, required=False)
    shows_children = forms.ChoiceField(
        label="Could a child in it be recognised?",
        choices=[("no", "No"), ("yes", "Yes")],
        widget=forms.RadioSelect,
    )
    consent_holder = forms.CharField(
        label="Who keeps the signed consent?", max_length=200, required=False, help_text="Such as the school."
    )
    consent_given_on = forms.DateField(label="Given on", required=False, widget=DAY)
    consent_expires_on = forms.DateField(label="Ends on", required=False, widget=DAY)

    def clean_image(self) -> Any:
        upload = self.cleaned_data["image"]
        if upload.size > LARGEST_PICTURE_MB * 1_000_000:
            raise forms.ValidationError(
                f"This file has {upload.size / 1e6:.0f} MB; {LARGEST_PICTURE_MB} MB is the most. Make it smaller first."
            )
        try:
            Image.open(upload).verify()
        except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
            raise forms.ValidationError(
                f"“{upload.name}” is not a picture that we can read. Save it as JPEG or PNG and try again."
            ) from error
        upload.seek(0)
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("shows_children") != "yes":
            return data | {"consent_holder": "", "consent_given_on": None, "consent_expires_on": None}
        for name, words in (
            ("consent_holder", "Say who keeps the signed consent. Without it the picture cannot be shown."),
            ("consent_given_on", "Say on which day the consent was given."),
            ("consent_expires_on", "Say until when the consent lasts."),
        ):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, words)
        self.check_days(data.get("consent_given_on"), data.get("consent_expires_on"))
        return data

    def check_days(self, given: date | None, expires: date | None) -> None:
        """Refuse a consent that ended, or ends before it began."""
        if given and given > timezone.localdate():
            self.add_error("consent_given_on", "This day is still to come.")
        if expires and expires < timezone.localdate():
            self.add_error("consent_expires_on", f"This consent ended on {expires:%-d %B %Y}. Ask for a new one.")
