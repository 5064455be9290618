"""Registers the room with Django."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "maypole.partnerships"
    label = "partnerships"
