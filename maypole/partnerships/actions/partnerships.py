"""Found and change a partnership, its priorities, and who supports it."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from maypole.core.audit import record
from maypole.core.models import Dataset, Scope
from maypole.directory.models import Organisation
from maypole.partnerships.models import Partnership, Priority, SupportAgreement
from maypole.places.models import Containment, Place

FACTS = (
    "name", "area_text", "status", "lead_name", "contact_role", "contact_email", "safeguarding_role",
    "safeguarding_email", "safeguarding_telephone", "vision", "mission", "story",
)  # fmt: skip


@transaction.atomic
def found_partnership(
    *,
    slug: str,
    facts: dict[str, Any],
    districts: Iterable[Place],
    dataset: Dataset | None,
    is_invented: bool,
    by: uuid.UUID | None,
) -> Partnership:
    """Make a partnership with its territory over these districts."""
    territory = Place.objects.create(
        kind=Place.Kind.PARTNERSHIP,
        code=slug,
        name=facts["name"],
        dataset=dataset,
        scope=Scope.objects.create(),
        is_invented=is_invented,
    )
    set_territory(territory=territory, districts=districts)
    partnership = Partnership.objects.create(
        slug=slug, territory=territory, dataset=dataset, is_invented=is_invented, **facts
    )
    record("found", kind="partnership", subject=slug, by=by)
    return partnership


@transaction.atomic
def set_territory(*, territory: Place, districts: Iterable[Place]) -> bool:
    """Make the territory hold just these districts; return whether that changed anything."""
    wanted = {place.pk for place in districts}
    held = set(territory.holds.values_list("inner_id", flat=True))
    territory.holds.exclude(inner_id__in=wanted).delete()
    Containment.objects.bulk_create(Containment(outer=territory, inner_id=pk) for pk in wanted - held)
    return wanted != held


@transaction.atomic
def change_partnership(*, partnership: Partnership, facts: dict[str, Any], by: uuid.UUID) -> None:
    """Change what a partnership says of itself, and note what it said before."""
    changes = {
        name: [str(getattr(partnership, name)), str(facts[name])]
        for name in FACTS
        if name in facts and getattr(partnership, name) != facts[name]
    }
    for name in changes:
        setattr(partnership, name, facts[name])
    partnership.save()
    if changes:
        record("change", kind="partnership", subject=partnership.slug, by=by, changes=changes)


@transaction.atomic
def set_priorities(*, partnership: Partnership, priorities: list[tuple[str, str]], by: uuid.UUID) -> None:
    """Put these priorities, title and text, in this order in the place of those before."""
    partnership.priorities.all().delete()
    Priority.objects.bulk_create(
        Priority(partnership=partnership, position=position, title=title, text=text)
        for position, (title, text) in enumerate(priorities, start=1)
    )
    record("set priorities", kind="partnership", subject=partnership.slug, by=by, titles=[t for t, _ in priorities])


@transaction.atomic
def agree_to_support(*, partnership: Partnership, organisation: Organisation, on: date, by: uuid.UUID) -> None:
    """Let a support organisation see the partnership."""
    SupportAgreement.objects.get_or_create(
        partnership=partnership,
        organisation=organisation,
        ended_on=None,
        defaults={"agreed_on": on, "agreed_by": by},
    )
    record("agree to support", kind="partnership", subject=partnership.slug, by=by, organisation=str(organisation.pk))


@transaction.atomic
def end_support(*, agreement: SupportAgreement, on: date, by: uuid.UUID) -> None:
    agreement.ended_on = on
    agreement.save(update_fields=["ended_on"])
    record("end support", kind="partnership", subject=agreement.partnership_id, by=by)
