"""What is asked about a table of travel times."""

from django import forms

from maypole.atlas.actions.travel import Made

MOST_BYTES = 200_000_000


class TravelForm(forms.Form):
    """The file, and what made it."""

    file = forms.FileField(label="The table", help_text="CSV or Parquet with the columns school, site and minutes.")
    engine = forms.CharField(label="Engine", max_length=60, help_text="Such as r5, Valhalla or OpenTripPlanner.")
    version = forms.CharField(label="Its version", max_length=40)
    network_date = forms.DateField(
        label="Date of the network", help_text="Of the timetables and roads it used, such as 2026-09-07."
    )
    departure_window = forms.CharField(
        label="When one leaves", max_length=100, help_text="Such as: a Tuesday in term, 9:00 to 10:00."
    )
    mode = forms.CharField(
        label="How one travels", max_length=40, required=False, help_text="Such as: bus and walking."
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The file has more than 200 MB. Save it as Parquet, or leave out far pairs.")
        return file

    @property
    def made(self) -> Made:
        names = ("engine", "version", "network_date", "departure_window", "mode")
        return Made(**{name: self.cleaned_data[name] for name in names})
