"""How static files are collected for production."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Leaves out the packed twins that the bundle makes for development: what is collected is hashed and packed anew."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "*.br", "*.gz"]
