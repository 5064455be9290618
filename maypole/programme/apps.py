"""Registers the room with Django."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "maypole.programme"
    label = "programme"
