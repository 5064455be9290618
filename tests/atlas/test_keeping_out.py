"""No address shows a stranger, or a member without the right, how many children of a school took part."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from maypole.atlas.actions.calculation import calculate_all
from maypole.outcomes.terms import term_on
from maypole.partnerships.models import Member
from tests.atlas.region import make_region
from tests.atlas.returns import told
from tests.web.test_every_address import ADDRESSES, filled

TELLING = 8191
WRITTEN = re.compile(rb"(?<![\d.])8[,.]?191(?!\d)")


@pytest.fixture
def region(cast):
    """Let one line tell of a number that nothing else on any page can be, about a school that Tess does not keep."""
    made = make_region(cast)
    told(cast, made.schools[2], children=TELLING)
    Member.objects.create(
        partnership=cast.partnership, school=cast.school, state=Member.State.MEMBER, asked_at=timezone.now()
    )
    calculate_all(as_of=term_on(timezone.localdate()).last_day + timedelta(days=1), now=timezone.now())
    return made


@pytest.mark.parametrize("who", ["public", "stan", "tess", "eddie"])
def test_no_address_tells_them(region, as_, who):
    browser = as_(getattr(region.cast, who, None))
    asked = {"term": term_on(timezone.localdate()).key, "show": "all"}
    wrong = []
    for route, _ in ADDRESSES:
        path = filled(route, region.cast)
        answer = browser.get(path, asked)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if WRITTEN.search(body):
            wrong.append(path)
    assert wrong == []


def test_the_number_would_be_seen_if_it_stood_there(region, as_):
    page = as_(region.cast.ada).get("/areas/E07000901/profile/profile.csv").content
    assert WRITTEN.search(page)
