"""What a coordinator asks of a plan."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from maypole.atlas.planning.question import Aim, Measure, Over, Question
from maypole.core.grouping import GroupedMixin, Part
from maypole.directory.models import Organisation
from maypole.outcomes.terms import Season, Term, term_on

AIMS = (
    (Aim.NEED.value, "Most pupils in need"),
    (Aim.JOURNEY.value, "Shortest worst journey: no school far from a project"),
    (Aim.FAIR.value, "Fair shares: every place gets its part"),
)
MEASURES = (
    (Measure.MEALS.value, "Pupils eligible for free school meals"),
    (Measure.DEPRIVED.value, "All pupils of schools in the three most deprived tenths"),
)
OVERS = (
    (Over.DISTRICTS.value, "Districts"),
    (Over.DEPRIVATION.value, "Fifths of deprivation"),
    (Over.BOTH.value, "Districts, and in each its more and its less deprived half"),
)
TERMS = ((1, "The last term and this one"), (3, "The last three terms and this one"), (6, "The last six and this one"))
ENDS = 4
NUMBER = forms.TextInput({"inputmode": "numeric"})


class PlanForm(GroupedMixin, forms.Form):
    """With so many projects, or so much money, which schools?"""

    title = forms.CharField(label="What to call it", max_length=120)
    projects = forms.IntegerField(
        label="How many projects", required=False, min_value=1, max_value=1000, widget=NUMBER,
        help_text="One school each.",
        error_messages={"min_value": "A plan needs one project at least."},
    )  # fmt: skip
    budget_pounds = forms.IntegerField(
        label="Money in pounds", required=False, min_value=1, max_value=100_000_000, widget=NUMBER,
        error_messages={"min_value": "With no money there is no plan. Write how much there is, or leave it empty."},
    )  # fmt: skip
    project_pounds = forms.IntegerField(
        label="What one project costs, in pounds", required=False, min_value=1, max_value=10_000_000, widget=NUMBER,
        error_messages={"min_value": "Write what one project costs, or say how many projects there are."},
    )  # fmt: skip
    aim = forms.ChoiceField(label="What it is to do best", choices=AIMS, widget=forms.RadioSelect)
    measure = forms.ChoiceField(label="Whom you call in need", choices=MEASURES, widget=forms.RadioSelect)
    over = forms.ChoiceField(
        label="Fair over what", choices=OVERS, widget=forms.RadioSelect, help_text="Counts for fair shares only."
    )
    near_km = forms.DecimalField(
        label="Schools so near may come along, in km", min_value=0, max_value=30, max_digits=4, decimal_places=1,
        required=False, help_text="0, or empty, if each project is for its own school.",
    )  # fmt: skip
    terms = forms.TypedChoiceField(
        label="Plan for schools of which no return tells in", choices=TERMS, coerce=int, widget=forms.Select
    )
    ends_on = forms.ChoiceField(label="By the end of")
    fixed_in = forms.CharField(
        label="Schools that must be in", required=False, widget=forms.Textarea({"rows": 3}),
        help_text="One a line: its name as it stands in the list, or its number (URN).",
    )  # fmt: skip
    fixed_out = forms.CharField(
        label="Schools to leave out", required=False, widget=forms.Textarea({"rows": 3}), help_text="One a line."
    )

    def __init__(
        self, *args: Any, names: Mapping[int, str], organisations: Sequence[Organisation], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names, self.organisations = names, organisations
        self.fields["ends_on"].choices = term_ends(today)  # type: ignore[attr-defined]
        for organisation in organisations:
            self.fields[f"capacity_{organisation.pk}"] = forms.IntegerField(
                label=str(organisation), required=False, min_value=0, max_value=1000, widget=NUMBER
            )
        self.PARTS = (  # type: ignore[misc]
            Part(
                "With what",
                ("title", "projects", ("budget_pounds", "project_pounds")),
                hint="A number, money, or both.",
            ),
            Part("To do what", ("aim", "measure", "over", "near_km", "terms", "ends_on")),
            Part("Schools", ("fixed_in", "fixed_out")),
            Part(
                "Who works with them",
                tuple(f"capacity_{organisation.pk}" for organisation in organisations),
                hint="How many projects each can do. Leave all empty if any member may do as many as it takes.",
            ),
        )[: 4 if organisations else 3]

    def clean_ends_on(self) -> date:
        return date.fromisoformat(self.cleaned_data["ends_on"])

    def clean_fixed_in(self) -> tuple[int, ...]:
        return self._urns("fixed_in")

    def clean_fixed_out(self) -> tuple[int, ...]:
        return self._urns("fixed_out")

    def _urns(self, field: str) -> tuple[int, ...]:
        found = [self._urn(line.strip()) for line in self.cleaned_data[field].splitlines() if line.strip()]
        return tuple(dict.fromkeys(found))

    def _urn(self, line: str) -> int:
        """Return the school that a line means. Raises ValidationError where none or several do."""
        if line.isdecimal() and int(line[:9]) in self.names:
            return int(line)
        meant = [urn for urn, name in self.names.items() if name.casefold() == line.casefold()]
        if not meant:
            raise forms.ValidationError(f"No open school of this area is called “{line[:100]}”.")
        if len(meant) > 1:
            numbers = " or ".join(map(str, meant))
            raise forms.ValidationError(f"{len(meant)} schools are called “{line}”. Write the number: {numbers}.")
        return meant[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if data["projects"] is None and data["budget_pounds"] is None:
            self.add_error("projects", "Say how many projects there are, or how much money.")
        if data["budget_pounds"] is not None and data["project_pounds"] is None:
            self.add_error(
                "project_pounds", "Write what one project costs, so that the money can be counted in projects."
            )
        return data

    def question(self) -> Question:
        """Return what is asked."""
        data = self.cleaned_data
        capacities = {str(one.pk): data[f"capacity_{one.pk}"] for one in self.organisations}
        return Question(
            aim=Aim(data["aim"]),
            projects=data["projects"],
            budget_pounds=data["budget_pounds"],
            project_pounds=data["project_pounds"] if data["budget_pounds"] is not None else None,
            measure=Measure(data["measure"]),
            over=Over(data["over"]),
            near_km=float(data["near_km"] or 0),
            terms=data["terms"],
            fixed_in=data["fixed_in"],
            fixed_out=data["fixed_out"],
            capacities=tuple((key, number) for key, number in capacities.items() if number is not None),
        )


def term_ends(today: date) -> list[tuple[str, str]]:
    """Return the ends of this term and the next ones, each with its name."""
    term, found = term_on(today), []
    for _ in range(ENDS):
        found.append((term.last_day.isoformat(), term.title))
        term = after(term)
    return found


def after(term: Term) -> Term:
    seasons = list(Season)
    number = seasons.index(term.season)
    return Term(term.year + 1, seasons[0]) if number == len(seasons) - 1 else Term(term.year, seasons[number + 1])


def initial_of(question: Question, title: str, ends_on: date, names: Mapping[int, str]) -> dict[str, Any]:
    """Return the answers with which the form opens: those of a question that was asked before."""
    return {
        "title": title,
        "projects": question.projects,
        "budget_pounds": question.budget_pounds,
        "project_pounds": question.project_pounds,
        "aim": question.aim.value,
        "measure": question.measure.value,
        "over": question.over.value,
        "near_km": question.near_km or None,
        "terms": question.terms,
        "ends_on": ends_on.isoformat(),
        "fixed_in": lines_of(question.fixed_in, names),
        "fixed_out": lines_of(question.fixed_out, names),
    } | {f"capacity_{key}": number for key, number in question.capacities}


def lines_of(urns: Sequence[int], names: Mapping[int, str]) -> str:
    """Return schools one a line: by name where only one bears it, else by number."""
    listed = list(names.values())
    return "\n".join(names[urn] if urn in names and listed.count(names[urn]) == 1 else str(urn) for urn in urns)
