"""The links file of Get Information About Schools: which school came from which."""

from collections.abc import Iterable

from maypole.core.ingest.errors import BadValue
from maypole.core.ingest.layouts import layout
from maypole.core.ingest.source import Download, Intake, Source, usable
from maypole.core.ingest.tables import Row
from maypole.core.ingest.values import day, urn
from maypole.directory.actions.schools import put_school_links
from maypole.directory.models import School, SchoolLink
from maypole.directory.sources.gias import GIAS


class GiasLinks(Source):
    slug = "gias_links"
    title = "Links between schools"
    publisher = "Department for Education"
    page = "https://get-information-schools.service.gov.uk/Downloads"
    needs = ("gias",)
    downloads = (
        Download(f"{GIAS}/links_edubasealldata{{year}}{{month}}{{day}}.csv", "links_edubasealldata.csv", days_back=5),
    )
    layouts = (
        layout(
            "links",
            required="urn link kind",
            urn="urn",
            link=("linkurn", "link urn"),
            kind=("linktype", "link type"),
            on=("linkestablisheddate", "link established date"),
        ),
    )

    def store(self, rows: Iterable[Row], intake: Intake) -> None:
        known = set(School.objects.values_list("urn", flat=True))
        links: dict[tuple[int, int], SchoolLink] = {}
        for row, link in usable(rows, intake, lambda row: link_of(row, known)):
            pair = (link.predecessor_id, link.successor_id)
            if pair in links:
                intake.report.unchanged += 1  # the file tells each link from both its ends
                continue
            links[pair] = link
            del row
        put_school_links(links=links.values(), report=intake.report)


def link_of(row: Row, known: set[int]) -> SchoolLink:
    """Return the link, whichever of the two schools the row begins with."""
    one, other = urn(row["urn"]), urn(row["link"])
    absent = [str(each) for each in (one, other) if each not in known]
    if absent:
        raise BadValue("URN", f"{absent[0]} is a school that is not here.")
    if one == other:
        raise BadValue("LinkURN", f"{one} is linked to itself.")
    kind = row["kind"].lower()
    if "predecessor" in kind:
        one, other = other, one
    elif "successor" not in kind:
        raise BadValue("LinkType", f'"{row["kind"][:40]}" says neither predecessor nor successor.')
    return SchoolLink(
        predecessor_id=one,
        successor_id=other,
        linked_on=day(row["on"], "LinkEstablishedDate"),
        kind=row["kind"].split("-")[-1].strip()[:60],
    )


SOURCE = GiasLinks()
