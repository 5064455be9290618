"""Regions of England; a file that has only their names is joined by name."""

from maypole.core.ingest.layouts import layout
from maypole.core.ingest.source import Download
from maypole.core.ingest.tables import Row
from maypole.places.models import Place
from maypole.places.sources._outlines import Outlines
from maypole.places.sources.districts import QUERY, SERVICE

CODES = {
    "north east": "E12000001",
    "north west": "E12000002",
    "yorkshire and the humber": "E12000003",
    "east midlands": "E12000004",
    "west midlands": "E12000005",
    "east of england": "E12000006",
    "london": "E12000007",
    "south east": "E12000008",
    "south west": "E12000009",
}


class Regions(Outlines):
    slug = "regions"
    title = "Regions of England"
    kind = Place.Kind.REGION
    vintage = "2024-12"
    layouts = (
        layout(
            "ons",
            required="name",
            code=(r"rgn\d\dcd", r"region\d\d code"),
            name=(r"rgn\d\dnm", r"region\d\d name"),
        ),
    )
    downloads = (
        Download(f"{SERVICE}/Regions_December_2024_Boundaries_EN_BGC/{QUERY}", "regions-2024-12.geojson", page_size=10),
    )

    def code_of(self, row: Row) -> str:
        return row["code"] or CODES.get(row["name"].lower().replace(" (english region)", ""), "")


SOURCE = Regions()
