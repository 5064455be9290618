"""The Arts Council's Investment Programme: national portfolio and investment principles support organisations."""

import re
from datetime import date

from maypole.core.ingest.errors import BadValue
from maypole.core.ingest.layouts import layout
from maypole.core.ingest.tables import Row
from maypole.directory.models import Accreditation
from maypole.directory.sources._listed import STATES_NO_LICENCE, Listed, ListOfBodies, artforms_of

TYPES = {"npo": "NPO", "ipso": "IPSO", "transfer": "Transfer"}


class Portfolio(ListOfBodies):
    slug = "portfolio"
    title = "Arts Council portfolio 2023–26"
    publisher = "Arts Council England"
    licence = STATES_NO_LICENCE
    licence_url = ""
    may_pass_on = False
    page = "https://www.artscouncil.org.uk/how-we-invest-public-money/2023-26-Investment-Programme"
    vintage = "2023-26"
    needs = ("museums", "arts_award")
    layouts = (
        layout(
            "offers of November 2022",
            required="name type authority",
            name=("applicant name", "organisation", "organisation name"),
            type=(r"type of organisation.*",),
            discipline=("main discipline", "discipline"),
            region=("ons region",),
            authority=("local authority",),
        ),
    )

    def parse(self, row: Row) -> Listed:
        kind = TYPES.get(row["type"].lower())
        if kind is None:
            raise BadValue("Type of organisation", f'"{row["type"][:40]}" is not NPO, IPSO or Transfer.')
        name, trading_as = names_of(row["name"])
        return Listed(
            key=f"{row['name']}|{row['authority']}",
            name=name,
            aliases=trading_as,
            district=row["authority"],
            organisation={"artforms": artforms_of(row["discipline"]), "also_known_as": "; ".join(trading_as)[:300]},
            accreditation={
                "scheme": Accreditation.Scheme.PORTFOLIO.value,
                "status": Accreditation.Status.HELD.value,
                "level": kind,
                "starts_on": date(2023, 4, 1).isoformat(),
                "ends_on": date(2026, 3, 31).isoformat(),
            },
        )


def names_of(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the name that an organisation goes by, and its others: "A Ltd t/a B" goes by B."""
    legal, *trading = re.split(r"\s+t/?a\s+|\s+trading as\s+", text, flags=re.IGNORECASE)
    return (trading[0], (legal,)) if trading else (text, ())


SOURCE = Portfolio()
