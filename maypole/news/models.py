"""What an editor writes: a partnership's stories, as Wagtail pages."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from maypole.news.blocks import STORY_BLOCKS
from maypole.partnerships.models import Partnership


class UnrecordedStreamField(StreamField):
    """A stream field whose blocks are not written into migrations, which would grow with each change of a block."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _, _, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[]], kwargs | {"block_lookup": {}}


class StoriesPage(Page):
    """The root of all stories."""

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["news.PartnershipStoriesPage"]
    template = "news/stories.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        newest = StoryPage.objects.live().order_by("-first_published_at")[:30]
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"stories": list(newest)}


class PartnershipStoriesPage(Page):
    """The root of one partnership's stories, which its editors may write under."""

    partnership = models.OneToOneField(Partnership, on_delete=models.PROTECT, related_name="+")
    parent_page_types = ["news.StoriesPage"]
    subpage_types = ["news.StoryPage"]
    template = "news/stories.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        newest = self.get_children().live().specific().order_by("-first_published_at")
        return context | {"stories": list(newest)}


class StoryPage(Page):
    """A story: the partnership so far, a case study, a piece of news."""

    introduction = models.CharField(max_length=300)
    body = UnrecordedStreamField(STORY_BLOCKS, blank=True)

    parent_page_types = ["news.PartnershipStoriesPage"]
    subpage_types: list[str] = []
    template = "news/story.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]

    @property
    def picture(self) -> Any:
        """Return the story's first picture, which stands for it in a list; None where it has none."""
        return next((block.value for block in self.body if block.block_type == "picture"), None)
