"""Get Information About Schools: every school of England by URN.

Head teachers' names and personal addresses stand in the file; they are not read.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable
from typing import Any

from maypole.core.ingest.errors import BadValue
from maypole.core.ingest.layouts import layout
from maypole.core.ingest.source import Download, Intake, Source, drained, usable
from maypole.core.ingest.tables import Row
from maypole.core.ingest.values import day, decimal, is_in_uk, is_nothing, urn, whole
from maypole.directory.actions.schools import SchoolRow, put_schools
from maypole.directory.models import School
from maypole.directory.placing import Placement, Placer
from maypole.directory.websites import web_address
from maypole.places.gazetteer import degrees
from maypole.places.models import Place
from maypole.places.queries.areas import by_code

GIAS = "https://ea-edubase-api-prod.azurewebsites.net/edubase/downloads/public"
Status, Phase = School.Status, School.Phase
OLDEST, LARGEST_ROLL = 99, 50_000
STATUSES = {
    "open": Status.OPEN,
    "open, but proposed to close": Status.CLOSING,
    "closed": Status.CLOSED,
    "proposed to open": Status.PROPOSED,
}
PHASES = {
    "nursery": Phase.NURSERY,
    "primary": Phase.PRIMARY,
    "middle deemed primary": Phase.MIDDLE,
    "middle deemed secondary": Phase.MIDDLE,
    "secondary": Phase.SECONDARY,
    "16 plus": Phase.SIXTEEN_PLUS,
    "all-through": Phase.ALL_THROUGH,
    "not applicable": Phase.OTHER,
}


class Gias(Source):
    slug = "gias"
    title = "Get Information About Schools"
    publisher = "Department for Education"
    page = "https://get-information-schools.service.gov.uk/Downloads"
    needs = ("districts", "counties", "lookups", "postcodes")
    downloads = (Download(f"{GIAS}/edubasealldata{{year}}{{month}}{{day}}.csv", "edubasealldata.csv", days_back=5),)
    layouts = (
        layout(
            "edubase",
            required="urn name status",
            urn="urn",
            authority_code=r"la \(code\)",
            authority=r"la \(name\)",
            number="establishmentnumber",
            name="establishmentname",
            type=r"typeofestablishment \(name\)",
            status=r"establishmentstatus \(name\)",
            opened="opendate",
            closed="closedate",
            phase=r"phaseofeducation \(name\)",
            low_age="statutorylowage",
            high_age="statutoryhighage",
            roll="numberofpupils",
            fsm="percentagefsm",
            trust=r"trusts \(name\)",
            ukprn="ukprn",
            street="street",
            locality="locality",
            address3="address3",
            town="town",
            postcode="postcode",
            website="schoolwebsite",
            telephone="telephonenum",
            district=r"districtadministrative \(code\)",
            county=r"gsslacode \(name\)",
            easting="easting",
            northing="northing",
            lsoa=r"lsoa \(code\)",
            rurality=r"urbanrural \(name\)",
        ),
    )

    def store(self, rows: Iterable[Row], intake: Intake) -> None:
        held = deque(rows)
        seen = Counter(row["urn"] for row in held)
        authorities = authorities_by_name()
        placer = Placer(row["postcode"] for row in held)
        parsed = (
            school_of(row, values, placer, authorities)
            for row, values in usable(drained(held), intake, lambda row: values_of(row, seen))
        )
        put_schools(rows=parsed, dataset=intake.dataset, report=intake.report)


def authorities_by_name() -> dict[str, Place]:
    """Return the counties and unitary authorities by code and by the name that the DfE gives them."""
    by_name = {place.name.casefold(): place for place in Place.objects.of_kind(Place.Kind.COUNTY).order_by("code")}
    return by_name | by_code(Place.Kind.COUNTY)


def values_of(row: Row, seen: Counter[str]) -> dict[str, Any]:
    """Return the values of a row by field of School, refusing what cannot be right."""
    number = urn(row["urn"])
    if seen[row["urn"]] > 1:
        raise BadValue("URN", f"{number} stands in the file {seen[row['urn']]} times, so none of them is taken in.")
    if not row["name"]:
        raise BadValue("EstablishmentName", "The school has no name.")
    status = STATUSES.get(row["status"].lower())
    if status is None:
        raise BadValue("EstablishmentStatus (name)", f'"{row["status"][:40]}" is not known.')
    fsm = decimal(row["fsm"], "PercentageFSM")
    if fsm is not None and not 0 <= fsm <= 100:
        raise BadValue("PercentageFSM", f'"{row["fsm"][:20]}" is not a percentage.')
    return {
        "urn": number,
        "name": row["name"][:200],
        "status": status.value,
        "laestab": laestab_of(row),
        "ukprn": row["ukprn"] if re.fullmatch(r"[0-9]{8}", row["ukprn"]) else "",
        "phase": PHASES.get(row["phase"].lower(), Phase.UNKNOWN).value,
        "school_type": row["type"][:100],
        "trust": row["trust"][:200],
        "low_age": whole(row["low_age"], "StatutoryLowAge", most=OLDEST),
        "high_age": whole(row["high_age"], "StatutoryHighAge", most=OLDEST),
        "opened_on": day(row["opened"], "OpenDate"),
        "closed_on": day(row["closed"], "CloseDate"),
        "roll": whole(row["roll"], "NumberOfPupils", most=LARGEST_ROLL),
        "fsm_percent": fsm,
        "fsm_vintage": "",
        "website": web_address(row["website"]),
        "telephone": row["telephone"][:40],
        "address": ", ".join(part for part in (row["street"], row["locality"], row["address3"]) if part)[:300],
        "town": row["town"][:100],
        "authority_name": row["authority"][:100],
        "rurality": rurality_of(row["rurality"]).value,
    }


def rurality_of(words: str) -> School.Rurality:
    """Return town or village from the official classification, such as "(England/Wales) Rural town and fringe"."""
    kinds = {"urban": School.Rurality.URBAN, "rural": School.Rurality.RURAL}
    return next((kind for word, kind in kinds.items() if word in words.lower()), School.Rurality.UNKNOWN)


def laestab_of(row: Row) -> str:
    """Return the DfE number: the authority's three digits and the establishment's four."""
    if is_nothing(row["number"]):
        return ""
    authority, number = row["authority_code"].zfill(3), row["number"].zfill(4)
    if not re.fullmatch(r"[0-9]{7}", authority + number):
        raise BadValue("EstablishmentNumber", f'"{row["number"][:20]}" is not four digits.')
    return authority + number


def school_of(row: Row, values: dict[str, Any], placer: Placer, authorities: dict[str, Place]) -> SchoolRow:
    """Put a school in its place and under its authority, and say where the two disagree."""
    placement = placer.place(row["postcode"], grid_point(row), district_code=row["district"], own_point_first=True)
    authority = authorities.get(row["authority"].casefold()) or authorities.get(row["county"])
    flag = placement.flag
    if authority and placer.is_outside(placement, authority):
        flag = f"Its postcode lies far outside {authority.name}, which runs it."
    values |= {
        "authority_id": authority.pk if authority else None,
        "lsoa21_code": placement.lsoa21_code or (row["lsoa"] if row["lsoa"].startswith("E01") else "")[:9],
    }
    return SchoolRow(row.line, values | place_fields(placement, flag))


def place_fields(placement: Placement, flag: str) -> dict[str, Any]:
    return {
        "postcode": placement.postcode,
        "latitude": placement.latitude,
        "longitude": placement.longitude,
        "district_id": placement.district.pk if placement.district else None,
        "placed_by": str(placement.placed_by),
        "place_flag": flag[:200],
    }


def grid_point(row: Row) -> tuple[float, float] | None:
    """Return the register's own point, from the national grid."""
    try:
        easting, northing = decimal(row["easting"], "Easting"), decimal(row["northing"], "Northing")
    except BadValue:
        return None
    if not easting or not northing:
        return None
    latitude, longitude = degrees(easting, northing)
    return (round(latitude, 6), round(longitude, 6)) if is_in_uk(latitude, longitude) else None


SOURCE = Gias()
