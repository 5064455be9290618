"""What Open Referral UK lets services and organisations be asked for by, and what that is in our own words."""

import re
import uuid
from datetime import UTC, datetime, time
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator

from maypole.directory.api.envelopes import MOST_A_PAGE
from maypole.directory.presenters.openreferral import TAXONOMIES, taxonomy_id, term_id
from maypole.directory.queries.services import ServiceFilters

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?")


def only_a_moment(value: object) -> object:
    """Refuse a bare number, which would be read as seconds since 1970."""
    if isinstance(value, str) and not MOMENT.fullmatch(value):
        raise ValueError("write it like 2026-11-22T12:00:00Z")
    return value


def within_reach(moment: datetime) -> datetime:
    """Return a moment that every database can hold; before and after it nothing was ever changed."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(aware, EARLIEST), LATEST)


def storable(words: str) -> str:
    """Return words without the null character, which PostgreSQL takes in no text."""
    return words.replace("\x00", "")


Words = Annotated[str, AfterValidator(storable)]
Moment = Annotated[datetime, BeforeValidator(only_a_moment), AfterValidator(within_reach)]


class Paging(Schema):
    """Which page, and in which form."""

    page: int = Field(1, ge=1, le=1_000_000)
    per_page: int = Field(50, ge=1, le=MOST_A_PAGE)
    format: Literal["json", "ndjson"] = "json"


class ServiceQuery(Paging):
    """What services may be asked for by."""

    search: Words = Field("", max_length=200)
    taxonomy_term_id: str = Field("", max_length=36)
    taxonomy_id: str = Field("", max_length=36)
    organization_id: uuid.UUID | None = None
    modified_after: Moment | None = None
    minimum_age: float | None = Field(None, ge=0, le=150)
    maximum_age: float | None = Field(None, ge=0, le=150)
    start_time: time | None = None
    end_time: time | None = None
    day: str = Field("", max_length=20)
    minimal: bool = False
    full: bool = False


class PlacedQuery(ServiceQuery):
    """The same, near a postcode; proximity in metres."""

    postcode: str = Field("", max_length=10)
    proximity: float | None = Field(None, ge=0, le=1_000_000)


class OneOrganisationQuery(Schema):
    """How much to tell of an organisation's services."""

    full_service: bool = False


class OrganisationQuery(Paging):
    """What organisations may be asked for by, and how much to tell of each."""

    search: Words = Field("", max_length=200)
    full: bool = False
    full_service: bool = False


def filters_of(query: ServiceQuery) -> ServiceFilters:
    """Turn the parameters of the profile into our own filters."""
    terms = {str(term_id(t, member.value)): member.value for t, (_, _, kind) in TAXONOMIES.items() for member in kind}
    taxonomies = {str(taxonomy_id(slug)): slug for slug in TAXONOMIES}
    return ServiceFilters(
        search=query.search,
        terms=(terms.get(query.taxonomy_term_id, "no-such-term"),) if query.taxonomy_term_id else (),
        taxonomy=taxonomies.get(query.taxonomy_id, "no-such-taxonomy") if query.taxonomy_id else "",
        minimum_age=query.minimum_age,
        maximum_age=query.maximum_age,
        is_timed=bool(query.day or query.start_time or query.end_time),
        organisation=query.organization_id,
        modified_after=query.modified_after,
    )
