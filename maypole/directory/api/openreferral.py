"""Open Referral UK (HSDS-UK 3.0): every endpoint and parameter of the profile.

Source: https://docs.openreferraluk.org/ and the OpenAPI file of the profile, version 3.0.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError

from maypole.directory.api.envelopes import as_lines, page_of
from maypole.directory.api.parameters import (
    OneOrganisationQuery,
    OrganisationQuery,
    Paging,
    PlacedQuery,
    ServiceQuery,
    filters_of,
)
from maypole.directory.models import Organisation
from maypole.directory.presenters.openreferral import (
    TAXONOMIES,
    Row,
    at_location_row,
    full,
    organisation_row,
    service_row,
    taxonomy_row,
    term_row,
    whole_service_row,
)
from maypole.directory.queries.at_locations import (
    AtLocation,
    all_at_locations,
    at_id,
    at_location_of,
    at_locations,
    count_at_locations,
)
from maypole.directory.queries.entries import everything, within
from maypole.directory.queries.filters import Filters, Point
from maypole.directory.queries.services import (
    SAID_OF_ORGANISATION,
    Service,
    ServiceFilters,
    all_services,
    count_services,
    open_organisations,
    saying,
    service_of,
    services,
    services_of,
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
Tell = Callable[[Service], Row]
NOT_THERE = "Nothing here has this id."
# Lists may also be streamed, one object a line.
AS_LINES: dict[str, Any] = {
    "responses": {200: {"content": {"application/json": {}, "application/x-ndjson": {"schema": {}}}}}
}


class Problem(Schema):
    """Why there is no answer."""

    detail: Any


def row_of(service: Service, query: ServiceQuery) -> Row:
    if query.minimal:
        return minimal_row(service.id, service)
    return whole_service_row(service) if query.full else service_row(service)


def placed_row(each: AtLocation, query: PlacedQuery) -> Row:
    if query.minimal:
        return minimal_row(at_id(each.service.id, each.where.pk), each.service)
    return at_location_row(each.service, each.where, is_whole=query.full)


def minimal_row(row_id: uuid.UUID, service: Service) -> Row:
    """Return the id and, where it is known, when the service last changed."""
    return full(id=str(row_id), modified_date=service_row(service).get("last_modified"))


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
        return as_lines(placed_row(each, query) for each in all_at_locations(filters))
    start = (query.page - 1) * query.per_page
    some = at_locations(filters, start, start + query.per_page)
    contents = [placed_row(each, query) for each in some]
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
def list_organisations(request: HttpRequest, query: Query[OrganisationQuery]) -> Any:
    found = open_organisations().filter(saying(query.search, *SAID_OF_ORGANISATION)).order_by("id")
    found = found.select_related("listing", "district").prefetch_related("identifiers")
    tell = whole_service_row if query.full_service else service_row if query.full else None
    if query.format == "ndjson":
        return as_lines(in_turn(found, tell))
    start = (query.page - 1) * query.per_page
    contents = organisation_rows(found[start : start + query.per_page], tell)
    return page_of(contents, total=found.count(), page=query.page, per_page=query.per_page)


def in_turn(found: QuerySet[Organisation], tell: Tell | None, at_once: int = 500) -> Iterator[Row]:
    """Yield every organisation, some at a time."""
    start = 0
    while some := organisation_rows(found[start : start + at_once], tell):
        yield from some
        start += at_once


def organisation_rows(found: Iterable[Organisation], tell: Tell | None) -> list[Row]:
    """Return organisations, whole where each of their services is to be told of too."""
    organisations = list(found)
    if tell is None:
        return [organisation_row(each, is_whole=False) for each in organisations]
    own = services_of([each.pk for each in organisations])
    return [
        organisation_row(each, is_whole=True) | full(services=[tell(service) for service in own[each.pk]])
        for each in organisations
    ]


@api.get("/organizations/{item_id}", summary="One organisation", response={200: Any, 404: Problem, 422: Problem})
def get_organisation(request: HttpRequest, item_id: uuid.UUID, query: Query[OneOrganisationQuery]) -> Row:
    found = open_organisations().filter(pk=item_id).prefetch_related("identifiers").first()
    if found is None:
        raise HttpError(404, NOT_THERE)
    return organisation_rows([found], whole_service_row if query.full_service else service_row)[0]


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
