"""How sure it is that a record and a body are one: a score from 0 to 1, what agrees, and what follows from it."""

import math
import re
from dataclasses import dataclass, field
from enum import IntEnum

from rapidfuzz import fuzz

from maypole.directory.matching.names import LOST, Name

EQUAL, TYPED, NEAR, LOOSE = 0.995, 0.93, 0.88, 0.80
SAME_SITE_KM, SAME_TOWN_KM = 1.5, 6.0
LONG_ENOUGH = 6


class Sure(IntEnum):
    """What follows: nothing, a person should look, they are one."""

    NO = 0
    MAYBE = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Known:
    """A body as it stands, under one of its names and at one of its places."""

    ref: str
    name: Name
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    district: int | None = None
    county: int | None = None
    is_school: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found on one body."""

    ref: str
    sure: Sure
    score: float
    agrees: tuple[str, ...] = field(default=())


def likeness(one: str, other: str) -> float:
    """Return how alike two plain names are, from 0 to 1, whatever the order of their words."""
    if one == other:
        return 1.0
    if (LOST in one or LOST in other) and is_same_but_lost(one, other):
        return 1.0
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) / 100


def is_same_but_lost(one: str, other: str) -> bool:
    """Return whether two names differ only where a letter was lost in one of them."""
    pattern, text = (one, other) if LOST in one else (other, one)
    return re.fullmatch(re.escape(pattern).replace(r"\?", ".{1,2}"), text) is not None


def kilometres(one: Known, other: Known) -> float | None:
    """Return how far apart two bodies are, or None where either has no point."""
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return None
    north = (one.latitude - other.latitude) * 111.2
    east = (one.longitude - other.longitude) * 111.2 * math.cos(math.radians(one.latitude))
    return math.hypot(north, east)


def compare(record: Known, body: Known) -> Verdict:
    """Return what follows from a record and a body."""
    rule = compare_schools if body.is_school else compare_organisations
    sure, score = rule(record, body)
    return Verdict(body.ref, sure, round(score, 3), agreeing(record, body))


def agreeing(record: Known, body: Known) -> tuple[str, ...]:
    """Name the fields that agree, for whoever has to decide."""
    found = []
    if likeness(record.name.core, body.name.core) >= EQUAL:
        found.append("name")
    elif likeness(record.name.stem, body.name.stem) >= NEAR:
        found.append("most of the name")
    if record.postcode and record.postcode == body.postcode:
        found.append("postcode")
    elif record.district and record.district == body.district:
        found.append("district")
    elif record.county and record.county == body.county:
        found.append("county")
    return tuple(found)


def place_agreement(record: Known, body: Known) -> tuple[bool, float]:
    """Return whether the postcodes are one, and how much speaks for one place, from 0 (elsewhere) to 1."""
    if record.postcode and record.postcode == body.postcode:
        return True, 1.0
    apart = kilometres(record, body)
    if record.postcode and body.postcode and apart is not None:
        return False, 0.9 if apart <= SAME_SITE_KM else 0.5 if apart <= SAME_TOWN_KM else 0.0
    if record.district and body.district:
        return False, 0.7 if record.district == body.district else 0.0
    if record.county and body.county:
        return False, 0.6 if record.county == body.county else 0.0
    return False, 0.3


def compare_schools(record: Known, body: Known) -> tuple[Sure, float]:
    """Schools share most of their words: what counts is the rest, and that stage and faith do not disagree."""
    one, other = record.name, body.name
    stem = likeness(one.stem, other.stem)
    is_at, place = place_agreement(record, body)
    score = 0.65 * stem + 0.1 * likeness(one.text, other.text) + 0.25 * place
    if place == 0:
        return Sure.NO, score
    if disagrees(one.stages, other.stages) or disagrees(one.faiths, other.faiths):
        return (Sure.MAYBE if is_at and stem >= NEAR else Sure.NO), score * 0.8
    if is_at:
        return at_one_postcode(one, other, stem), score
    if place >= 0.6:
        return by_name(one, other, stem), score
    return (Sure.MAYBE if stem >= EQUAL and one.sounds_like_school else Sure.NO), score


def at_one_postcode(one: Name, other: Name, stem: float) -> Sure:
    """Decide where the postcodes are one: a school's neighbour may bear most of its name, and so may its trust."""
    if stem >= NEAR:
        return Sure.SAME if one.sounds_like_school or stem >= EQUAL else Sure.MAYBE
    return Sure.MAYBE if stem >= LOOSE or is_part(one.stem, other.stem) else Sure.NO


def by_name(one: Name, other: Name, stem: float) -> Sure:
    """Decide on names alone, within one authority. A single word, such as a town's, is not enough."""
    is_long = " " in one.stem
    if one.text == other.text and (one.sounds_like_school or is_long):
        return Sure.SAME
    is_alike_in_kind = one.stages == other.stages and one.faiths == other.faiths and one.is_college == other.is_college
    if is_alike_in_kind and one.sounds_like_school:
        if stem >= EQUAL and (one.stages or is_long):
            return Sure.SAME
        if stem >= TYPED and one.stages and len(one.stem) > 2 * LONG_ENOUGH:
            return Sure.SAME
    if stem >= NEAR and (one.sounds_like_school or (stem >= EQUAL and is_long)):
        return Sure.MAYBE
    return Sure.MAYBE if one.sounds_like_school and is_part(one.stem, other.stem) else Sure.NO


def is_part(one: str, other: str) -> bool:
    """Return whether all words of one name stand in the other, and are more than a short word."""
    shorter, longer = sorted((one, other), key=len)
    return set(shorter.split()) <= set(longer.split()) and len(shorter) >= LONG_ENOUGH


def disagrees(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)


def compare_organisations(record: Known, body: Known) -> tuple[Sure, float]:
    """Organisations are told apart by every word but the legal form."""
    one, other = record.name, body.name
    core = likeness(one.core, other.core)
    is_at, place = place_agreement(record, body)
    score = 0.75 * core + 0.25 * place
    if place == 0 or disagrees(one.stages & {"girls", "boys"}, other.stages & {"girls", "boys"}):
        return Sure.NO, score
    if core >= EQUAL:
        return (Sure.SAME if is_at or place >= 0.7 else Sure.MAYBE if place >= 0.5 else Sure.NO), score
    if core >= NEAR:
        return (Sure.SAME if is_at and len(one.core) > LONG_ENOUGH else Sure.MAYBE if place >= 0.6 else Sure.NO), score
    return holds(one, other, place), score


def holds(one: Name, other: Name, place: float) -> Sure:
    """A name that holds all words of the other, or is its initials, in one place, is worth a look."""
    if place >= 1 and (is_initials(one, other) or is_initials(other, one)):
        return Sure.MAYBE
    is_held = is_part(one.core, other.core) and min(len(one.core.split()), len(other.core.split())) > 1
    return Sure.MAYBE if is_held and place >= 0.7 else Sure.NO


def is_initials(short: Name, long: Name) -> bool:
    initials = "".join(word[0] for word in long.text.split())
    return len(initials) > 2 and short.core.replace(" ", "") == initials
