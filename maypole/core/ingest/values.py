"""Single values as lists print them: numbers, dates, coordinates and DfE numbers, in all their spellings."""

import re
from contextlib import suppress
from datetime import date, datetime

from maypole.core.ingest.errors import BadValue

NOTHING = frozenset(
    ["", "-", "na", "n/a", "null", "none", "not applicable", "not known", "unknown", "z", "x", "c", "supp"]
)
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%Y%m%d", "%Y%m")
COMMON_DATE = re.compile(r"([0-3]?[0-9])[/-]([01]?[0-9])[/-]([12][0-9]{3})")
MISSING_LATITUDE = 99.0
UK_LATITUDES, UK_LONGITUDES = (49.0, 61.5), (-9.0, 3.0)


def is_nothing(text: str) -> bool:
    """Return whether a cell says that there is no value, in one of the ways that lists say so."""
    return text.strip().lower() in NOTHING


def decimal(text: str, column: str) -> float | None:
    """Return a number, or None where the cell has none; "1,234", "12.5%" and "£80" are numbers."""
    if is_nothing(text):
        return None
    try:
        value = float(text.replace(",", "").replace("%", "").replace("£", "").strip())
    except ValueError as error:
        raise BadValue(column, f'"{text[:40]}" is not a number.') from error
    if value != value or value in (float("inf"), float("-inf")):
        raise BadValue(column, f'"{text[:40]}" is not a number.')
    return value


def whole(text: str, column: str, *, most: int = 2**31 - 1) -> int | None:
    """Return a whole number from nought to `most`, or None; "29199.00" is one."""
    value = decimal(text, column)
    if value is not None and not value.is_integer():
        raise BadValue(column, f'"{text[:40]}" is not a whole number.')
    if value is not None and not 0 <= value <= most:
        raise BadValue(column, f'"{text[:40]}" is not between 0 and {most:,}.')
    return None if value is None else int(value)


def day(text: str, column: str) -> date | None:
    """Return a date; a month alone ("202103") is its first day."""
    if is_nothing(text):
        return None
    if found := COMMON_DATE.fullmatch(text):
        date_month_year = [int(part) for part in found.groups()]
        with suppress(ValueError):
            return date(date_month_year[2], date_month_year[1], date_month_year[0])
    for form in DATES:
        try:
            return datetime.strptime(text.split("T", maxsplit=1)[0], form).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise BadValue(column, f'"{text[:40]}" is not a date.')


def point(latitude: str, longitude: str) -> tuple[tuple[float, float] | None, str]:
    """Return a point in the UK, and what was doubtful about it; 99.999999 means that there is none."""
    try:
        lat, lon = decimal(latitude, "latitude"), decimal(longitude, "longitude")
    except BadValue as error:
        return None, str(error)
    if lat is None or lon is None or lat >= MISSING_LATITUDE or (lat, lon) == (0, 0):
        return None, ""
    if is_in_uk(lat, lon):
        return (lat, lon), ""
    if is_in_uk(lon, lat):
        return (lon, lat), "The list has latitude and longitude the wrong way round."
    return None, "The list's point is not in the United Kingdom."


def is_in_uk(latitude: float, longitude: float) -> bool:
    return UK_LATITUDES[0] <= latitude <= UK_LATITUDES[1] and UK_LONGITUDES[0] <= longitude <= UK_LONGITUDES[1]


def dfe_number(text: str) -> str:
    """Return the seven digits of a DfE number ("855/2000", "8552000.0"), or an empty string where there is none."""
    if is_nothing(text):
        return ""
    digits = re.sub(r"\.0+$", "", text.strip())
    digits = re.sub(r"[\s/\-]", "", digits)
    if not re.fullmatch(r"[0-9]{7}", digits):
        raise BadValue("DfE number", f'"{text[:40]}" is not a DfE number: those have seven digits, such as 855 2000.')
    return digits


def urn(text: str) -> int:
    """Return a school's URN."""
    digits = re.sub(r"\.0+$", "", text.strip())
    if not re.fullmatch(r"[1-9][0-9]{5}", digits):
        raise BadValue("URN", f'"{text[:40]}" is not a URN: those have six digits.')
    return int(digits)


def gss_code(text: str, column: str) -> str:
    """Return the code by which the Office for National Statistics knows an area."""
    if not re.fullmatch(r"[A-Z][0-9]{8}", text):
        raise BadValue(column, f'"{text[:40]}" is not the code of an area: those are like E06000016.')
    return text
