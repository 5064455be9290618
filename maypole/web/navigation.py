"""What stands in the line under the name of the site."""

from dataclasses import dataclass

from django.http import HttpRequest

from maypole.accounts.permissions import has_any_role
from maypole.accounts.roles import ADMINISTRATOR, COORDINATOR, EDITOR, ORGANISATION, REVIEWER, SCHOOL, SUPPORT


@dataclass(frozen=True)
class Link:
    title: str
    path: str
    is_current: bool


PUBLIC = (
    ("Map", "/map/"),
    ("What’s on offer", "/map/?offers=1"),
    ("Partnerships", "/partnerships/"),
    ("What it adds up to", "/releases/"),
    ("Who is missing?", "/missing/"),
    ("Data", "/data/"),
)
KEEPING = (
    ("This week", "/week/"),
    ("Map", "/map/"),
    ("Returns", "/rounds/"),
    ("Evidence", "/missing/"),
    ("Publish", "/releases/"),
    ("Partnerships", "/partnerships/"),
    ("Sources", "/sources/"),
)
ADMINISTERING = (*KEEPING, ("Duties", "/duties/"))
SUPPORTING = (("This week", "/week/"), ("Returns", "/rounds/"), *PUBLIC)
OWNING = (("This week", "/week/"), *PUBLIC)
WRITING = (("Write stories", "/cms/"), *PUBLIC)
RETURNING = (("This week", "/week/"), ("Our returns", "/returns/"), *PUBLIC)


def links(request: HttpRequest) -> list[Link]:
    """Return the main links of this reader, the one that holds this page marked."""
    here = request.get_full_path()
    shown = links_for(request)
    holding = max((path for _, path in shown if here.startswith(path)), key=len, default="")
    return [Link(title, path, path == holding) for title, path in shown]


def links_for(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """Return the links by what the reader does: keeps everything or a partnership, supports, returns, writes, or reads."""
    if has_any_role(request.user, ADMINISTRATOR):
        return ADMINISTERING
    if has_any_role(request.user, COORDINATOR):
        return KEEPING
    if has_any_role(request.user, SUPPORT, REVIEWER):
        return SUPPORTING
    if has_any_role(request.user, ORGANISATION):
        return RETURNING
    if has_any_role(request.user, EDITOR):
        return WRITING
    return OWNING if has_any_role(request.user, SCHOOL) else PUBLIC
