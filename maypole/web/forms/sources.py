"""Forms of the pages on sources: a file, and how the columns of somebody's own list are read."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify

from maypole.core.grouping import GroupedMixin, Part
from maypole.core.ingest.beginnings import Column
from maypole.core.ingest.files import too_large
from maypole.core.ingest.source import Source
from maypole.directory.models import Mapping, Venue
from maypole.directory.sources.local import COLUMNS, guessed_columns

LEAST_LETTERS = 2
LONGEST_SHOWN = 40


class FileForm(forms.Form):
    """A list to look at."""

    file = forms.FileField(
        label="The list",
        help_text="csv, xlsx, ods or GeoJSON, as its publisher gives it. Nothing changes until you say so.",
        error_messages={"required": "Choose a file first.", "empty": "The file is empty. Download it again."},
    )

    def __init__(self, source: Source, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.largest = source.largest

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse at once what no edition of the list is as large as."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > self.largest:
            raise forms.ValidationError(str(too_large(file.name or "", file.size or 0, self.largest)))
        return file


class MappingForm(GroupedMixin, forms.Form):
    """Which column is which; the name is wanted, the rest where the file has it."""

    PARTS = (
        Part("The list", ("title", "publisher")),
        Part("What may be done with it", ("licence", "may_pass_on")),
        Part("What it lists", ("venue_kind", "may_be_school"), hint=" "),
        Part("What each row is", ("column_name", "column_key"), hint="Choose the column of your file that says it."),
        Part("Where it is", (
            ("column_postcode", "column_town"), ("column_address", "column_district"),
            ("column_latitude", "column_longitude"),
        ), hint="A postcode is enough. Without one, latitude and longitude, or the district."),
        Part("More about it", (
            ("column_website", "column_email"), "column_artforms", ("column_charity", "column_company"),
        )),
    )  # fmt: skip

    title = forms.CharField(label="What is this list?", max_length=100, help_text="Such as Dance companies of Derby.")
    publisher = forms.CharField(label="Who keeps it?", max_length=100)
    licence = forms.CharField(
        label="Under which licence?", max_length=100, required=False, help_text="Leave empty where none is stated."
    )
    may_pass_on = forms.BooleanField(
        label="Its keeper allows it to be passed on", required=False, help_text="In downloads and to other systems."
    )
    venue_kind = forms.ChoiceField(
        label="What are its places?", choices=[("", "Not places people visit"), *Venue.Kind.choices], required=False
    )
    may_be_school = forms.BooleanField(label="Some of its rows are schools", required=False)

    def __init__(self, columns: Sequence[Column], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Not in this file"), *((column.title, described(column)) for column in columns)]
        guesses = guessed_columns([column.title for column in columns])
        for name, label in COLUMNS.items():
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=label, choices=choices, required=name == "name", initial=guesses.get(name, "")
            )

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        slug = slugify(title)[:30]
        if len(slug) < LEAST_LETTERS or Mapping.objects.filter(pk=slug).exists():
            raise forms.ValidationError("Give it a name that no other list has.")
        return title

    def mapping(self) -> dict[str, Any]:
        """Return the fields of the mapping that was described."""
        data = self.cleaned_data
        columns = {name: data[f"column_{name}"] for name in COLUMNS if data[f"column_{name}"]}
        facts = ("title", "publisher", "licence", "may_pass_on", "venue_kind", "may_be_school")
        return {"slug": slugify(data["title"])[:30], "columns": columns, **{name: data[name] for name in facts}}


def described(column: Column) -> str:
    """Return a column as it is chosen: by its title, with what stands first under it."""
    examples = ", ".join(shortened(example) for example in column.examples)
    return f"{shortened(column.title)}: {examples} …" if examples else shortened(column.title)


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
