"""What a school fills in to say what it would like."""

from django import forms

from maypole.directory.artforms import ArtForm
from maypole.directory.key_stages import KeyStage
from maypole.directory.models import Want


class WantForm(forms.ModelForm[Want]):
    """One thing that a school would like."""

    artforms = forms.MultipleChoiceField(
        label="Art form",
        choices=[(a.value, a.title) for a in ArtForm],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Tick none if any would do.",
    )
    key_stages = forms.MultipleChoiceField(
        label="For which pupils",
        choices=[(k.value, k.title) for k in KeyStage],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Tick none if it is for all.",
    )

    class Meta:
        model = Want
        fields = ("text", "artforms", "key_stages", "wanted_when", "is_public")
        labels = {
            "text": "What would you like?",
            "wanted_when": "When",
            "is_public": "Show it to everybody, on our public page",
        }
        help_texts = {
            "text": "One or two sentences. Please write nothing about a single child.",
            "wanted_when": "Such as: Friday afternoons in the spring term.",
            "is_public": "Otherwise the schools and organisations of your partnership’s area and its coordinator see it.",
        }
        widgets = {"text": forms.Textarea({"rows": 3})}
