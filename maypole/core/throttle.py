"""Count how often somebody uses a form, and stop at a number."""

import time

from django.core.cache import cache
from django.http import HttpRequest


class TooOften(Exception):
    """More uses than allowed within the time."""


def address_of(request: HttpRequest) -> str:
    """Return what tells one visitor from another for counting: the account, or the network address."""
    if request.user.is_authenticated:
        return str(request.user.pk)
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
    return forwarded or request.META.get("REMOTE_ADDR", "")


def count_use(what: str, *, key: str, most: int, seconds: int) -> int:
    """Count one use and return how many there were in this window of time. Raises TooOften above `most`."""
    window = int(time.time()) // seconds
    name = f"throttle:{what}:{key}:{window}"
    cache.add(name, 0, timeout=seconds)
    used = int(cache.incr(name))
    if used > most:
        raise TooOften(what)
    return used
