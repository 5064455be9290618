"""Collaborations and influence as pages read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maypole.directory.models import Organisation, School
from maypole.partnerships.models import Collaboration, Influence
from maypole.partnerships.queries.collaborations import begun_in_school_year, school_year_of


@dataclass(frozen=True)
class CollaborationLine:
    """A collaboration with its partners in words."""

    id: str
    path: str
    title: str
    when: str
    partners: tuple[tuple[str, str], ...]
    others: str
    outcome: str
    measure: str
    young_people: str
    result: str
    result_on: date | None
    projects: int
    is_public: bool
    is_over: bool

    @property
    def lacks_result(self) -> bool:
        return self.is_over and not self.result


@dataclass(frozen=True)
class InfluenceLine:
    """Something done so that somebody decides otherwise."""

    id: int
    kind: str
    action: str
    decision_maker: str
    done_on: date
    result: str
    is_public: bool


def collaboration_line(one: Collaboration, today: date) -> CollaborationLine:
    bodies: list[Organisation | School] = [*one.organisations.all(), *one.schools.all()]
    return CollaborationLine(
        id=str(one.pk),
        path=one.get_absolute_url(),
        title=one.title,
        when=f"{one.starts_on:%-d %B %Y} to {one.ends_on:%-d %B %Y}",
        partners=tuple((body.name, body.get_absolute_url()) for body in bodies),
        others=one.others,
        outcome=one.outcome,
        measure=one.measure,
        young_people=one.young_people,
        result=one.result,
        result_on=one.result_on,
        projects=len(one.joined.all()),
        is_public=one.is_public,
        is_over=one.ends_on < today,
    )


def collaboration_lines(found: Iterable[Collaboration], today: date) -> tuple[CollaborationLine, ...]:
    return tuple(collaboration_line(one, today) for one in found)


def influence_line(one: Influence) -> InfluenceLine:
    return InfluenceLine(
        id=one.pk,
        kind=one.get_kind_display(),
        action=one.action,
        decision_maker=one.decision_maker,
        done_on=one.done_on,
        result=one.result,
        is_public=one.is_public,
    )


def custom_in_words(found: list[Collaboration], today: date) -> str:
    """Say how many began this school year beside the three that are the custom."""
    year = school_year_of(today)
    begun = begun_in_school_year(found, year)
    named = f"in the school year {year}/{(year + 1) % 100:02d}"
    has = {0: "None has", 1: "One has"}.get(begun, f"{begun} have")
    return f"{has} begun {named}. Three a year is the custom."
