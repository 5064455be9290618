"""What Wagtail's admin shows: pages and pictures, and nothing that is kept elsewhere."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

HIDDEN = {"reports", "settings", "help", "documents"}


@hooks.register("construct_main_menu")
def only_what_editors_need(request: HttpRequest, menu_items: list[Any]) -> None:
    """Leave out of an editor's menu what only an administrator uses."""
    if not request.user.is_superuser:
        menu_items[:] = [item for item in menu_items if item.name not in HIDDEN]
