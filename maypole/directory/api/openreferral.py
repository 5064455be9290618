"""Open Referral UK (HSDS-UK 3.0): every endpoint and parameter of the profile.

Source: https://docs.openreferraluk.org/ and the OpenAPI file of the profile, version 3.0.
"""

import re
import uuid
from dataclasses import replace
from datetime import datetime, time
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import HttpError
from pydantic import BeforeValidator

from maypole.directory.api.envelopes import MOST_A_PAGE, as_lines, page_of
from maypole.directory.presenters.openreferral import (
    TAXONOMIES,
    Row,
    at_location_row,
    organisation_row,
    service_row,
    taxonomy_id,
    taxonomy_row,
    term_id,
    term_row,
    whole_service_row,
)
from maypole.directory.queries.at_locations import (
    all_at_locations,
    at_location_of,
    at_locations,
    count_at_locations,
)
from maypole.directory.queries.entries import everything, within
from maypole.directory.queries.filters import Filters, Point
from maypole.directory.queries.services import (
    Service,
    ServiceFilters,
    all_services,
    count_services,
    open_organisations,
    service_of,
    services,
)
from maypole.places.queries.postcodes import find

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/en/latest/"
api = NinjaAPI(
    title="Maypole: Open Referral UK",
    version="3.0",
    description="Organisations of the directory and what they offer, as HSDS-UK 3.0.",
    urls_namespace="openreferral",
    docs_url=None,
)
NOT_THERE = "Nothing here has this id."
# Lists may also be streamed, one object a line.
AS_LINES: dict[str, Any] = {
    "responses": {200: {"content": {"application/json": {}, "application/x-ndjson": {"schema": {}}}}}
}
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?")


def only_a_moment(value: object) -> object:
    """Refuse a bare number, which would be read as seconds since 1970."""
    if isinstance(value, str) and not MOMENT.fullmatch(value):
        raise ValueError("write it like 2026-11-22T12:00:00Z")
    return value


Moment = Annotated[datetime, BeforeValidator(only_a_moment)]


class Paging(Schema):
    """Which page, and in which form."""

    page: int = Field(1, ge=1, le=1_000_000)
    per_page: int = Field(50, ge=1, le=MOST_A_PAGE)
    format: Literal["json", "ndjson"] = "json"


class ServiceQuery(Paging):
    """What services may be asked for by."""

    search: str = Field("", max_length=200)
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


class Problem(Schema):
    """Why there is no answer."""

    detail: Any


def filters_of(query: ServiceQuery) -> ServiceFilters:
    """Turn the parameters of the profile into our own filters."""
    terms = {str(term_id(t, member.value)): member.value for t, (_, _, kind) in TAXONOMIES.items() for member in kind}
    taxonomies = {str(taxonomy_id(slug)): slug for slug in TAXONOMIES}
    return ServiceFilters(
        search=query.search.replace("\x00", ""),
        terms=(terms.get(query.taxonomy_term_id, "no-such-term"),) if query.taxonomy_term_id else (),
        taxonomy=taxonomies.get(query.taxonomy_id, "no-such-taxonomy") if query.taxonomy_id else "",
        minimum_age=query.minimum_age,
        maximum_age=query.maximum_age,
        is_timed=bool(query.day or query.start_time or query.end_time),
        organisation=query.organization_id,
        modified_after=query.modified_after,
    )


def row_of(service: Service, query: ServiceQuery) -> Row:
    if query.minimal:
        row = service_row(service)
        return {"id": row["id"], "modified_date": row.get("last_modified")}
    return whole_service_row(service) if query.full else service_row(service)


@api.get("/", summary="What this interface is")
def root(request: HttpRequest) -> dict[str, str]:
    return {"version": VERSION, "profile": PROFILE, "openapi_url": f"{settings.SITE_URL}/openreferral/v3/openapi.json"}


@api.get(
    "/services",
    summary="Services, a page at a time",
    response={200: Any, 404: Problem, 422: Problem},
    openapi_extra=AS_LINES,
)
def list_services(request: HttpRequest, query: Query[ServiceQuery]) -> Any:
    filters = filters_of(query)
    if query.format == "ndjson":
        return as_lines(row_of(service, query) for service in all_services(filters))
    start = (query.page - 1) * query.per_page
    found = services(filters, start, start + query.per_page)
    contents = [row_of(service, query) for service in found]
    return page_of(contents, total=count_services(filters), page=query.page, per_page=query.per_page)


@api.get("/services/{service_id}", summary="One service, whole", response={200: Any, 404: Problem, 422: Problem})
def get_service(request: HttpRequest, service_id: uuid.UUID) -> Row:
    found = service_of(service_id)
    if found is None:
        raise HttpError(404, NOT_THERE)
    return whole_service_row(found)


@api.get(
    "/service_at_locations",
    summary="Services where they happen",
    response={200: Any, 404: Problem, 422: Problem},
    openapi_extra=AS_LINES,
)
def list_at_locations(request: HttpRequest, query: Query[PlacedQuery]) -> Any:
    filters = filters_of(query)
    if query.postcode:
        filters = near(filters, query)
    if query.format == "ndjson":
        found = all_at_locations(filters)
        return as_lines(at_location_row(each.service, each.where, is_whole=query.full) for each in found)
    start = (query.page - 1) * query.per_page
    some = at_locations(filters, start, start + query.per_page)
    contents = [at_location_row(each.service, each.where, is_whole=query.full) for each in some]
    return page_of(contents, total=count_at_locations(filters), page=query.page, per_page=query.per_page)


def near(filters: ServiceFilters, query: PlacedQuery) -> ServiceFilters:
    """Keep the organisations near a postcode: within the metres given, or else 10 km."""
    point = find(query.postcode)
    if point is None:
        raise HttpError(404, f"No postcode {query.postcode!r} is known. Write it like NG1 4AB.")
    km = 10.0 if query.proximity is None else query.proximity / 1000
    entries = within(everything(Filters(is_passable=True)), Point(point.latitude, point.longitude), km)
    return replace(filters, ids=tuple(entries.exclude(organisation=None).values_list("organisation_id", flat=True)))


@api.get(
    "/service_at_locations/{at_location_id}",
    summary="One service at one place",
    response={200: Any, 404: Problem, 422: Problem},
)
def get_at_location(request: HttpRequest, at_location_id: uuid.UUID) -> Row:
    found = at_location_of(at_location_id)
    if found:
        return at_location_row(found.service, found.where, is_whole=True)
    raise HttpError(404, NOT_THERE)


@api.get("/taxonomies", summary="The lists of terms", response={200: Any, 422: Problem}, openapi_extra=AS_LINES)
def list_taxonomies(request: HttpRequest, query: Query[Paging]) -> Any:
    return paged([taxonomy_row(slug) for slug in TAXONOMIES], query)


@api.get("/taxonomies/{item_id}", summary="One list of terms", response={200: Any, 404: Problem, 422: Problem})
def get_taxonomy(request: HttpRequest, item_id: uuid.UUID) -> Row:
    return one_of([taxonomy_row(slug) for slug in TAXONOMIES], item_id)


@api.get("/taxonomy_terms", summary="The terms", response={200: Any, 422: Problem}, openapi_extra=AS_LINES)
def list_terms(request: HttpRequest, query: Query[Paging]) -> Any:
    return paged(all_terms(), query)


@api.get("/taxonomy_terms/{item_id}", summary="One term", response={200: Any, 404: Problem, 422: Problem})
def get_term(request: HttpRequest, item_id: uuid.UUID) -> Row:
    return one_of(all_terms(), item_id)


@api.get(
    "/organizations",
    summary="Organisations, a page at a time",
    response={200: Any, 422: Problem},
    openapi_extra=AS_LINES,
)
def list_organisations(request: HttpRequest, query: Query[Paging]) -> Any:
    found = open_organisations().select_related("listing", "district").order_by("id")
    if query.format == "ndjson":
        return as_lines(organisation_row(o, is_whole=False) for o in found.iterator(500))
    start = (query.page - 1) * query.per_page
    contents = [organisation_row(o, is_whole=False) for o in found[start : start + query.per_page]]
    return page_of(contents, total=found.count(), page=query.page, per_page=query.per_page)


@api.get("/organizations/{item_id}", summary="One organisation", response={200: Any, 404: Problem, 422: Problem})
def get_organisation(request: HttpRequest, item_id: uuid.UUID) -> Row:
    found = open_organisations().filter(pk=item_id).prefetch_related("identifiers").first()
    if found is None:
        raise HttpError(404, NOT_THERE)
    own = services(ServiceFilters(organisation=item_id), 0, MOST_A_PAGE)
    return organisation_row(found, is_whole=True) | {"services": [service_row(service) for service in own]}


def all_terms() -> list[Row]:
    return [term_row(slug, member) for slug, (_, _, kind) in TAXONOMIES.items() for member in kind]


def paged(rows: list[Row], query: Paging) -> dict[str, Any] | HttpResponseBase:
    if query.format == "ndjson":
        return as_lines(rows)
    start = (query.page - 1) * query.per_page
    return page_of(rows[start : start + query.per_page], total=len(rows), page=query.page, per_page=query.per_page)


def one_of(rows: list[Row], item_id: uuid.UUID) -> Row:
    found = next((row for row in rows if row["id"] == str(item_id)), None)
    if found is None:
        raise HttpError(404, NOT_THERE)
    return found
