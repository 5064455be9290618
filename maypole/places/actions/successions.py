"""The districts of England that were merged or renumbered since 2019, as orders of Parliament have it.

Lists of different years name the same land by different codes. These are facts, checked against the ONS code history.
"""

from datetime import date

from django.db import transaction

from maypole.core.models import Dataset
from maypole.places.actions.areas import Area, put_areas, put_successions
from maypole.places.models import Boundary, Place, Succession

MERGED: dict[str, tuple[int, str]] = {
    "E06000058": (2019, "E06000028 E06000029 E07000048"),
    "E06000059": (2019, "E07000049 E07000050 E07000051 E07000052 E07000053"),
    "E06000060": (2020, "E07000004 E07000005 E07000006 E07000007"),
    "E06000061": (2021, "E07000150 E07000152 E07000153 E07000156"),
    "E06000062": (2021, "E07000151 E07000154 E07000155"),
    "E06000063": (2023, "E07000026 E07000028 E07000029"),
    "E06000064": (2023, "E07000027 E07000030 E07000031"),
    "E06000065": (2023, "E07000163 E07000164 E07000165 E07000166 E07000167 E07000168 E07000169"),
    "E06000066": (2023, "E07000187 E07000188 E07000246"),
    "E07000244": (2019, "E07000205 E07000206"),
    "E07000245": (2019, "E07000201 E07000204"),
    "E07000246": (2019, "E07000190 E07000191"),
}
RENUMBERED: dict[str, tuple[int, str]] = {"E08000038": (2025, "E08000016"), "E08000039": (2025, "E08000019")}


@transaction.atomic
def put_known_successions(*, dataset: Dataset) -> int:
    """Record the successions whose newer district stands, or in a renumbering either; return how many were new.

    The district that does not stand is made, so that a list that names it finds the one of today.
    """
    standing = dict(Place.objects.of_kind(Place.Kind.DISTRICT).values_list("code", "name"))
    merged = [(old, new, year) for new, (year, olds) in MERGED.items() for old in olds.split() if new in standing]
    same = [(old, new, year) for new, (year, old) in RENUMBERED.items() if new in standing or old in standing]
    missing = {
        code: Area(code, standing.get(new) or standing.get(old) or code)
        for old, new, _ in merged + same
        for code in (old, new)
        if code not in standing
    }
    put_areas(kind=Place.Kind.DISTRICT, areas=missing, dataset=dataset)
    pks = dict(Place.objects.of_kind(Place.Kind.DISTRICT).values_list("code", "pk"))
    changes = {(pks[old], pks[new]): Succession.Change.MERGED for old, new, _ in merged}
    changes |= {(pks[old], pks[new]): Succession.Change.SAME for old, new, _ in same}
    for year in {year for _, _, year in merged + same}:
        ended = [old for old, _, when in merged + same if when == year]
        Place.objects.of_kind(Place.Kind.DISTRICT).filter(code__in=ended).update(valid_to=date(year, 3, 31))
    hand_on_outlines([(pks[old], pks[new]) for old, new, _ in same])
    return put_successions(changes=dict(changes))


def hand_on_outlines(pairs: list[tuple[int, int]]) -> None:
    """Give a district that only got a new code the outline and the point of the old one, where it has none."""
    for old, new in pairs:
        outline = Boundary.objects.filter(place_id=old).first()
        if outline and not Boundary.objects.filter(place_id=new).exists():
            outline.pk = new
            outline.save(force_insert=True)
            point = Place.objects.values("latitude", "longitude").get(pk=old)
            Place.objects.filter(pk=new).update(**point)
