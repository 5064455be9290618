"""Districts: the outlines of local authority districts, and what became of those that were merged or renumbered."""

from maypole.core.ingest.layouts import layout
from maypole.core.ingest.source import Download, Intake
from maypole.places.actions.areas import Area
from maypole.places.actions.successions import put_known_successions
from maypole.places.models import Place
from maypole.places.sources._outlines import Outlines

SERVICE = "https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services"
QUERY = "FeatureServer/0/query?where=1%3D1&outFields=*&outSR=4326&f=geojson"


class Districts(Outlines):
    slug = "districts"
    title = "Local authority districts"
    kind = Place.Kind.DISTRICT
    vintage = "2024-12"
    layouts = (
        layout(
            "ons",
            required="code name",
            code=(r"lad\d\dcd", r"ltla\d\d code"),
            name=(r"lad\d\dnm", r"ltla\d\d name"),
        ),
    )
    downloads = (
        Download(
            f"{SERVICE}/Local_Authority_Districts_December_2024_Boundaries_UK_BGC/{QUERY}",
            "districts-2024-12.geojson",
            page_size=100,
        ),
    )

    def link(self, areas: dict[str, Area], intake: Intake) -> None:
        put_known_successions(dataset=intake.dataset)


SOURCE = Districts()
