"""A figure in a story is that of its release, with its source; it goes when the release is withdrawn."""

import json

import pytest
from django.core.exceptions import ValidationError

from maypole.accounts.actions.grants import grant_role
from maypole.accounts.roles import EDITOR
from maypole.news.actions.trees import story_tree
from maypole.news.blocks import ReleasedFigureBlock
from maypole.news.models import StoryPage
from maypole.outcomes.actions import publishing
from maypole.outcomes.actions.releases import begin_release, check_release
from maypole.outcomes.models import ReleaseFigure
from maypole.outcomes.queries.told import areas_to_choose, measures_to_choose, releases_to_choose, rows_to_choose
from maypole.outcomes.terms import period_of
from tests.outcomes.conftest import NOW, round_of_brindle  # noqa: F401
from tests.outcomes.village import furnish


@pytest.fixture
def release(cast, round_of_brindle):  # noqa: F811
    furnish(cast, round_of_brindle, NOW)
    made = begin_release(period=period_of("2026-autumn"), partnerships=[], note="", by=cast.ada.id, now=NOW)
    check_release(release=made, now=NOW)
    publishing.publish_release(release=made, make_report=lambda _: b"%PDF", by=cast.ada.id, now=NOW)
    made.refresh_from_db()
    return made


def value_of(figure):
    return {
        "release": str(figure.release_id), "area": f"{figure.area_kind}:{figure.area_code}",
        "row": f"{figure.table}/{figure.category}", "measure": figure.measure,
    }  # fmt: skip


def first(**wanted):
    return ReleaseFigure.objects.filter(**wanted).order_by("position").first()


def story_with(cast, *figures):
    body = json.dumps([{"type": "figure", "value": value_of(figure)} for figure in figures])
    page = StoryPage(title="What we did", slug="what-we-did", introduction="x", body=body, owner=cast.eddie)
    return story_tree(cast.partnership).add_child(instance=page)


def test_a_story_shows_the_frozen_figure_with_its_source_and_edition(release, cast, client):
    shown = first(table="summary", measure="children", value__gt=1000) or first(
        table="summary", measure="engagements", symbol=""
    )
    page = client.get(story_with(cast, shown).url).content.decode()
    assert f"{int(shown.value):,}" in page
    assert "What we did together, Autumn 2026, edition 1" in page
    assert f"{release.get_absolute_url()}?area={shown.area_kind}:{shown.area_code}" in page


def test_a_withheld_figure_is_withheld_in_a_story_too(release, cast, client):
    page = client.get(story_with(cast, first(symbol="c", measure="children")).url).content.decode()
    assert "<b>c</b>" in page
    assert "Withheld" in page


def test_a_withdrawn_release_says_so_instead_of_the_number(release, cast, client):
    shown = first(table="summary", measure="engagements", symbol="")
    story = story_with(cast, shown)
    publishing.withdraw_release(release=release, because="A line was wrong", by=cast.ada.id, now=NOW)
    page = client.get(story.url).content.decode()
    assert "withdrawn on 22 November 2026: A line was wrong" in page
    assert f"{int(shown.value):,}" not in page


def test_an_editor_chooses_what_the_release_tells_and_nothing_else(release):
    figure = first(table="children-by-art-form", measure="children")
    chosen = value_of(figure)
    offered = (releases_to_choose(), areas_to_choose(), rows_to_choose(), measures_to_choose())
    for part, choices in zip(("release", "area", "row", "measure"), offered, strict=True):
        assert chosen[part] in dict(choices)
    block = ReleasedFigureBlock()
    assert block.clean(block.to_python(chosen))["measure"] == "children"
    with pytest.raises(ValidationError):
        block.clean(block.to_python(chosen | {"measure": "awards"}))


def test_the_editor_is_offered_the_block(release, cast, as_):
    grant_role(
        person=cast.eddie,
        role=EDITOR,
        scope_id=cast.partnership.territory.scope_id,
        of_what=str(cast.partnership),
        by=None,
    )
    page = as_(cast.eddie).get(f"/cms/pages/add/news/storypage/{story_tree(cast.partnership).pk}/")
    assert page.status_code == 200
    assert "Figure of a release" in page.content.decode()
    assert str(release) in page.content.decode()


def test_a_story_of_a_release_that_is_gone_says_so(release, cast, client):
    story = story_with(cast, first(table="summary", measure="children"))
    release.delete()
    assert "is not there any more" in client.get(story.url).content.decode()


def test_blocks_stay_out_of_the_migrations():
    _, _, arguments, options = StoryPage._meta.get_field("body").deconstruct()
    assert (arguments, options["block_lookup"]) == ([[]], {})
