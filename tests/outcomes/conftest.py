"""A round over Brindle for autumn 2026, with the museum expected in it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from maypole.outcomes.actions.returns import Where, add_project, add_school, begin_return, save_answer
from maypole.outcomes.actions.rounds import RoundDetails, expect, open_round
from maypole.outcomes.frameworks import Part
from maypole.outcomes.models import Line, Project, Return, Round
from maypole.outcomes.views import confirming
from tests.cast import Cast, make_school

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PROJECT = {
    "activity": "series",
    "artform": "dance",
    "starts_on": "7/9/2026",
    "ends_on": "27 November 2026",
    "funder": "own",
}
LINE = {"key_stage": "KS2", "children": "30", "sessions": "4", "hours": "6", "teachers": "2", "new_or_repeat": "New",
        "awards": "0"}  # fmt: skip


@dataclass
class Term:
    """What the tests of returns are about."""

    cast: Cast
    round: Round
    museum_return: Return
    project: Project
    line: Line

    def answer(self, question: str, typed: object, record=None, part: Part = Part.LINE, **more):
        """Save one answer as Olive."""
        where = Where(part, (record or self.line).pk, question)
        return save_answer(
            return_of=self.museum_return, where=where, typed=typed, by=self.cast.olive.id, now=NOW, **more
        )


@pytest.fixture
def round_of_brindle(cast) -> Round:
    made = open_round(
        details=RoundDetails("Our work with schools", "2026-autumn", date(2026, 12, 18)),
        partnerships=[cast.partnership], opened_by=None, by=cast.carol.id, now=NOW,
    )  # fmt: skip
    expect(
        of=made, organisation=cast.museum, partnership=cast.partnership, email="learning@saltandlace.example", by=None
    )
    return made


@pytest.fixture
def term(cast, round_of_brindle) -> Term:
    """A begun return of the museum with one project at Alder Road, all short answers given."""
    cast.school.roll = 210
    cast.school.save()
    begun = begin_return(of=round_of_brindle, organisation=cast.museum, by=cast.olive.id, now=NOW)
    project = add_project(return_of=begun, title="Where the Bus Stops", by=cast.olive.id, now=NOW)
    line = add_school(project=project, school=cast.school, by=cast.olive.id, now=NOW)
    term = Term(cast, round_of_brindle, begun, project, line)
    for slug, typed in PROJECT.items():
        term.answer(slug, typed, project, Part.PROJECT)
    for slug, typed in LINE.items():
        term.answer(slug, typed)
    project.refresh_from_db()
    line.refresh_from_db()
    return term


@pytest.fixture
def schools_answer_later(monkeypatch):
    """A school answers an hour after everything else, whatever the clock of the machine says."""
    monkeypatch.setattr(confirming, "timezone", SimpleNamespace(now=lambda: NOW + timedelta(hours=1)))


@pytest.fixture
def another_school(cast):
    return make_school(100002, "Coldry Lane Infant School", cast.school.district, cast.dataset, roll=90)
