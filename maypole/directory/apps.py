"""Registers the room with Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from maypole.directory.search_index import ensure_index


class DirectoryConfig(AppConfig):
    name = "maypole.directory"
    label = "directory"

    def ready(self) -> None:
        post_migrate.connect(ensure_index, sender=self, dispatch_uid="directory_search_index")
