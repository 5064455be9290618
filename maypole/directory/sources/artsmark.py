"""Artsmark: the schools and settings that are registered, work towards it or hold it."""

import re

from maypole.core.ingest.errors import BadValue
from maypole.core.ingest.layouts import layout
from maypole.core.ingest.tables import Row
from maypole.core.ingest.values import dfe_number
from maypole.directory.models import Accreditation
from maypole.directory.sources._listed import STATES_NO_LICENCE, Listed, ListOfBodies

Status = Accreditation.Status
STATUSES = {
    "registered": Status.REGISTERED,
    "working towards": Status.WORKING_TOWARDS,
    "awarded": Status.HELD,
}
LEVELS = ("Silver", "Gold", "Platinum")


class Artsmark(ListOfBodies):
    slug = "artsmark"
    title = "Artsmark settings"
    publisher = "Arts Council England"
    licence = STATES_NO_LICENCE
    licence_url = ""
    may_pass_on = False
    page = "https://www.artsmark.org.uk/artsmark-schools"
    needs = ("gias",)
    may_be_school = True
    may_be_organisation = False
    layouts = (
        layout(
            "settings",
            required="name number progress",
            name=("setting name", "school name"),
            number=("dfe number", "dfe no.?"),
            authority=("local authority",),
            postcode=("postcode",),
            progress=("current artsmark progress", "artsmark progress"),
            awards=(r"all awards held since 2015.*", "awards"),
        ),
    )

    def parse(self, row: Row) -> Listed:
        number = dfe_number(row["number"])
        status = STATUSES.get(row["progress"].strip().lower())
        if status is None:
            raise BadValue("Current Artsmark progress", f'"{row["progress"][:40]}" is not known.')
        held = levels_of(row["awards"])
        return Listed(
            key=number or f"{row['name']}|{row['postcode']}",
            name=row["name"],
            postcode=row["postcode"],
            identifiers=(("laestab", number),) if number else (),
            accreditation={
                "scheme": Accreditation.Scheme.ARTSMARK.value,
                "status": status.value,
                "level": held[0] if status is Status.HELD and held else "",
                "history": held[1:] if status is Status.HELD else held,
            },
        )


def levels_of(text: str) -> list[str]:
    """Return the levels held, newest first as the list prints them."""
    found = [part.strip().title() for part in re.split(r"[,;\n]", text) if part.strip()]
    unknown = [level for level in found if level not in LEVELS]
    if unknown:
        raise BadValue("All awards held since 2015", f'"{unknown[0][:40]}" is not a level of Artsmark.')
    return found


SOURCE = Artsmark()
