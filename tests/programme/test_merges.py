"""Two organisations become one: whoever supports a school or speaks for a hub is the one that stands, until it is undone."""

import pytest

from maypole.directory.actions.merging import merge_organisations, undo_merge
from maypole.programme.actions.hubs import change_hub, propose_hubs
from maypole.programme.actions.journeys import name_supporter
from maypole.programme.forming import Wish
from maypole.programme.queries.hubs import groups_of
from maypole.programme.stages import Scheme
from tests.cast import make_organisation
from tests.programme.conftest import NOW

JOURNEYS = "/partnerships/brindle/journeys/"


@pytest.fixture
def absorbed(brindle):
    """A gallery that supports a school and speaks for a hub."""
    cast = brindle.cast
    gallery = make_organisation("Gallery of Small Hours", cast.school.district, cast.dataset, email="g@gallery.example")
    gallery.listing.delete()
    gallery.refresh_from_db()
    brindle.list_says(brindle.school, "held", "Gold")
    name_supporter(school=brindle.school, scheme=Scheme.ARTSMARK, who=gallery.name, since=None, by=None, now=NOW)
    brindle.many(4)
    plan = propose_hubs(partnership=cast.partnership, wish=Wish(2, 6, is_mixed=True), by=None, now=NOW)
    hub = plan.hubs.first()
    lead = next(group for group in groups_of(plan).groups if group.hub == hub).schools[0].school
    change_hub(hub=hub, name="North", lead_school=lead, contact=gallery, by=None)
    return gallery


def test_pages_name_the_one_that_stands_and_the_old_one_again_when_it_is_undone(brindle, absorbed, as_):
    carol = as_(brindle.cast.carol)
    plan = brindle.cast.partnership.hub_plans.get()
    pages = [JOURNEYS, f"{JOURNEYS}journeys.csv", plan.get_absolute_url()]
    for page in pages:
        assert "Gallery of Small Hours" in carol.get(page).content.decode(), page
    merge = merge_organisations(kept=brindle.cast.museum, absorbed=absorbed, by=None, now=NOW)
    for page in pages:
        told = carol.get(page).content.decode()
        assert "Gallery of Small Hours" not in told, page
        assert "Museum of Salt and Lace" in told, page
    undo_merge(merge=merge, by=None, now=NOW)
    for page in pages:
        assert "Gallery of Small Hours" in carol.get(page).content.decode(), page
