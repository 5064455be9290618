"""Stories for the sample, each written by an invented editor and illustrated by a drawing."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from maypole.accounts.actions.grants import grant_role
from maypole.accounts.models import Person
from maypole.accounts.roles import EDITOR
from maypole.news.actions.trees import pictures_collection, story_tree
from maypole.news.models import StoryPage
from maypole.outcomes.queries.told import releases_to_choose, told_figure
from maypole.partnerships.models import Partnership
from maypole.web.sample.drawings import drawn
from maypole.web.sample.pictures import alt_of

ROW, MEASURE = "summary/all", "engagements"
INVENTED = (
    {
        "type": "paragraph",
        "value": "<p><i>This story is invented, to show what one looks like. Nobody in it exists.</i></p>",
    },
)


@cache
def told() -> tuple[dict[str, Any], ...]:
    """Return what the stories say."""
    return tuple(yaml.safe_load(Path(__file__).with_name("stories.yaml").read_text(encoding="utf-8")))


def make_stories(partnerships: Sequence[Partnership], editor: Person, now: datetime) -> None:
    """Make somebody the editor of the partnerships that have a story, and let them have written it."""
    by_slug = {partnership.slug: partnership for partnership in partnerships}
    for words in told():
        partnership = by_slug[words["partnership"]]
        scope = partnership.territory.scope_id
        grant_role(person=editor, role=EDITOR, scope_id=scope, of_what=partnership.name, by=None)
        partnership.story = make_story(partnership, words, editor, now)
        partnership.save(update_fields=["story"])


def make_story(partnership: Partnership, words: dict[str, Any], editor: Person, now: datetime) -> StoryPage:
    page = StoryPage(
        title=words["title"],
        slug=words["slug"],
        introduction=words["introduction"],
        body=json.dumps(
            [picture_block(partnership, words, editor), *blocks(words["body"]), *figure_blocks(partnership), *INVENTED]
        ),
        owner=editor,
        first_published_at=now - timedelta(days=words["days_ago"]),
        last_published_at=now - timedelta(days=words["days_ago"]),
    )
    added: StoryPage = story_tree(partnership).add_child(instance=page)
    return added


def picture_block(partnership: Partnership, words: dict[str, Any], editor: Person) -> dict[str, Any]:
    """Keep the drawing among the partnership's pictures, and return it as the first block."""
    image = get_image_model().objects.create(
        title=f"Invented: {words['title']}",
        file=ContentFile(drawn(words["motif"], words["ribbon"]), name=f"{words['slug']}.webp"),
        collection=pictures_collection(partnership),
        uploaded_by_user=editor,
    )
    value = {"image": image.pk, "alt_text": alt_of(words["motif"]), "decorative": False}
    return {"type": "picture", "value": value}


def blocks(body: Sequence[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """Yield headings, paragraphs and quotes as Wagtail keeps them."""
    for part in body:
        if "quote" in part:
            yield {"type": "quote", "value": {"text": part["quote"], "who": part["who"]}}
        elif "heading" in part:
            yield {"type": "heading", "value": part["heading"]}
        else:
            yield {"type": "paragraph", "value": f"<p>{part['paragraph']}</p>"}


def figure_blocks(partnership: Partnership) -> Iterator[dict[str, Any]]:
    """Yield a figure of the partnership from the newest release that prints it."""
    area = f"partnership:{partnership.slug}"
    for release_id, _ in releases_to_choose():
        told_here = told_figure(release_id, ROW, area, MEASURE)
        if told_here is not None and told_here.value is not None:
            yield {
                "type": "figure",
                "value": {"release": release_id, "area": area, "row": ROW, "measure": MEASURE},
            }
            return
