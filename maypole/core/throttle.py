"""Count how often somebody uses a form, and stop at a number."""

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
    """Count one use and return how many there were since the first of them. Raises TooOften above `most`.

    The time runs from the first use, not from the full hour, around which twice as many would pass.
    """
    name = f"throttle:{what}:{key}"
    if cache.add(name, 1, timeout=seconds):
        return 1
    try:
        used = int(cache.incr(name))
    except ValueError:  # the time ended just now
        cache.set(name, 1, timeout=seconds)
        return 1
    if used > most:
        raise TooOften(what)
    return used
