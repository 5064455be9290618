"""The two kinds of body in addresses: /schools/… and /organisations/…."""

from django.urls import register_converter


class BodyKind:
    """Matches `schools` or `organisations`."""

    regex = "schools|organisations"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def register() -> None:
    register_converter(BodyKind, "body")
