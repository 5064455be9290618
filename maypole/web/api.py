"""Our own interface, /api/v1/: the places of the map, the bodies behind them, partnerships and areas."""

import uuid
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import HttpError

from maypole.directory.api.envelopes import MOST_A_PAGE, page_of
from maypole.directory.artforms import ArtForm
from maypole.directory.key_stages import KeyStage
from maypole.directory.models import Entry, Organisation, School
from maypole.directory.presenters.openreferral import full, organisation_row
from maypole.directory.queries.entries import found as entries_found
from maypole.directory.queries.filters import parse
from maypole.directory.queries.services import open_organisations
from maypole.outcomes.models import Release, ReleaseFigure
from maypole.outcomes.queries.releases import figures_of, newest_releases, release_named
from maypole.partnerships.models import Partnership
from maypole.partnerships.queries.partnerships import partnerships_with_territories
from maypole.places.models import Place

api = NinjaAPI(
    title="Maypole",
    version="1",
    description="The places of the map with its filters, and the schools, organisations, partnerships and areas "
    "behind them. What a licence does not let us pass on is left out.",
    urls_namespace="api",
    docs_url=None,
)
NOT_THERE = "Nothing here has this id."
Row = dict[str, Any]


class PlaceQuery(Schema):
    """The filters of the map; a set may be given more than once."""

    q: str = Field("", max_length=80)
    near: str = Field("", max_length=80, description="A postcode or a town.")
    km: int = Field(10, ge=1, le=100)
    area: str = Field("", max_length=40, description="GSS code of a county or district.")
    partnership: str = Field("", max_length=60)
    kind: list[Literal["school", "artsmark", "award", "museum", "portfolio", "other"]] = Field([])
    artform: list[ArtForm] = Field([])
    ks: list[KeyStage] = Field([])
    level: list[str] = Field([], max_length=20)
    offers: bool = False
    page: int = Field(1, ge=1, le=1_000_000)
    per_page: int = Field(50, ge=1, le=MOST_A_PAGE)


class Problem(Schema):
    """Why there is no answer."""

    detail: Any


def address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def place_row(entry: Entry) -> Row:
    return full(
        id=entry.ref,
        kind=entry.kind,
        name=entry.name,
        detail=entry.detail,
        url=address(entry.path),
        town=entry.town,
        postcode=entry.postcode,
        latitude=entry.latitude,
        longitude=entry.longitude,
        level=entry.level,
        source=entry.source,
    ) | {"offers": entry.offers, "is_point_of_district": entry.is_point_of_district, "is_invented": entry.is_invented}


@api.get("/places", summary="Places of the map", response={200: Any, 404: Problem, 422: Problem})
def list_places(request: HttpRequest, query: Query[PlaceQuery]) -> Row:
    """The same filters as the map, with the same results; what may not be passed on is left out."""
    filters = parse(request.GET)
    if filters.messages:
        raise HttpError(404, " ".join(filters.messages.values()))
    entries = entries_found(filters).filter(may_pass_on=True)
    start = (query.page - 1) * query.per_page
    contents = [place_row(entry) for entry in entries[start : start + query.per_page]]
    return page_of(contents, total=entries.count(), page=query.page, per_page=query.per_page)


@api.get("/schools/{urn}", summary="One school", response={200: Any, 404: Problem, 422: Problem})
def get_school(request: HttpRequest, urn: int) -> Row:
    school = School.objects.select_related("district", "dataset").filter(urn=urn).first() if urn < 1_000_000 else None
    if school is None or not (school.dataset and school.dataset.may_pass_on):
        raise HttpError(404, NOT_THERE)
    return full(
        urn=school.urn,
        name=school.name,
        status=school.status,
        phase=school.phase,
        type=school.school_type,
        low_age=school.low_age,
        high_age=school.high_age,
        postcode=school.postcode,
        latitude=school.latitude,
        longitude=school.longitude,
        district=school.district.code if school.district else None,
        url=address(school.get_absolute_url()),
        source=str(school.dataset),
    ) | {"is_invented": school.is_invented}


@api.get(
    "/organisations/{organisation_id}", summary="One organisation", response={200: Any, 404: Problem, 422: Problem}
)
def get_organisation(request: HttpRequest, organisation_id: uuid.UUID) -> Row:
    found: Organisation | None = open_organisations().filter(pk=organisation_id).first()
    if found is None:
        raise HttpError(404, NOT_THERE)
    return organisation_row(found, is_whole=True) | {"is_invented": found.is_invented}


@api.get("/partnerships", summary="All partnerships")
def list_partnerships(request: HttpRequest) -> list[Row]:
    return [partnership_row(partnership) for partnership in partnerships_with_territories()]


def partnership_row(partnership: Partnership) -> Row:
    districts = partnership.territory.holds.values_list("inner__code", flat=True)
    return full(
        slug=partnership.slug,
        name=partnership.name,
        area=partnership.area_text,
        status=partnership.status,
        lead=partnership.lead.name if partnership.lead else partnership.lead_name,
        vision=partnership.vision,
        districts=sorted(districts),
        url=address(partnership.get_absolute_url()),
    ) | {"is_invented": partnership.is_invented}


@api.get("/releases", summary="What was published, newest first")
def list_releases(request: HttpRequest) -> list[Row]:
    return [release_row(release) for release in newest_releases()]


@api.get(
    "/releases/{period}/{edition}",
    summary="The figures of a release",
    response={200: Any, 404: Problem, 410: Problem, 422: Problem},
)
def get_release(request: HttpRequest, period: str, edition: int) -> Row:
    """Every figure as it was frozen; `value` is a number, or c withheld, x not available, z does not apply."""
    found = release_named(period, edition)
    if found is None:
        raise HttpError(404, NOT_THERE)
    if found.state == Release.State.WITHDRAWN:
        raise HttpError(410, f"Withdrawn on {found.withdrawn_at:%Y-%m-%d}: {found.withdrawn_because}")
    return release_row(found) | {"figures": [figure_row(found, figure) for figure in figures_of(found)]}


def release_row(release: Release) -> Row:
    return full(
        period=release.period_key,
        edition=release.edition,
        title=release.title,
        state=release.state,
        note=release.note,
        published=release.published_at.date().isoformat() if release.published_at else "",
        sha256=release.sha256,
        url=address(release.get_absolute_url()),
    ) | {"is_invented": release.is_invented}


def figure_row(release: Release, figure: ReleaseFigure) -> Row:
    return {
        "period": release.period_key,
        "area_kind": figure.area_kind,
        "area_code": figure.area_code,
        "area_name": figure.area_name,
        "table": figure.table,
        "breakdown": figure.breakdown,
        "category": figure.category,
        "measure": figure.measure,
        "value": figure.symbol if figure.value is None else figure.value,
    }


@api.get("/areas", summary="Counties and districts")
def list_areas(request: HttpRequest) -> list[Row]:
    places = Place.objects.of_kind(Place.Kind.REGION, Place.Kind.COUNTY, Place.Kind.DISTRICT).current()
    return [{"code": p.code, "name": p.name, "kind": p.kind} for p in places.order_by("kind", "code")]
