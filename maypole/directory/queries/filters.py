"""The filters that every list, map, file and embed of places shares, parsed once from an address."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Avg
from django.http import QueryDict

from maypole.directory.artforms import ArtForm
from maypole.directory.key_stages import KeyStage
from maypole.directory.models import Entry
from maypole.directory.queries.kinds import KIND_OF
from maypole.places.models import Place
from maypole.places.queries.postcodes import find

NEAREST, FURTHEST, USUAL_KM = 1, 100, 10
LONGEST = 80
KM_A_DEGREE = 111.195


@dataclass(frozen=True)
class Point:
    latitude: float
    longitude: float

    @property
    def km_a_degree_east(self) -> float:
        return KM_A_DEGREE * math.cos(math.radians(self.latitude))


@dataclass(frozen=True)
class Filters:
    """What somebody asked for. An empty set lets everything through; `messages` say what could not be read."""

    q: str = ""
    near: str = ""
    km: int = USUAL_KM
    point: Point | None = None
    area: str = ""
    partnership: str = ""
    kinds: frozenset[str] = frozenset()
    artforms: frozenset[str] = frozenset()
    key_stages: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    has_offers: bool = False
    is_passable: bool = False
    messages: Mapping[str, str] = field(default_factory=dict)

    def query(self, **extra: object) -> str:
        """Return the part of an address that asks for the same again, in one order whoever asked."""
        pairs: list[tuple[str, object]] = [("q", self.q), ("near", self.near)]
        pairs += [("km", self.km)] if self.near else []
        pairs += [("area", self.area), ("partnership", self.partnership)]
        for name, values in self.sets().items():
            pairs += [(name, value) for value in sorted(values)]
        pairs += [("offers", 1 if self.has_offers else ""), *extra.items()]
        return urlencode([(name, value) for name, value in pairs if value])

    def sets(self) -> dict[str, frozenset[str]]:
        return {"kind": self.kinds, "artform": self.artforms, "ks": self.key_stages, "level": self.levels}

    @property
    def is_everything(self) -> bool:
        return not self.query()


def parse(given: QueryDict) -> Filters:
    """Return the filters of an address. What cannot be read is left out and said in `messages`, by name."""
    messages: dict[str, str] = {}
    near = text_of(given, "near")
    point = point_of(near) if near else None
    if near and point is None:
        messages["near"] = f"We do not know the postcode or place “{near}”. Try a whole postcode, or a town."
    return Filters(
        q=text_of(given, "q"),
        near=near if point else "",
        km=kilometres(given.get("km", ""), messages),
        point=point,
        area=code_of(given.get("area", ""), "area", messages, Place.Kind.COUNTY, Place.Kind.DISTRICT),
        partnership=code_of(given.get("partnership", ""), "partnership", messages, Place.Kind.PARTNERSHIP),
        kinds=chosen(given, "kind", KIND_OF, messages),
        artforms=chosen(given, "artform", set(ArtForm), messages),
        key_stages=chosen(given, "ks", set(KeyStage), messages),
        levels=frozenset(
            text for text in given.getlist("level") if text and len(text) <= LONGEST and "\x00" not in text
        ),
        has_offers=given.get("offers", "") not in ("", "0"),
        messages=messages,
    )


def text_of(given: QueryDict, name: str) -> str:
    return " ".join(given.get(name, "").replace("\x00", "").split())[:LONGEST]


def kilometres(text: str, messages: dict[str, str]) -> int:
    """Return a distance in kilometres, or the usual one where none was given."""
    if text.isdecimal() and NEAREST <= int(text) <= FURTHEST:
        return int(text)
    if text:
        messages["km"] = f"Choose a whole number of kilometres from {NEAREST} to {FURTHEST}."
    return USUAL_KM


def chosen(given: QueryDict, name: str, known: Collection[str], messages: dict[str, str]) -> frozenset[str]:
    """Return the values that were ticked. All of them is the same as none: everything passes."""
    values = {value for value in given.getlist(name) if value}
    if unknown := values - set(known):
        messages[name] = f"We do not know “{sorted(unknown)[0][:LONGEST]}”. Choose from the list."
    values &= set(known)
    return frozenset() if len(values) == len(known) else frozenset(values)


def code_of(text: str, name: str, messages: dict[str, str], *kinds: str) -> str:
    """Return the code of an area, if there is one."""
    if not text:
        return ""
    if len(text) <= LONGEST and "\x00" not in text and Place.objects.filter(kind__in=kinds, code=text).exists():
        return text
    messages[name] = f"There is no {name} with the code “{text[:LONGEST]}”."
    return ""


def point_of(text: str) -> Point | None:
    """Return where a postcode or a town or district is."""
    if postcode := find(text):
        return Point(postcode.latitude, postcode.longitude)
    kinds = (Place.Kind.DISTRICT, Place.Kind.COUNTY)
    areas = Place.objects.filter(kind__in=kinds, name__iexact=text, latitude__isnull=False)
    area = areas.order_by("-kind").first()
    if area and area.latitude is not None and area.longitude is not None:
        return Point(area.latitude, area.longitude)
    middle = Entry.objects.filter(town__iexact=text, is_closed=False).aggregate(Avg("latitude"), Avg("longitude"))
    if middle["latitude__avg"] is None:
        return None
    return Point(round(middle["latitude__avg"], 5), round(middle["longitude__avg"], 5))
