"""Neighbourhoods: lower layer super output areas of 2021, with the district that holds each."""

from collections.abc import Iterable

from maypole.core.ingest.layouts import layout
from maypole.core.ingest.source import Download, Intake
from maypole.core.ingest.tables import Row
from maypole.places.actions.areas import put_containments
from maypole.places.models import Place
from maypole.places.queries.areas import districts_by_code
from maypole.places.sources._outlines import Outlines
from maypole.places.sources.districts import QUERY, SERVICE


class Lsoas(Outlines):
    slug = "lsoas"
    title = "Neighbourhoods (LSOA 2021)"
    kind = Place.Kind.LSOA21
    vintage = "2021-12"
    needs = ("districts",)
    layouts = (
        layout(
            "ons",
            required="code name",
            code=("lsoa21cd", "lsoa21 code"),
            name=("lsoa21nm", "lsoa21 name"),
            district=(r"lad\d\dcd", r"ltla\d\d code"),
        ),
    )
    downloads = (
        Download(
            f"{SERVICE}/Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BSC_V4/{QUERY}",
            "lsoas-2021-12.geojson",
            page_size=1_000,
        ),
    )

    def store(self, rows: Iterable[Row], intake: Intake) -> None:
        held = list(rows)
        super().store(held, intake)
        districts = districts_by_code()
        places = dict(Place.objects.of_kind(self.kind).values_list("code", "pk"))
        put_containments(
            pairs=[
                (districts[row["district"]].pk, places[row["code"]])
                for row in held
                if row["district"] in districts and row["code"] in places
            ]
        )


SOURCE = Lsoas()
