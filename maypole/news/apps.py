"""Registers the room with Django."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.apps import apps as known
from django.db.models.signals import post_migrate


class NewsConfig(AppConfig):
    name = "maypole.news"
    label = "news"

    def ready(self) -> None:
        post_migrate.connect(open_stories, sender=self, dispatch_uid="news_open_stories")


def open_stories(**_: Any) -> None:
    """Put our page of stories where Wagtail's migrations leave a page of welcome."""
    if known.get_model("wagtailcore", "Page").get_first_root_node() is not None:
        import_module("maypole.news.actions.trees").stories_root()
