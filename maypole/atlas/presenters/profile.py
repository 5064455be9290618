"""The profile of an area: need, provision, accreditation and reach beside those of the region, England and five like it."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from maypole.atlas.indicators import Family, Indicator, all_indicators
from maypole.atlas.models import AreaValues, Calculation
from maypole.atlas.presenters.completeness import completeness_in_words
from maypole.atlas.presenters.indicators import number, public_text, why_not
from maypole.atlas.queries.adding import UNPLACED, AreaValue
from maypole.atlas.queries.completeness import Completeness
from maypole.atlas.queries.peers import Peer, known_of
from maypole.atlas.queries.values import dates_of
from maypole.places.models import Place

SHOWN = (
    "need-idaci", "need-imd", "need-deprived-fifth", "need-free-school-meals", "need-pupils", "need-rural",
    "provision-nearest-km-any", "provision-nearest-km-museum", "provision-nearest-km-library",
    "provision-nearest-km-theatre", "provision-within-5-km-any", "provision-for-pupils-any", "provision-places-for-pupils",
    "provision-places-recorded",
    "provision-far-straight-times-1-3", "provision-minutes-any",
    "accreditation-holds-artsmark", "accreditation-on-the-way", "accreditation-holds-arts-award",
    "reach-reached", "reach-engagements", "reach-children-least", "reach-children-most", "reach-organisations",
)  # fmt: skip
OLDER = {"need-idaci": "need-idaci-2019"}
COMPARED = {
    "need-pupils": "pupils",
    "need-free-school-meals": "free school meals",
    "need-imd": "deprivation",
    "need-rural": "how rural they are",
}
Values = Mapping[int, Mapping[str, AreaValue]]


@dataclass(frozen=True)
class Figure:
    """An indicator of the area, and of those beside it with their names, in the order of the columns."""

    title: str
    path: str
    unit: str
    value: str
    beside: tuple[tuple[str, str], ...]
    known: str
    source: str
    why: str
    is_of_the_placed: bool


@dataclass(frozen=True)
class Part:
    """The figures of one family."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Profile:
    """Everything on the page, in the file and in the PDF."""

    name: str
    kind: str
    path: str
    about_path: str
    code: str
    schools: int
    unplaced: int
    without_roll: int
    perhaps: int
    columns: tuple[tuple[str, str], ...]
    like: tuple[tuple[str, str, str], ...]
    like_by: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    made: str
    is_invented: bool
    sees_inside: bool
    complete: str
    reach_path: str


def profile_of(
    place: Place,
    row: AreaValues | None,
    *,
    larger: Sequence[Place],
    peers: Sequence[Peer],
    values: Values,
    lists: Mapping[str, str],
    last: Calculation | None,
    sees_inside: bool,
    complete: Completeness | None = None,
    slugs: Sequence[str] = SHOWN,
) -> Profile:
    """Return the profile. Reach is in it only for those who may see inside; the public reads it in a release."""
    beside = [*larger, *(peer.place for peer in peers)]
    own = values.get(place.pk, {})
    told = {slug for slug, value in own.items() if value.known} - (set(OLDER.values()) & set(slugs))
    indicators = [one for slug in slugs if (one := newest(slug, told)).is_public or sees_inside]
    return Profile(
        name=place.name,
        kind=place.get_kind_display(),
        path=path_of(place),
        about_path=path_of(place).removesuffix("profile/"),
        code=place.code,
        schools=row.schools if row else 0,
        unplaced=row.unplaced if row else 0,
        without_roll=row.without_roll if row else 0,
        perhaps=row.perhaps if row else 0,
        columns=tuple((short_name(one), path_of(one)) for one in beside),
        like=tuple((peer.place.name, path_of(peer.place), f"{peer.distance:.1f}") for peer in peers),
        like_by=tuple((COMPARED[slug], all_indicators()[slug].get_absolute_url()) for slug in known_of(own)),
        parts=_parts(place, beside, indicators, values, lists, sees_inside),
        made=f"{last.made_at:%-d %B %Y}" if last else "",
        is_invented=place.is_invented,
        sees_inside=sees_inside,
        complete=completeness_in_words(complete) if complete else "",
        reach_path=f"/partnerships/{place.code}/missing/" if place.kind == Place.Kind.PARTNERSHIP else "/missing/",
    )


def newest(slug: str, told: Container[str]) -> Indicator:
    """Return the indicator, or that of the list before, where only the older one is told."""
    older = OLDER.get(slug, "")
    return all_indicators()[older if older in told and slug not in told else slug]


def short_name(place: Place) -> str:
    """Return a name for the head of a column."""
    return place.name.removesuffix(" Cultural Education Partnership")


def path_of(place: Place) -> str:
    is_partnership = place.kind == Place.Kind.PARTNERSHIP
    return f"/partnerships/{place.code}/profile/" if is_partnership else f"/areas/{place.code}/profile/"


def _parts(
    place: Place,
    beside: Sequence[Place],
    indicators: Sequence[Indicator],
    values: Values,
    lists: Mapping[str, str],
    sees_inside: bool,
) -> tuple[Part, ...]:
    found = []
    for family in Family:
        of_family = [one for one in indicators if one.family == family]
        if of_family:
            figures = tuple(_figure(one, place, beside, values, lists, sees_inside) for one in of_family)
            found.append(Part(family.title, figures))
    return tuple(found)


def _figure(
    indicator: Indicator,
    place: Place,
    beside: Sequence[Place],
    values: Values,
    lists: Mapping[str, str],
    sees_inside: bool,
) -> Figure:
    own = values.get(place.pk, {}).get(indicator.slug)
    others = [values.get(one.pk, {}).get(indicator.slug) for one in beside]
    is_partial = own is not None and own.value is not None and own.why == UNPLACED and sees_inside
    return Figure(
        title=indicator.title,
        path=indicator.get_absolute_url(),
        unit=indicator.unit,
        value=number(indicator, own) if own is not None and is_partial else public_text(indicator, own),
        beside=tuple((short_name(one), _other(indicator, other)) for one, other in zip(beside, others, strict=True)),
        known=f"{own.known:,} of {own.schools:,} schools" if own else "",
        source="; ".join(dates_of(indicator, lists)) if indicator.is_public else indicator.source,
        why=why_not(own),
        is_of_the_placed=is_partial,
    )


def _other(indicator: Indicator, value: AreaValue | None) -> str:
    """Return the value of another area. Reach of an area that is not one's own is read in releases only."""
    return public_text(indicator, value) if indicator.is_public else ""
