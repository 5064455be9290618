"""Tell the counts of a September, and say which school sends to which."""

import uuid
from datetime import datetime

from django.db import transaction

from maypole.core.audit import record
from maypole.directory.models import School
from maypole.partnerships.models import Partnership
from maypole.programme.models import TransitionCount, TransitionPair
from maypole.programme.queries.transition import has_year_6, has_year_7


class UnableToPair(Exception):
    """Two schools cannot be a pair; the message says why."""


@transaction.atomic
def tell_counts(
    *,
    school: School,
    year: int,
    started: int | None,
    continued: int | None,
    awards: int | None,
    by: uuid.UUID | None,
    now: datetime,
) -> TransitionCount:
    """Write down what a school tells of a September; telling it again puts it right."""
    counts = {"started": started, "continued": continued, "awards": awards}
    told, _ = TransitionCount.objects.update_or_create(
        school=school, year=year, defaults=counts | {"told_at": now, "told_by": by}
    )
    record("tell transition", kind="school", subject=school.urn, by=by, year=year)
    return told


@transaction.atomic
def pair_schools(
    *, partnership: Partnership, year: int, primary: School, secondary: School, by: uuid.UUID | None
) -> TransitionPair:
    """Let two schools carry the project together. Raises UnableToPair."""
    if primary == secondary:
        raise UnableToPair("A school is no pair with itself. Choose two.")
    if not has_year_6(primary):
        raise UnableToPair(f"{primary} has no year 6. Choose the school that pupils come from.")
    if not has_year_7(secondary):
        raise UnableToPair(f"{secondary} has no year 7. Choose the school that pupils go to.")
    pair, is_new = TransitionPair.objects.get_or_create(
        partnership=partnership, year=year, primary=primary, secondary=secondary, defaults={"made_by": by}
    )
    if is_new:
        record("pair schools", kind="partnership", subject=partnership.slug, by=by, year=year, pair=str(pair))
    return pair


@transaction.atomic
def part_schools(*, pair: TransitionPair, by: uuid.UUID | None) -> None:
    """Say that two schools are no pair. What they told stays."""
    record("part schools", kind="partnership", subject=pair.partnership_id, by=by, pair=str(pair))
    pair.delete()


@transaction.atomic
def take_over_pairs(*, partnership: Partnership, year: int, by: uuid.UUID | None) -> int:
    """Take over the pairs of the year before, and return how many are new."""
    before = TransitionPair.objects.filter(partnership=partnership, year=year - 1)
    there = set(
        TransitionPair.objects.filter(partnership=partnership, year=year).values_list("primary_id", "secondary_id")
    )
    new = [pair for pair in before if (pair.primary_id, pair.secondary_id) not in there]
    TransitionPair.objects.bulk_create(
        [
            TransitionPair(
                partnership=partnership,
                year=year,
                primary_id=pair.primary_id,
                secondary_id=pair.secondary_id,
                made_by=by,
            )
            for pair in new
        ],
        ignore_conflicts=True,
    )
    record("take over pairs", kind="partnership", subject=partnership.slug, by=by, year=year, pairs=len(new))
    return len(new)
