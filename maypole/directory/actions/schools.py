"""Write schools from a register: only those that are new or differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction

from maypole.core.bulk import insert
from maypole.core.ingest.report import Report
from maypole.core.models import Dataset
from maypole.directory.models import School, SchoolLink

AT_ONCE = 2_000
KEPT_WHEN_BLANK = ("fsm_percent", "fsm_vintage", "roll", "phase", "laestab", "ukprn", "rurality")
PLACE_FIELDS = ("latitude", "longitude", "district_id", "lsoa21_code", "placed_by", "place_flag")


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school as a row of the register has it, by attribute of School."""

    line: int
    values: Mapping[str, Any]


@transaction.atomic
def put_schools(*, rows: Iterable[SchoolRow], dataset: Dataset, report: Report) -> None:
    """Make or change schools, by URN. What another list told is not wiped by a blank, nor the owner's own point."""
    rows = iter(rows)
    while part := list(islice(rows, AT_ONCE)):
        put_part(part, dataset, report)


def put_part(rows: Sequence[SchoolRow], dataset: Dataset, report: Report) -> None:
    """Compare some rows with what stands, and write those that differ."""
    names = list(rows[0].values)
    numbers = [row.values["urn"] for row in rows]
    kept = School.objects.filter(urn__in=numbers).values(*names, "dataset_id", "is_invented")
    standing = {school["urn"]: school for school in kept}
    new: list[School] = []
    changed: list[School] = []
    for row in rows:
        known = standing.get(row.values["urn"])
        values = dict(row.values) if known is None else settled(row.values, known)
        differs = known is not None and known != {**values, "dataset_id": dataset.pk, "is_invented": False}
        report.count(is_new=known is None, is_changed=differs)
        report.count_place(is_placed=values["latitude"] is not None)
        if known is None or differs:
            (new if known is None else changed).append(School(dataset=dataset, is_invented=False, **values))
    insert(new)
    updated = [name.removesuffix("_id") for name in names if name != "urn"]
    School.objects.bulk_update(changed, [*updated, "dataset", "is_invented"], batch_size=200)


def settled(values: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the register's values, with what stands kept where the register is silent or the owner knows better."""
    kept = {name: known[name] for name in KEPT_WHEN_BLANK if values[name] in (None, "") and known[name]}
    if known["fsm_vintage"]:  # a list of free meals told, which goes before the register's own figure
        kept["fsm_percent"] = known["fsm_percent"]
    if known["placed_by"] == School.PlacedBy.OWNER:
        kept |= {name: known[name] for name in PLACE_FIELDS}
    return {**values, **kept}


@transaction.atomic
def put_school_links(*, links: Iterable[SchoolLink], report: Report) -> None:
    """Record which school took the place of which."""
    standing = {(link.predecessor_id, link.successor_id): link for link in SchoolLink.objects.all()}
    new, changed = [], []
    for link in links:
        known = standing.get((link.predecessor_id, link.successor_id))
        differs = known is not None and (known.linked_on, known.kind) != (link.linked_on, link.kind)
        report.count(is_new=known is None, is_changed=differs)
        if known is None:
            new.append(link)
        elif differs:
            known.linked_on, known.kind = link.linked_on, link.kind
            changed.append(known)
    SchoolLink.objects.bulk_create(new, batch_size=AT_ONCE)
    SchoolLink.objects.bulk_update(changed, ["linked_on", "kind"], batch_size=AT_ONCE)


@transaction.atomic
def put_free_meals(*, percents: Mapping[int, float], vintage: str, report: Report) -> None:
    """Keep the percentage of pupils eligible for free school meals, by URN."""
    changed = []
    for school in School.objects.filter(urn__in=percents).only("urn", "fsm_percent", "fsm_vintage"):
        differs = (school.fsm_percent, school.fsm_vintage) != (percents[school.urn], vintage)
        report.count(is_new=False, is_changed=differs)
        if differs:
            school.fsm_percent, school.fsm_vintage = percents[school.urn], vintage
            changed.append(school)
    School.objects.bulk_update(changed, ["fsm_percent", "fsm_vintage"], batch_size=500)
