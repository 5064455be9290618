"""Registers the room with Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "maypole.core"
    label = "core"
