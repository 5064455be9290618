"""Where a reader is in a long list, for the component that leads on and back."""

from dataclasses import dataclass

from django.core.paginator import Page

from maypole.programme.queries.filters import Filters
from maypole.programme.queries.journeys import SchoolJourney


@dataclass(frozen=True)
class Pages:
    previous: str
    next: str
    next_size: int
    first: int
    last: int
    total: int


def pages_of(page: Page[SchoolJourney], filters: Filters) -> Pages:
    size, last, total = page.paginator.per_page, page.end_index(), page.paginator.count
    return Pages(
        previous=f"?{filters.query}&page={page.number - 1}" if page.has_previous() else "",
        next=f"?{filters.query}&page={page.number + 1}" if page.has_next() else "",
        next_size=min(size, total - last),
        first=page.start_index(),
        last=last,
        total=total,
    )
