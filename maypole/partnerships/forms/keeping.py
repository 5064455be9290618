"""What a coordinator keeps of the partnership itself: facts, priorities, members, meetings, support."""

from typing import Any

from django import forms
from wagtail.models import Page

from maypole.core.grouping import GroupedMixin, Part
from maypole.directory.models import Organisation
from maypole.partnerships.models import Action, Decision, Meeting, Member, Partnership

PRIORITY_ROWS = 6


class PartnershipForm(GroupedMixin, forms.ModelForm[Partnership]):
    """What a partnership says of itself, and how long a confirmation lasts in its area."""

    PARTS = (
        Part("What it is", ("name", "area_text", "vision", "mission", "story")),
        Part("Who answers", ("lead_name", "contact_role", "contact_email")),
        Part(
            "A worry about a child",
            ("safeguarding_role", ("safeguarding_email", "safeguarding_telephone")),
            hint="This stands on “Report a concern”, which every page leads to. Keep it right.",
        ),
        Part("Keeping listings fresh", ("confirm_every_months",)),
    )

    confirm_every_months = forms.IntegerField(
        label="Ask owners to confirm their listing every … months",
        min_value=1,
        max_value=36,
        widget=forms.TextInput({"inputmode": "numeric"}),
        help_text="What nobody confirms in time goes pale. What a list says stays.",
    )

    story = forms.ModelChoiceField(
        label="The story to show",
        queryset=Page.objects.none(),
        required=False,
        help_text="One that an editor has published under this partnership.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        root = f"/stories/{self.instance.slug}/"
        stories = Page.objects.live().filter(url_path__startswith=root).exclude(url_path=root)
        self.fields["story"].queryset = stories  # type: ignore[attr-defined]

    class Meta:
        model = Partnership
        fields = (
            "name", "area_text", "lead_name", "contact_role", "contact_email", "safeguarding_role",
            "safeguarding_email", "safeguarding_telephone", "vision", "mission", "story",
        )  # fmt: skip
        labels = {
            "area_text": "The area, in your words",
            "lead_name": "Lead organisation",
            "contact_role": "Who to ask for",
            "contact_email": "Contact address",
            "safeguarding_role": "Safeguarding lead",
            "safeguarding_email": "Safeguarding address",
            "safeguarding_telephone": "Safeguarding telephone",
        }
        help_texts = {
            "area_text": "Such as: the city and the villages around it.",
            "lead_name": "Its name, where it is in no list.",
            "contact_role": "A role, such as Partnership coordinator. Names change; roles stay.",
            "contact_email": "An address of the role. Enquiries are passed on to it; it is not shown.",
            "safeguarding_role": "Whoever takes a worry about a child. This is shown on every page.",
            "vision": "What will be different for children and young people.",
            "mission": "How you work together to get there.",
        }
        widgets = {"vision": forms.Textarea({"rows": 4}), "mission": forms.Textarea({"rows": 6})}


class PrioritiesForm(GroupedMixin, forms.Form):
    """Up to six priorities, in order; an empty title leaves the row out."""

    PARTS = tuple(
        Part(f"Priority {number}", (f"title_{number}", f"text_{number}"), hint=" ")
        for number in range(1, PRIORITY_ROWS + 1)
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for number in range(1, PRIORITY_ROWS + 1):
            self.fields[f"title_{number}"] = forms.CharField(
                label=f"Title of priority {number}", max_length=120, required=False
            )
            self.fields[f"text_{number}"] = forms.CharField(
                label=f"What priority {number} means", required=False, widget=forms.Textarea({"rows": 2})
            )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        for number in range(1, PRIORITY_ROWS + 1):
            if data.get(f"text_{number}") and not data.get(f"title_{number}"):
                self.add_error(f"title_{number}", "Give this priority a short title.")
        return data

    def priorities(self) -> list[tuple[str, str]]:
        """Return title and text of each that has a title."""
        rows = [(self.cleaned_data[f"title_{n}"], self.cleaned_data[f"text_{n}"]) for n in range(1, PRIORITY_ROWS + 1)]
        return [(title, text) for title, text in rows if title]


class JoinForm(forms.Form):
    """Which of one's schools or organisations joins, and what it brings."""

    member = forms.ChoiceField(label="Who joins?")
    contributes = forms.CharField(
        label="What could you bring?",
        max_length=300,
        required=False,
        help_text="Time, a room, an artist, a bus. You can change it, and leave, whenever you like.",
    )

    def __init__(self, *args: object, choices: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["member"].choices = choices  # type: ignore[attr-defined]


class ContributionForm(forms.ModelForm[Member]):
    """What a member brings."""

    class Meta:
        model = Member
        fields = ["contributes"]
        labels = {"contributes": "What could you bring?"}
        help_texts = {"contributes": "Time, a room, an artist, a bus."}


class MeetingForm(forms.ModelForm[Meeting]):
    """When and where a meeting is, and what it is about."""

    starts_at = forms.DateTimeField(
        label="Starts",
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Day and time, such as 21/01/2027 16:00.",
        error_messages={"invalid": "Write the day and time like 21/01/2027 16:00."},
    )

    class Meta:
        model = Meeting
        fields = ["title", "starts_at", "place", "agenda", "is_public"]
        labels = {"is_public": "Show this meeting on the partnership’s public page"}
        widgets = {"agenda": forms.Textarea({"rows": 5})}


class DecisionForm(forms.ModelForm[Decision]):
    """What was decided, and why."""

    class Meta:
        model = Decision
        fields = ["text", "reason"]
        labels = {"text": "What was decided", "reason": "Why"}
        widgets = {"reason": forms.Textarea({"rows": 2})}


class ActionForm(forms.ModelForm[Action]):
    """Who does what by when."""

    class Meta:
        model = Action
        fields = ["text", "who", "due_on"]
        labels = {"text": "What will be done", "who": "Who does it", "due_on": "By when"}
        help_texts = {"who": "An organisation or a role."}
        widgets = {"due_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}


class SupportForm(forms.Form):
    """Which support organisation may see the partnership."""

    organisation = forms.ModelChoiceField(
        label="Support organisation",
        queryset=Organisation.objects.filter(is_support_organisation=True, merged_into__isnull=True),
        help_text="It sees your board, members and meetings, and changes nothing. You can end it any day.",
    )
