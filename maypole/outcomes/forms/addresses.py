"""The address at which each school of a return is asked."""

from typing import Any

from django import forms

from maypole.directory.models import School
from maypole.outcomes.models import Confirmation, Return
from maypole.outcomes.queries.returns import lines_of


class AddressForm(forms.Form):
    """The address that a reviewer approves, where it is another than was given."""

    email = forms.EmailField(required=False)


class AddressesForm(forms.Form):
    """One address a school; one that was asked already is not changed here."""

    def __init__(self, *args: Any, return_of: Return, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {line.school.urn: line.school for line in lines_of(return_of) if line.school is not None}
        there = {one.school_id: one for one in Confirmation.objects.filter(round=return_of.round)}
        for urn, school in sorted(self.schools.items(), key=lambda item: item[1].name):
            held = there.get(urn)
            is_asked = held is not None and held.sent_at is not None
            self.fields[f"school-{urn}"] = forms.EmailField(
                label=school.name,
                required=False,
                initial=held.email if held and not is_asked else "",
                disabled=is_asked,
                help_text="Asked already." if is_asked else "Whoever leads on the arts, such as arts@school.example.",
            )

    def given(self) -> list[tuple[School, str]]:
        """Return each school with the address that was given for it."""
        named = ((urn, self.cleaned_data[f"school-{urn}"]) for urn in self.schools)
        return [(self.schools[urn], email) for urn, email in named if email]
