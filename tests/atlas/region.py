"""A small invented region for tests of evidence: two districts, schools at known places, museums, offers, two lists."""

from dataclasses import dataclass
from datetime import UTC, datetime

from maypole.directory.actions.entries import rebuild_entries
from maypole.directory.models import Accreditation, Offer, School
from maypole.places.models import Containment, Indicator, IndicatorValue, Place
from tests.cast import Cast, make_organisation, make_school

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KM = 1.03 / 111.2


@dataclass
class Region:
    """The schools of Brindle in order of distance from the museum, and one elsewhere."""

    cast: Cast
    schools: list[School]
    offer: Offer


def make_region(cast: Cast, *, number: int = 12, **fields) -> Region:
    """Make schools a little over a kilometre apart, north of the museum, ever less deprived, with an offer to key stage 2."""
    here = Place.objects.get(code="E07000901")
    region = Place.objects.create(kind="region", code="E12000099", name="Invented Midlands")
    for district in Place.objects.of_kind("district"):
        Containment.objects.create(outer=region, inner=district)
    lists = {
        slug: Indicator.objects.create(slug=slug, title=slug, unit="rank", dataset=cast.dataset)
        for slug in ("idaci-2025", "imd-2025")
    }
    schools = []
    for n in range(number):
        code = f"X{n:08d}"
        place = Place.objects.create(kind="lsoa21", code=code, name=code)
        for indicator in lists.values():
            IndicatorValue.objects.create(
                indicator=indicator, place=place, vintage="2025", value=n, decile=min(10, n + 1)
            )
        details = {"latitude": 52.955 + n * KM, "longitude": -1.149, "lsoa21_code": code, "roll": 100 + 10 * n,
                   "fsm_percent": max(2.0, 50.0 - 3 * n), "rurality": "rural" if n % 3 == 0 else "urban"}  # fmt: skip
        schools.append(make_school(100200 + n, f"Mill {n:02d} School", here, cast.dataset, **(details | fields)))
    offer = Offer.objects.create(
        organisation=cast.museum, title="Salt and lace", summary="Touch it.", key_stages=["ks2"], is_free=True
    )
    Accreditation.objects.create(
        scheme="artsmark", status="held", level="Gold", school=schools[0], dataset=cast.dataset, source_key="a"
    )
    make_organisation("Far Hall", Place.objects.get(code="E07000902"), cast.dataset)
    rebuild_entries()
    return Region(cast, schools, offer)
