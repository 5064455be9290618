"""Maypole: the open platform that a local cultural education partnership runs on."""

__version__ = "0.1.0"
