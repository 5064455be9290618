"""How a postcode is written: "ng1 4ab", "NG14AB" and "NG1  4AB" are one."""

import re

POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][ABD-HJLNP-UW-Z]{2})")
SPACES = re.compile(r"[\s\u00a0\u200b.\-]+")


def compact(text: str | None) -> str:
    """Return the postcode without its space, in capitals, or an empty string where the text is no postcode."""
    code = SPACES.sub("", text or "").upper()
    if POSTCODE.fullmatch(code):
        return code
    repaired = code[:-3] + code[-3:-2].replace("O", "0").replace("I", "1") + code[-2:] if len(code) > 3 else code
    return repaired if POSTCODE.fullmatch(repaired) else ""


def spaced(text: str | None) -> str:
    """Return the postcode with its space, or an empty string where the text is no postcode."""
    code = compact(text)
    return f"{code[:-3]} {code[-3:]}" if code else ""
