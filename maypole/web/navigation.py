"""What stands in the line under the name of the site."""

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Link:
    title: str
    path: str
    is_current: bool


PUBLIC = (
    ("Map", "/map/"),
    ("What’s on offer", "/map/?offers=1"),
    ("Partnerships", "/partnerships/"),
    ("Data", "/data/"),
)


def links(request: HttpRequest) -> list[Link]:
    """Return the main links, the one that holds this page marked."""
    here = request.get_full_path()
    holding = max((path for _, path in PUBLIC if here.startswith(path)), key=len, default="")
    return [Link(title, path, path == holding) for title, path in PUBLIC]
