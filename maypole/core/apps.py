"""Registers the room with Django."""

from django.apps import AppConfig

from maypole.core.words import speak_plainly


class CoreConfig(AppConfig):
    name = "maypole.core"
    label = "core"

    def ready(self) -> None:
        speak_plainly()
