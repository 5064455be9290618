"""The sample shows wants, asks, plans and what became of them."""

import pytest

from maypole.atlas.presenters.missing.evenness import evenness
from maypole.atlas.queries.inequality import inequality_of
from maypole.atlas.queries.missing import look_at
from maypole.atlas.queries.reach import last_terms
from maypole.directory.models import Enquiry, Want
from maypole.outcomes.models import ReleaseFigure
from maypole.partnerships.models import Ask, Collaboration, Influence, Partnership, Plan
from maypole.web.sample.remove import remove_sample
from tests.web.conftest import NOW

pytestmark = pytest.mark.slow
KEPT = (Ask, Plan, Collaboration, Influence, Want)


@pytest.fixture(scope="module")
def loaded(invented_region):
    with invented_region(300):
        yield


@pytest.fixture
def sample(loaded, db):
    """The sample, in a transaction of the test's own."""


def test_it_shows_how_inequality_changed_since_the_year_before(sample):
    territory = Partnership.objects.get(pk="brindle").territory
    look = look_at([territory], last_terms(NOW.date(), 3))
    now, before = (inequality_of(look.schools, reach) for reach in (look.reach, look.before))
    assert "a year before it was" in evenness(now, before).change
    assert not ReleaseFigure.objects.filter(release__period_key__contains="2025").exists()


def test_it_shows_one_of_everything_and_goes_whole(sample):
    plans = Plan.objects.filter(partnership="brindle")
    assert plans.filter(state="adopted").count() == 1
    assert set(plans.filter(state="draft").values_list("aim", flat=True)) <= {"need", "journey", "fair"}
    assert set(Ask.objects.values_list("answer", flat=True)) == {"none", "yes", "later", "declined"}
    assert Collaboration.objects.exclude(result="").exists()
    assert Influence.objects.filter(is_public=True).exists()
    assert Want.objects.filter(is_public=False).exists()
    assert set(Want.objects.values_list("is_invented", flat=True)) == {True}
    assert Enquiry.objects.filter(asking_school__isnull=False, offer__isnull=False).exists()
    remove_sample()
    for model in KEPT:
        assert not model.objects.exists(), model


def test_its_plans_go_by_minutes(sample):
    by_partnership = dict(Plan.objects.order_by("made_at").values_list("partnership", "asked__travel"))
    assert by_partnership.pop("brindle").startswith("Invented engine")
    assert set(by_partnership.values()) <= {""}
