"""Any csv or xlsx of organisations that somebody keeps, read through a mapping made once and remembered."""

import re
from collections.abc import Mapping as Titles
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from maypole.core.ingest.beginnings import Column, columns_of
from maypole.core.ingest.errors import BadValue, UnableToIngest
from maypole.core.ingest.layouts import Layout, layout, plain
from maypole.core.ingest.source import Source
from maypole.core.ingest.tables import Row
from maypole.core.ingest.values import point
from maypole.directory.matching.names import name_of
from maypole.directory.matching.people import sounds_like_a_person
from maypole.directory.models import Mapping
from maypole.directory.sources._listed import Listed, ListOfBodies, artforms_of
from maypole.directory.websites import role_address, web_address

COLUMNS = {
    "name": "Name",
    "key": "Its own number or code",
    "postcode": "Postcode",
    "address": "Address",
    "town": "Town",
    "district": "District",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "website": "Website",
    "email": "Role address, such as info@",
    "artforms": "Art forms",
    "charity": "Charity number",
    "company": "Company number",
}
LIKELY = layout(
    "likely titles",
    required="name",
    name=(
        r"(name of )?(the )?(organi[sz]ation|company|group|venue|setting|centre|provider|business)( name)?",
        "(full |trading )?name", "applicant name", "title",
    ),
    key=("id", "key", "reference", "ref", "place id"),
    postcode=("post ?code", "zip"),
    address=("address", "(street )?address( line)?( 1)?", "street"),
    town=("town", "city", "town (or|/) city"),
    district=("district", "local authority"),
    latitude=("lat", "latitude"),
    longitude=("lon", "lng", "long", "longitude"),
    website=("web ?site( address)?", "url", "web( address| page)?"),
    email=("(contact )?e-?mail( address)?",),
    artforms=("art ?forms?", "discipline"),
    charity=(r"(registered )?charity( registration)? (number|no\.?)",),
    company=(r"company( registration)? (number|no\.?)",),
)  # fmt: skip
NO_BODY = re.compile(
    r"(grand |sub-? ?)?totals?\W*\d*|total (number|no\.?) of .*|(sources?|notes?|(last )?updated|compiled by)\s*:.*",
    re.IGNORECASE | re.DOTALL,
)
OTHER_REGISTERS = ("SC", "NIC")


class Local(ListOfBodies):
    slug = "local"
    title = "A list of your own"
    publisher = "Whoever keeps it"
    licence = "As its keeper says"
    licence_url = ""
    may_pass_on = False
    may_repeat = True
    venue_kind = ""

    def parse(self, row: Row) -> Listed:
        if NO_BODY.fullmatch(row["name"]):
            raise BadValue("name", "This is a total or a note, not an organisation.")
        own_point, doubt = point(row["latitude"], row["longitude"])
        numbers = ("GB-CHC", charity_number(row["charity"])), ("GB-COH", company_number(row["company"]))
        address = {"address": row["address"][:300], "town": row["town"][:100]}
        return Listed(
            key=row["key"] or f"{name_of(row['name']).text}|{row['postcode'].replace(' ', '').upper()}",
            name=row["name"],
            postcode=row["postcode"],
            point=own_point,
            doubt=doubt,
            district=row["district"],
            identifiers=tuple(pair for pair in numbers if pair[1]),
            organisation={
                "website": web_address(row["website"]),
                "email": role_address(row["email"]),
                "artforms": artforms_of(row["artforms"]),
                "is_sole_practitioner": sounds_like_a_person(row["name"]),
                **address,
            },
            venue={"kind": self.venue_kind, **address} if self.venue_kind else {},
        )

    def files(self, path: Path) -> list[Path]:
        if not self.layouts:
            raise UnableToIngest("No mapping says how to read this file.", remedy=remedy(), file=path.name)
        return super().files(path)


def remedy() -> str:
    return f"Make one at {settings.SITE_URL}/sources/local/ and it is remembered."


def mapped(mapping: Mapping) -> Source:
    """Return the source that reads by this mapping; each is a data set of its own."""
    exactly = {name: (re.escape(plain(title)),) for name, title in mapping.columns.items() if title}
    declared = {
        "slug": f"local-{mapping.slug}",
        "title": mapping.title,
        "publisher": mapping.publisher,
        "licence": mapping.licence,
        "may_pass_on": mapping.may_pass_on,
        "may_be_school": mapping.may_be_school,
        "venue_kind": mapping.venue_kind,
        "layouts": (Layout(mapping.slug, exactly, frozenset(exactly)),),
    }
    source: Source = type("MappedList", (Local,), declared)()
    return source


def source_for(path: Path, slug: str = "") -> Source:
    """Return the source of a named mapping, or of the one whose columns all stand in the file."""
    if slug:
        mapping = Mapping.objects.filter(pk=slug).first()
        if mapping is None:
            raise UnableToIngest(f'There is no mapping "{slug}".', remedy=remedy())
        return mapped(mapping)
    if not path.is_file():
        raise UnableToIngest("There is no such file.", remedy="Check the path.", file=str(path))
    fitting = fitting_mappings([column.title for column in columns_in(path)])
    if len(fitting) != 1:
        known = ", ".join(each.slug for each in fitting)
        problem = f"Several mappings fit this file: {known}." if fitting else "No mapping says how to read this file."
        raise UnableToIngest(problem, remedy="Say --mapping NAME." if fitting else remedy(), file=path.name)
    return mapped(fitting[0])


def columns_in(path: Path) -> list[Column]:
    """Return the columns of somebody's own file, with a few of the values under each."""
    return columns_of(path, likely=LIKELY, largest=Local.largest)


def fitting_mappings(titles: Sequence[str]) -> list[Mapping]:
    """Return the mappings whose columns all stand in a file with these titles."""
    there = {plain(title) for title in titles}
    return [each for each in Mapping.objects.all() if {plain(t) for t in each.columns.values() if t} <= there]


def guessed_columns(titles: Sequence[str]) -> Titles[str, str]:
    """Return which of a file's columns is most likely which of ours; none is guessed twice."""
    found: dict[str, str] = {}
    for name, at in LIKELY.places(titles).items():
        if titles[at] not in found.values():
            found[name] = titles[at]
    return found


def charity_number(text: str) -> str:
    """Return a number of the register of England and Wales; those of Scotland and Northern Ireland are none of it."""
    if text.strip().upper().startswith(OTHER_REGISTERS):
        return ""
    digits = re.sub(r"[^0-9]", "", text)
    if digits and not 6 <= len(digits) <= 7:
        raise BadValue("Charity number", f'"{text[:30]}" is not one: those have six or seven digits.')
    return digits


def company_number(text: str) -> str:
    number = re.sub(r"\s", "", text).upper()
    if number and not re.fullmatch(r"[A-Z]{0,2}[0-9]{5,8}", number):
        raise BadValue("Company number", f'"{text[:30]}" is not one: those have eight characters.')
    return number.zfill(8) if number else ""


SOURCE = Local()
