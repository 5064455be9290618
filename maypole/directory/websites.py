"""Addresses of websites and of roles, as lists print them."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

LONGEST = 300
USUAL = re.compile(r"https?://[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,6}(?:/[A-Za-z0-9/_.~-]*)?")
LONGEST_ADDRESS = 254
ROLES = frozenset(
    [
        "admin", "arts", "boxoffice", "bookings", "contact", "education", "enquiries", "enquiry", "gallery", "hello",
        "info", "information", "learning", "library", "mail", "museum", "museums", "office", "outreach",
        "participation", "reception", "schools", "team", "theatre", "tickets", "visits",
    ]
)  # fmt: skip
is_web_address = URLValidator(schemes=["http", "https"])


def web_address(text: str) -> str:
    """Return a whole address, or an empty string where the text is none; "www.x.org" and "Http://x.org" are meant."""
    text = text.strip().rstrip(".,;")
    if not text or " " in text or "@" in text:
        return ""
    text = re.sub(r"^(https?)[:;]/*", lambda found: found.group(1).lower() + "://", text, flags=re.IGNORECASE)
    if not text.startswith(("http://", "https://")):
        text = f"http://{text}"
    if len(text) <= LONGEST and USUAL.fullmatch(text):
        return text
    try:
        is_web_address(text)
    except ValidationError:
        return ""
    return text if len(text) <= LONGEST else ""


def role_address(text: str) -> str:
    """Return an address of a role, such as info@; a person's own is not kept."""
    address = text.strip().lower()
    name, _, host = address.partition("@")
    words = set(re.split(r"[^a-z]+", name))
    return address if "." in host and " " not in address and words & ROLES and len(address) <= LONGEST_ADDRESS else ""
