"""What stands in the line under the name of the site."""

from dataclasses import dataclass

from django.http import HttpRequest

from maypole.accounts.permissions import has_any_role
from maypole.accounts.roles import ADMINISTRATOR, COORDINATOR, EDITOR, ORGANISATION, REVIEWER, SCHOOL, SUPPORT

MISSING = "/missing/"


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
    ("Who is missing?", MISSING),
    ("Data", "/data/"),
)
KEEPING = (
    ("This week", "/week/"),
    ("Map", "/map/"),
    ("Returns", "/rounds/"),
    ("Evidence", MISSING),
    ("Publish", "/releases/"),
    ("Partnerships", "/partnerships/"),
    ("Sources", "/sources/"),
)
ADMINISTERING = (*KEEPING, ("Duties", "/duties/"))
# Beside what is theirs, the public ways stand in shorter words, so that all fit on one line; the data is at the foot.
BESIDE = (
    ("Map", "/map/"),
    ("Offers", "/map/?offers=1"),
    ("Partnerships", "/partnerships/"),
    ("Reports", "/releases/"),
    ("Who is missing?", MISSING),
)
SUPPORTING = (("This week", "/week/"), ("Returns", "/rounds/"), *BESIDE)
OWNING = (("This week", "/week/"), *BESIDE)
WRITING = (("Write stories", "/cms/"), *BESIDE)
RETURNING = (("This week", "/week/"), ("Our returns", "/returns/"), *BESIDE)


def links(request: HttpRequest) -> list[Link]:
    """Return the main links of this reader, the one that holds this page marked."""
    shown = links_for(request)
    held = (path for _, path in shown if holds(path, request))
    holding = max(held, key=lambda path: (path == MISSING, len(path)), default="")
    return [Link(title, path, path == holding) for title, path in shown]


def holds(path: str, request: HttpRequest) -> bool:
    """Return whether a link leads to this page or to what it stands in; who is missing stands in each partnership too."""
    return request.get_full_path().startswith(path) or (path == MISSING and request.path.endswith(MISSING))


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
