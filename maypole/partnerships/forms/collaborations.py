"""What a coordinator writes of a collaboration, and of influence."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from maypole.core.grouping import GroupedMixin, Part
from maypole.directory.models import Organisation, School
from maypole.partnerships.forms.asks import DAY
from maypole.partnerships.models import Collaboration, Influence, Plan


class CollaborationForm(GroupedMixin, forms.ModelForm[Collaboration]):
    """Who sets out to change what, by when, and how anybody will know."""

    PARTS = (
        Part("What it is", ("title", ("starts_on", "ends_on"), "plan")),
        Part("Who works together", ("organisations", "schools", "others"), hint="Members of the partnership."),
        Part("What is meant to be different", ("outcome", "measure", "young_people")),
        Part("Who may read it", ("is_public",), hint=" "),
    )

    class Meta:
        model = Collaboration
        fields = (
            "title", "starts_on", "ends_on", "plan", "organisations", "schools", "others", "outcome", "measure",
            "young_people", "is_public",
        )  # fmt: skip
        labels = {
            "starts_on": "From",
            "ends_on": "To",
            "plan": "Part of the plan",
            "others": "Partners that are in no list",
            "outcome": "Intended outcome",
            "measure": "How you will know",
            "young_people": "Young people’s part",
            "is_public": "Show it on the partnership’s public page",
        }
        help_texts = {
            "others": "",
            "outcome": "What will be different at the end, for whom.",
            "measure": "What you will count or ask, before and after.",
            "young_people": "What young people decide or do in it.",
        }
        widgets = {
            "starts_on": DAY,
            "ends_on": DAY,
            "organisations": forms.CheckboxSelectMultiple,
            "schools": forms.CheckboxSelectMultiple,
            "outcome": forms.Textarea({"rows": 3}),
            "measure": forms.Textarea({"rows": 3}),
            "young_people": forms.Textarea({"rows": 3}),
        }

    def __init__(
        self,
        *args: Any,
        organisations: QuerySet[Organisation],
        schools: QuerySet[School],
        plans: QuerySet[Plan],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("organisations", organisations), ("schools", schools), ("plan", plans)):
            self.fields[name].queryset = choices  # type: ignore[attr-defined]
        self.fields["plan"].empty_label = "Of none"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = data.get("starts_on"), data.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", f"It begins on {begins:%-d %B %Y}, so it cannot end before. Check both days.")
        partners = len(data.get("organisations") or []) + len(data.get("schools") or [])
        if partners + bool(data.get("others")) < 2 and not self.errors:
            self.add_error("organisations", "A collaboration has two partners at least. Tick them, or write who else.")
        return data


class ResultForm(forms.Form):
    """What came of a collaboration, by the measure that was chosen before."""

    result = forms.CharField(
        label="What came of it",
        required=False,
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
        help_text="What changed, by your measure. Say “changed”, not “because of us”. Empty takes the result away.",
    )
    on = forms.DateField(label="As of", widget=DAY)


class InfluenceForm(forms.ModelForm[Influence]):
    """What the partnership did, who decides, what was decided."""

    class Meta:
        model = Influence
        fields = ("kind", "action", "decision_maker", "done_on", "result", "is_public")
        labels = {
            "kind": "What it is about",
            "action": "What the partnership did",
            "decision_maker": "Who decides",
            "done_on": "On",
            "result": "What was decided",
            "is_public": "Show it on the partnership’s public page",
        }
        help_texts = {
            "action": "Such as: showed the council where no return tells us of any work.",
            "decision_maker": "A body or a role, such as the county’s cabinet member for education. Never a name.",
            "result": "Leave it empty while nobody knows.",
        }
        widgets = {"done_on": DAY, "result": forms.Textarea({"rows": 2})}
