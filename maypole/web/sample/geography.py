"""The real districts and postcodes that the sample stands on, and its invented neighbourhoods."""

import csv
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from django.conf import settings

from maypole.core.models import Dataset
from maypole.places import gazetteer
from maypole.places.models import Containment, Indicator, IndicatorValue, Place
from maypole.places.postcode_text import spaced

REGION = ("E12000004", "East Midlands")
NEIGHBOURHOODS_EACH = 12


@dataclass(frozen=True)
class Spot:
    """A real postcode with its point, and the invented neighbourhood around it."""

    postcode: str
    latitude: float
    longitude: float
    neighbourhood: str
    decile: int


@dataclass(frozen=True)
class District:
    """A district with the spots that invented bodies may stand on, and its share of the region's postcodes."""

    place: Place
    county: Place
    spots: tuple[Spot, ...]
    weight: float


def make_geography(rng: Random, dataset: Dataset) -> list[District]:
    """Create region, counties, districts and neighbourhoods; return the districts with their spots."""
    listed = Path(__file__).with_name("districts.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(listed.splitlines()))
    region = make_place(Place.Kind.REGION, *REGION)
    counties = {
        row["county_code"]: make_place(Place.Kind.COUNTY, row["county_code"], row["county_name"]) for row in rows
    }
    Containment.objects.bulk_create(
        [Containment(outer=region, inner=county) for county in counties.values()], ignore_conflicts=True
    )
    indicators = make_indicators(dataset)
    return [make_district(row, region, counties[row["county_code"]], indicators, dataset, rng) for row in rows]


def make_place(kind: str, code: str, name: str) -> Place:
    place, _ = Place.objects.get_or_create(kind=kind, code=code, defaults={"name": name})
    return place


def make_indicators(dataset: Dataset) -> list[Indicator]:
    """Create the invented measures of deprivation."""
    titles = {
        "idaci-2025": "Income deprivation affecting children, rank (invented)",
        "imd-2025": "Index of multiple deprivation, rank (invented)",
    }
    return [
        Indicator.objects.create(slug=slug, title=title, unit="rank, 1 is worst", is_high_worse=False, dataset=dataset)
        for slug, title in titles.items()
    ]


def make_district(
    row: dict[str, str], region: Place, county: Place, indicators: list[Indicator], dataset: Dataset, rng: Random
) -> District:
    """Create a district with its neighbourhoods, and pick the spots."""
    place = make_place(Place.Kind.DISTRICT, row["code"], row["name"])
    Containment.objects.bulk_create(
        [Containment(outer=region, inner=place), Containment(outer=county, inner=place)], ignore_conflicts=True
    )
    book = gazetteer.opened(settings.DATA_DIR)
    found = book.rows_in_districts([row["code"]])
    found = found[~book.is_shared[found]]
    chosen = np.sort(np.array(rng.sample(range(len(found)), min(400, len(found)))))
    latitudes, longitudes = book.degrees_of(found[chosen])
    place.latitude, place.longitude = float(np.median(latitudes)), float(np.median(longitudes))
    place.save()
    centres = rng.sample(range(len(chosen)), NEIGHBOURHOODS_EACH)
    deciles = make_neighbourhoods(place, latitudes[centres], longitudes[centres], indicators, dataset, rng)
    distances = (latitudes[:, None] - latitudes[centres]) ** 2 + 0.36 * (longitudes[:, None] - longitudes[centres]) ** 2
    nearest = distances.argmin(axis=1)
    spots = tuple(
        Spot(
            spaced(book.codes[found[at]].decode()),
            round(float(latitudes[n]), 6),
            round(float(longitudes[n]), 6),
            code_of(place, int(nearest[n])),
            deciles[int(nearest[n])],
        )
        for n, at in enumerate(chosen)
    )
    return District(place, county, spots, float(len(found)))


def code_of(district: Place, number: int) -> str:
    """Return the code of an invented neighbourhood; X is a letter that no real one has."""
    return f"X{district.code[2]}{district.code[-4:]}{number:02d}"


def make_neighbourhoods(
    district: Place,
    latitudes: np.ndarray,
    longitudes: np.ndarray,
    indicators: list[Indicator],
    dataset: Dataset,
    rng: Random,
) -> list[int]:
    """Create the neighbourhoods of a district with invented ranks, and return their deciles."""
    places = Place.objects.bulk_create(
        Place(
            kind=Place.Kind.LSOA21,
            code=code_of(district, number),
            name=f"{district.name} {number + 1:03d} (invented)",
            latitude=float(latitudes[number]),
            longitude=float(longitudes[number]),
            dataset=dataset,
            is_invented=True,
        )
        for number in range(NEIGHBOURHOODS_EACH)
    )
    Containment.objects.bulk_create(Containment(outer=district, inner=place) for place in places)
    leaning = rng.uniform(0.6, 1.6)
    ranks = [max(1, int(33755 * rng.random() ** leaning)) for _ in places]
    deciles = [min(10, 1 + rank * 10 // 33756) for rank in ranks]
    IndicatorValue.objects.bulk_create(
        IndicatorValue(indicator=indicator, place=place, vintage="2026", value=rank, decile=decile)
        for indicator in indicators
        for place, rank, decile in zip(places, ranks, deciles, strict=True)
    )
    return deciles
