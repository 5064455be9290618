"""Invented minutes from the first partnership's schools to the sites near them: three for a kilometre, and five to wait."""

from datetime import datetime
from uuid import UUID

from maypole.atlas.actions.travel import Made, import_travel_times
from maypole.atlas.columns.box import box_around
from maypole.atlas.queries.schools import table_of_area
from maypole.atlas.queries.sites import all_sites
from maypole.evidence.access import pairs
from maypole.partnerships.models import Partnership
from maypole.web.sample.names import INVENTED_ENGINE

NEAR_KM = 8.0
WAIT, A_KM = 5.0, 3.0
NOBODY = UUID(int=0)


def make_travel_times(partnership: Partnership, now: datetime) -> None:
    """Take in a table of invented minutes, by the way that a real one takes."""
    schools = table_of_area([partnership.territory])
    schools = schools.take(schools.is_placed)
    sites = all_sites(box_around(schools, NEAR_KM))
    near = pairs(schools.at, sites.at, NEAR_KM)
    rows = [
        f"{schools.urn[school]},{sites.ref[site]},{WAIT + A_KM * km:.0f}"
        for school, site, km in zip(near.schools, near.sites, near.cost, strict=True)
    ]
    if not rows:
        return
    made = Made(INVENTED_ENGINE, "1", now.date().replace(month=9, day=1), "a Tuesday in term, 9:00 to 10:00", "bus")
    body = "\n".join(["school,site,minutes", *rows]).encode()
    import_travel_times(body=body, file_name="invented.csv", made=made, by=NOBODY, now=now)
