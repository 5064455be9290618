"""Registers the room with Django, and its check of the indicators' files."""

from importlib import import_module

from django.apps import AppConfig


class AtlasConfig(AppConfig):
    name = "maypole.atlas"
    label = "atlas"

    def ready(self) -> None:
        import_module("maypole.atlas.checks")
