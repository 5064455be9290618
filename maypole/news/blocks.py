"""What a story is made of: words, pictures, and figures that come from a release and from nowhere else."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from maypole.outcomes.queries.told import (
    areas_to_choose,
    measures_to_choose,
    releases_to_choose,
    rows_to_choose,
    told_figure,
)


class ReleasedFigureBlock(blocks.StructBlock):
    """A frozen figure. Where its release is withdrawn, the story says so instead of the number."""

    release = blocks.ChoiceBlock(choices=releases_to_choose, label="Which release?")
    area = blocks.ChoiceBlock(choices=areas_to_choose, label="Which area?")
    row = blocks.ChoiceBlock(choices=rows_to_choose, label="Which table, and which row of it?")
    measure = blocks.ChoiceBlock(choices=measures_to_choose, label="What is counted?")

    class Meta:
        icon = "table"
        label = "Figure of a release"
        template = "news/figure.html"

    def clean(self, value: Any) -> Any:
        """Refuse what the release does not tell."""
        cleaned = super().clean(value)
        if _told(cleaned) is None:
            words = "This release has no such figure for this area. Choose another table, area or measure."
            raise blocks.StructBlockValidationError(block_errors={"release": ValidationError(words)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"told": _told(value)}


def _told(value: Any) -> object:
    return told_figure(*(value.get(part) or "" for part in ("release", "row", "area", "measure")))


STORY_BLOCKS = [
    ("heading", blocks.CharBlock(form_classname="title", max_length=120)),
    ("paragraph", blocks.RichTextBlock(features=["bold", "italic", "link", "ul", "ol"])),
    ("picture", ImageBlock()),
    ("quote", blocks.StructBlock([("text", blocks.TextBlock()), ("who", blocks.CharBlock(required=False))])),
    ("figure", ReleasedFigureBlock()),
]
