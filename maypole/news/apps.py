"""Registers the room with Django."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "maypole.news"
    label = "news"
