"""Partnerships and the districts that each covers, from any list with a name and districts by code or by name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import slugify

from maypole.core.ingest.errors import BadValue
from maypole.core.ingest.layouts import layout
from maypole.core.ingest.source import Intake, Source, usable
from maypole.core.ingest.tables import Row
from maypole.directory.websites import web_address
from maypole.partnerships.actions.listed import put_listed_partnership
from maypole.partnerships.models import Partnership
from maypole.places.actions.successions import put_known_successions
from maypole.places.models import Place
from maypole.places.queries.areas import districts_by_code

Status = Partnership.Status
STATUSES = {status.value: status for status in Status}


@dataclass(frozen=True)
class Districts:
    """Districts of today by code and by name."""

    by_code: dict[str, Place]
    by_name: dict[str, Place]

    def named(self, text: str) -> list[Place]:
        """Return the districts of a list such as "E06000015;E07000034" or "Derby; Chesterfield"."""
        wanted = [part.strip() for part in re.split(r"[;|]", text) if part.strip()]
        if not wanted:
            raise BadValue("districts", "The partnership has no district.")
        found = {each: self.by_code.get(each) or self.by_name.get(each.casefold()) for each in wanted}
        if unknown := [each for each, place in found.items() if place is None]:
            raise BadValue("districts", f'"{unknown[0][:40]}" is no district that is here. Ingest districts first.')
        return [place for place in found.values() if place]


class Partnerships(Source):
    slug = "partnerships"
    title = "Cultural education partnerships"
    publisher = "The partnerships and the organisations that support them"
    licence = "Public facts"
    licence_url = ""
    needs = ("districts", "lookups")
    layouts = (
        layout(
            "partnerships",
            required="name districts",
            name=("lcep name", "name", "partnership"),
            area=("area text", "area"),
            districts=(r"lad\d\d codes", "districts", "district codes"),
            lead=("lead", "lead body", "lead organisation"),
            status=("status",),
            source=("source url", "source"),
        ),
    )

    def store(self, rows: Iterable[Row], intake: Intake) -> None:
        put_known_successions(dataset=intake.dataset)
        by_code = districts_by_code()
        districts = Districts(by_code, {place.name.casefold(): place for place in by_code.values()})
        seen: set[str] = set()
        for row, places in usable(rows, intake, lambda row: districts_of(row, districts)):
            slug = slugify(row["name"])[:60]
            if slug in seen:
                intake.report.refuse(row.line, "A partnership of this name stands in the file twice.", row["name"])
                continue
            seen.add(slug)
            is_new, is_changed = put_listed_partnership(
                slug=slug, facts=facts_of(row), districts=places, dataset=intake.dataset, by=intake.by
            )
            intake.report.count(is_new=is_new, is_changed=is_changed)


def districts_of(row: Row, districts: Districts) -> list[Place]:
    if not slugify(row["name"]):
        raise BadValue("name", "The partnership has no name.")
    if row["status"] and row["status"].lower() not in STATUSES:
        raise BadValue("status", f'"{row["status"][:40]}" is none of {", ".join(STATUSES)}.')
    return districts.named(row["districts"])


def facts_of(row: Row) -> dict[str, str]:
    return {
        "name": row["name"][:200],
        "area_text": row["area"][:200],
        "lead_name": row["lead"][:200],
        "status": STATUSES.get(row["status"].lower(), Status.ACTIVE).value,
        "source_url": web_address(row["source"]),
    }


SOURCE = Partnerships()
