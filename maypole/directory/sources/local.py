"""Any csv or xlsx of organisations that somebody keeps, read through a mapping made once and remembered."""

import re
from collections.abc import Mapping as Titles
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from maypole.core.ingest.errors import BadValue, UnableToIngest
from maypole.core.ingest.layouts import Layout, plain
from maypole.core.ingest.source import Source
from maypole.core.ingest.tables import Row, headings
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
GUESSES = {
    "name": r"name|organisation( name)?|venue( name)?|title|applicant name",
    "key": r"id|key|reference|ref|place id",
    "postcode": r"post ?code|zip",
    "address": r"address|address line 1|street",
    "town": r"town|city|town or city",
    "district": r"district|local authority",
    "latitude": r"lat|latitude",
    "longitude": r"lon|lng|long|longitude",
    "website": r"website|url|web|web address",
    "email": r"e-?mail( address)?",
    "artforms": r"art ?forms?|discipline",
    "charity": r"(registered )?charity (number|no\.?)",
    "company": r"company (number|no\.?)",
}


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
    titles = {plain(title) for title in headings(path, largest=Local.largest)}
    fitting = [each for each in Mapping.objects.all() if {plain(t) for t in each.columns.values() if t} <= titles]
    if len(fitting) != 1:
        known = ", ".join(each.slug for each in fitting)
        problem = f"Several mappings fit this file: {known}." if fitting else "No mapping says how to read this file."
        raise UnableToIngest(problem, remedy="Say --mapping NAME." if fitting else remedy(), file=path.name)
    return mapped(fitting[0])


def guessed_columns(titles: Sequence[str]) -> Titles[str, str]:
    """Return which of a file's columns is most likely which of ours."""
    found: dict[str, str] = {}
    for name, pattern in GUESSES.items():
        title = next((title for title in titles if re.fullmatch(pattern, plain(title))), "")
        if title and title not in found.values():
            found[name] = title
    return found


def charity_number(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if digits and not 6 <= len(digits) <= 7:
        raise BadValue("Charity number", f'"{text[:30]}" is not one: those have six or seven digits.')
    return digits


def company_number(text: str) -> str:
    number = re.sub(r"\s", "", text).upper()
    if number and not re.fullmatch(r"[A-Z]{0,2}\d{5,8}", number):
        raise BadValue("Company number", f'"{text[:30]}" is not one: those have eight characters.')
    return number.zfill(8) if number else ""


SOURCE = Local()
