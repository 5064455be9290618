"""Registers the room with Django."""

from django.apps import AppConfig


class AtlasConfig(AppConfig):
    name = "maypole.atlas"
    label = "atlas"
