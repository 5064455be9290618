"""Brindle with some more schools: a secondary school, one without a point, and one of another partnership."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from maypole.directory.models import Accreditation, Listing, School
from maypole.places.models import Place
from tests.cast import Cast, make_school

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@dataclass
class Brindle:
    """What the tests of this room are about."""

    cast: Cast
    school: School
    high: School
    unplaced: School
    foreign: School

    def many(self, count: int, first: int = 100100, **fields) -> list[School]:
        """Make schools in a row, half a kilometre apart."""
        district = self.school.district
        return [
            make_school(
                first + n, f"Elm {first + n} School", district, self.cast.dataset, latitude=52.95 + n * 0.005, **fields
            )
            for n in range(count)
        ]

    def without_district(self, urn: int = 100500) -> School:
        """Make a school of which only the authority is known, which the partnership holds wholly."""
        county = Place.objects.create(kind="county", code="E06000901", name="Brindle unitary")
        county.holds.create(inner=self.school.district)
        return make_school(
            urn, "Dell School", None, self.cast.dataset, town="", latitude=None, longitude=None, placed_by="",
            authority=county,
        )  # fmt: skip

    def list_says(self, school: School, status: str, level: str = "", scheme: str = "artsmark") -> Accreditation:
        return Accreditation.objects.create(
            scheme=scheme, status=status, level=level, school=school, dataset=self.cast.dataset,
            source_key=f"{scheme}-{school.urn}",
        )  # fmt: skip


@pytest.fixture
def brindle(cast) -> Brindle:
    here, there = cast.school.district, Place.objects.get(code="E07000902")
    Listing.objects.create(school=cast.school, email="arts@alder.example")
    return Brindle(
        cast=cast,
        school=cast.school,
        high=make_school(100010, "Beacon High School", here, cast.dataset, phase="secondary", low_age=11, high_age=18),
        unplaced=make_school(
            100011, "Cold Lane School", here, cast.dataset, latitude=None, longitude=None, placed_by=""
        ),
        foreign=make_school(100012, "Far Field School", there, cast.dataset),
    )
