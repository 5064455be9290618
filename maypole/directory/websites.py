"""Addresses of websites as lists print them."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

LONGEST = 300
is_web_address = URLValidator(schemes=["http", "https"])


def web_address(text: str) -> str:
    """Return a whole address, or an empty string where the text is none; "www.x.org" and "Http://x.org" are meant."""
    text = text.strip().rstrip(".,;")
    if not text or " " in text or "@" in text:
        return ""
    text = re.sub(r"^(https?)[:;]/*", lambda found: found.group(1).lower() + "://", text, flags=re.IGNORECASE)
    if not text.startswith(("http://", "https://")):
        text = f"http://{text}"
    try:
        is_web_address(text)
    except ValidationError:
        return ""
    return text if len(text) <= LONGEST else ""
