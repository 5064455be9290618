"""The roles, and what each may do. A room's permissions ask for an ability, never for a role by name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """A role that a grant gives, everywhere or within one scope."""

    slug: str
    title: str
    needs_scope: bool
    meaning: str


class Administrator(Role):
    """Runs the installation."""


class Editor(Role):
    """Writes a partnership's pages in Wagtail."""


class Coordinator(Role):
    """Keeps a partnership."""


class Reviewer(Role):
    """Reviews a partnership's returns."""


class Support(Role):
    """Works for a support organisation; sees the partnerships that agreed to it."""


class Organisation(Role):
    """Keeps an organisation's listing, offers and returns."""


class School(Role):
    """Keeps a school's listing and confirms returns."""


class Public(Role):
    """Anybody; never granted."""


ADMINISTRATOR = Administrator("administrator", "Administrator", False, "runs this installation")
EDITOR = Editor("editor", "Editor", True, "writes the pages of a partnership")
COORDINATOR = Coordinator("coordinator", "Coordinator", True, "keeps a partnership")
REVIEWER = Reviewer("reviewer", "Reviewer", True, "reviews the returns of a partnership")
SUPPORT = Support("support", "Support", True, "works for a support organisation")
ORGANISATION = Organisation("organisation", "Organisation", True, "keeps an organisation's listing")
SCHOOL = School("school", "School", True, "keeps a school's listing")
PUBLIC = Public("public", "Public", False, "anybody")

GRANTABLE = (ADMINISTRATOR, EDITOR, COORDINATOR, REVIEWER, SUPPORT, ORGANISATION, SCHOOL)
BY_SLUG = {role.slug: role for role in (*GRANTABLE, PUBLIC)}
