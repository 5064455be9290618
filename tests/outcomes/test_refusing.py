"""A release that cannot be made safe says which figure is at fault, in words."""

import pytest

from maypole.evidence.disclosure import Unprotectable
from maypole.outcomes.actions import releases as actions
from maypole.outcomes.release.geography import Area, Geography
from maypole.outcomes.release.refusing import refusal_in_words
from maypole.outcomes.terms import period_of
from tests.outcomes.conftest import NOW
from tests.outcomes.village import furnish

BRINDLE = Area("district:E07000901", "district", "E07000901", "Brindle")
WHERE = Geography(areas=(BRINDLE,), sums=(), whole="", leaves={})


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("children[area=district:E07000901]", "children in Brindle."),
        ("engagements of stage[area=district:E07000901,stage=ks1]", "engagements of stage in Brindle."),
        ("@2026-spring:hours[area=district:E07000901]", "hours in Brindle, spring 2026."),
        (
            "@2025-autumn+2026-summer:hours[area=district:E07000901]",
            "hours in Brindle, autumn 2025 and summer 2026.",
        ),
        ("@reworked:hours[area=elsewhere]", "hours in elsewhere, reworked."),
        ("a figure without a place", "a figure without a place."),
    ],
)
def test_the_first_figure_has_its_place_and_its_terms(cell, named):
    said = refusal_in_words(Unprotectable("narrow", (cell,)), WHERE)
    assert said == f"One figure would tell too much, whatever else is held back. It is {named}"


def test_several_are_counted_and_none_leaves_the_error_as_it_is():
    assert refusal_in_words(Unprotectable("narrow", ("hours[area=x]",) * 3), WHERE).startswith("3 figures would")
    assert refusal_in_words(Unprotectable("The tables disagree."), WHERE) == "The tables disagree."


def test_the_page_says_it_and_nothing_is_kept(cast, round_of_brindle, as_, monkeypatch):
    furnish(cast, round_of_brindle, NOW)

    def refuse(*given, **more):
        raise Unprotectable("narrow", ("children[area=district:E07000901]",))

    monkeypatch.setattr(actions, "make_safe", refuse)
    release = actions.begin_release(
        period=period_of("2026-autumn"), partnerships=[cast.partnership], note="", by=cast.carol.id, now=NOW
    )
    actions.check_release(release=release, now=NOW)
    page = as_(cast.carol).get(f"{release.get_absolute_url()}preview/").content.decode()
    assert "It is children in Brindle." in page
    assert not release.figures.exists()
