"""Counties and unitary authorities: the upper tier, by which schools are run."""

from maypole.core.ingest.layouts import layout
from maypole.core.ingest.source import Download, Intake
from maypole.places.actions.areas import Area, put_containments
from maypole.places.models import Place
from maypole.places.queries.areas import districts_by_code
from maypole.places.sources._outlines import Outlines
from maypole.places.sources.districts import QUERY, SERVICE


class Counties(Outlines):
    slug = "counties"
    title = "Counties and unitary authorities"
    kind = Place.Kind.COUNTY
    vintage = "2024-12"
    needs = ("districts",)
    layouts = (
        layout(
            "ons",
            required="code name",
            code=(r"ctyua\d\dcd", r"utla\d\d code"),
            name=(r"ctyua\d\dnm", r"utla\d\d name"),
        ),
    )
    downloads = (
        Download(
            f"{SERVICE}/Counties_and_Unitary_Authorities_December_2024_Boundaries_UK_BGC/{QUERY}",
            "counties-2024-12.geojson",
            page_size=100,
        ),
    )

    def link(self, areas: dict[str, Area], intake: Intake) -> None:
        """A unitary authority has one code as a county and as a district: the one holds the other."""
        counties = dict(Place.objects.of_kind(Place.Kind.COUNTY).filter(code__in=areas).values_list("code", "pk"))
        districts = districts_by_code()
        put_containments(pairs=[(counties[code], districts[code].pk) for code in counties if code in districts])


SOURCE = Counties()
