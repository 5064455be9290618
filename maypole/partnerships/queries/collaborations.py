"""Collaborations and influence: all to whoever sees inside, to others what is marked public."""

from datetime import date

from maypole.partnerships.models import Collaboration, Influence, Partnership

FIRST_MONTH = 9


def collaborations_of(partnership: Partnership, *, only_public: bool) -> list[Collaboration]:
    found = partnership.collaborations.prefetch_related("organisations", "schools", "joined")
    return list(found.filter(is_public=True) if only_public else found)


def influences_of(partnership: Partnership, *, only_public: bool) -> list[Influence]:
    found = partnership.influences.all()
    return list(found.filter(is_public=True) if only_public else found)


def school_year_of(day: date) -> int:
    """Return the calendar year in which the school year of a day began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def begun_in_school_year(collaborations: list[Collaboration], year: int) -> int:
    return sum(school_year_of(one.starts_on) == year for one in collaborations)
