"""A question that a partnership asks besides, of each school's line or of a project."""

import re
from typing import Any

from django import forms

from maypole.outcomes.frameworks import AnswerKind, Part

KINDS = ((AnswerKind.WHOLE, "A whole number"), (AnswerKind.NUMBER, "A number"), (AnswerKind.CHOICE, "One of a list"),
         (AnswerKind.TEXT, "A few words"))  # fmt: skip


class QuestionForm(forms.Form):
    """One more question: asked in the same way as those of the framework."""

    title = forms.CharField(label="The question", max_length=120)
    part = forms.ChoiceField(label="Asked of", choices=[(Part.LINE, "Each school"), (Part.PROJECT, "Each project")])
    kind = forms.ChoiceField(label="The answer is", choices=KINDS)
    unit = forms.CharField(label="Unit", max_length=40, required=False, help_text="Of a number, such as children.")
    categories = forms.CharField(
        label="The list to choose from", required=False, widget=forms.Textarea({"rows": 4}), help_text="One a line."
    )
    why = forms.CharField(label="Why it matters", max_length=200, help_text="Whoever answers will see it.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == AnswerKind.CHOICE and len(self._choices(data)) < 2:
            self.add_error("categories", "Give two or more to choose from, one a line.")
        if data.get("kind") in (AnswerKind.WHOLE, AnswerKind.NUMBER) and not data.get("unit"):
            self.add_error("unit", "Say what is counted, such as children.")
        return data

    def _choices(self, data: dict[str, Any]) -> list[str]:
        return [line.strip() for line in data.get("categories", "").splitlines() if line.strip()]

    def question(self) -> tuple[str, dict[str, object]]:
        """Return the part, and the question as a framework file would have it."""
        data = self.cleaned_data
        said = {name: data[name] for name in ("title", "kind", "why")}
        asked: dict[str, object] = {"slug": f"own_{slug_of(data['title'])}", "short": True, **said}
        if data["kind"] == AnswerKind.CHOICE:
            asked["categories"] = {slug_of(words): words for words in self._choices(data)}
        elif data["unit"]:
            asked["unit"] = data["unit"]
        return data["part"], asked


def slug_of(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:40] or "x"
