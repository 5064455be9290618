"""Write partnerships as a list has them, without touching what the partnership itself says."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from maypole.core.models import Dataset
from maypole.directory.matching.names import name_of
from maypole.directory.models import Organisation
from maypole.partnerships.actions.partnerships import found_partnership, set_territory
from maypole.partnerships.models import Partnership
from maypole.places.models import Place


@transaction.atomic
def put_listed_partnership(
    *, slug: str, facts: dict[str, Any], districts: Sequence[Place], dataset: Dataset, by: UUID | None
) -> tuple[bool, bool]:
    """Make a partnership or change the facts that its list tells; return whether it is new, and whether it changed."""
    facts = {name: value for name, value in facts.items() if value}
    partnership = Partnership.objects.filter(pk=slug).select_related("territory").first()
    if partnership is None:
        found_partnership(slug=slug, facts=facts, districts=districts, dataset=dataset, is_invented=False, by=by)
        link_lead(slug)
        return True, False
    is_changed = set_territory(territory=partnership.territory, districts=districts)
    differing = {name: value for name, value in facts.items() if getattr(partnership, name) != value}
    if differing:
        Partnership.objects.filter(pk=slug).update(**differing)
        Place.objects.filter(pk=partnership.territory_id).update(name=facts["name"])
        link_lead(slug)
    return False, is_changed or bool(differing)


def link_lead(slug: str) -> None:
    """Join the lead body to the one organisation here that bears its name, if there is one."""
    partnership = Partnership.objects.get(pk=slug)
    if partnership.lead_id or not partnership.lead_name:
        return
    wanted = name_of(partnership.lead_name).core
    bodies = Organisation.objects.open().values_list("pk", "name")
    alike = [pk for pk, name in bodies if name_of(name).core == wanted]
    if len(alike) == 1:
        Partnership.objects.filter(pk=slug).update(lead_id=alike[0])
