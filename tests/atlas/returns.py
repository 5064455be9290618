"""An accepted line about a school, in the term under way."""

from datetime import timedelta

from django.utils import timezone

from maypole.directory.models import School
from maypole.outcomes.actions.returns import keep_pupil_counts
from maypole.outcomes.actions.reviewing import accept_lines
from maypole.outcomes.actions.rounds import RoundDetails, open_round
from maypole.outcomes.models import Line, Project, Return, Round
from maypole.outcomes.placing import areas_of_school
from maypole.outcomes.terms import term_on
from tests.cast import Cast


def told(cast: Cast, school: School, *, children: int) -> Project:
    """Let the museum tell of one session with some children of a school, and let it be accepted."""
    now = timezone.now()
    term = term_on(timezone.localdate())
    of = Round.objects.filter(term_key=term.key).first() or open_round(
        details=RoundDetails("Our work", term.key, timezone.localdate() + timedelta(days=9)),
        partnerships=[cast.partnership], opened_by=None, by=cast.carol.id, now=now,
    )  # fmt: skip
    sent, _ = Return.objects.get_or_create(
        round=of, organisation=cast.museum,
        defaults={"state": Return.State.SENT, "begun_at": now, "saved_at": now, "sent_at": now},
    )  # fmt: skip
    project = Project.objects.create(return_of=sent, title=f"Salt with {school}")
    areas = areas_of_school(school)
    answers = {"key_stage": "ks2", "children": children, "sessions": 1, "hours": 1.0, "awards": 0}
    line = Line.objects.create(
        project=project, school=school, answers=answers, district=areas.district, county=areas.county,
        partnership=areas.partnership,
    )  # fmt: skip
    keep_pupil_counts(sent)
    accept_lines(return_of=sent, lines=Line.objects.filter(pk=line.pk), by=None, now=now)
    return project
