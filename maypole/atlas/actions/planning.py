"""Make a draft plan: read, search, and keep the answer with what was asked."""

import uuid
from datetime import date, datetime

from django.utils import timezone

from maypole.atlas.planning.question import Question
from maypole.atlas.planning.solving import OnProgress
from maypole.atlas.queries.inequality import Inequality, NoInequality
from maypole.atlas.queries.planning import Answer, Material, answer_to, material_of
from maypole.atlas.queries.values import dated_lists
from maypole.partnerships.actions.plans import Placed, keep_draft
from maypole.partnerships.models import Partnership, Plan


def draft_plan(
    *,
    partnership: Partnership,
    title: str,
    question: Question,
    ends_on: date,
    by: uuid.UUID | None,
    now: datetime,
    seconds: float,
    on_progress: OnProgress | None = None,
) -> Plan:
    """Search for so many seconds and keep the best that was found. Raises Impossible.

    Nothing is written before the search has ended, so that nobody waits for it.
    """
    today = timezone.localdate(now)
    material = material_of(partnership, question, today)
    answer = answer_to(question, material, seconds=seconds, on_progress=on_progress)
    details = {
        "title": title,
        "aim": question.aim.value,
        "projects": question.projects,
        "budget_pounds": question.budget_pounds,
        "project_pounds": question.project_pounds,
        "asked": asked_with(question, material, answer),
        "value": answer.found.value,
        "bound": answer.found.bound,
        "gap": answer.found.gap,
        "status": answer.found.status,
        "inequality_before": index_of(answer.before),
        "inequality_after": index_of(answer.after),
        "inequality_words": why_missing(answer),
        "starts_on": today,
        "ends_on": ends_on,
    }
    return keep_draft(
        partnership=partnership, details=details, schools=placed_schools(material, answer), by=by, now=now
    )


def asked_with(question: Question, material: Material, answer: Answer) -> dict[str, object]:
    """Return what is kept beside the schools: the question, and the figures by which plans are compared."""
    found = answer.found
    return {
        "question": question.as_json(),
        "terms": [term.title for term in material.terms],
        "schools": len(material.schools),
        "unplaced": material.unplaced,
        "perhaps": material.perhaps,
        "lists": dated_lists(),
        "travel": material.partners.travel.engine if material.partners.travel else "",
        "pupils": found.pupils,
        "pupils_of": float(answer.standing.weight.sum()),
        "worst_km": found.worst_km,
        "least_share": found.least_share,
        "best_share": found.best_share,
        "typical": answer.typical,
        "along": len(found.comes_along),
    }


def index_of(inequality: Inequality | NoInequality) -> float | None:
    return inequality.index.value if isinstance(inequality, Inequality) else None


def why_missing(answer: Answer) -> str:
    """Return why the figure before or after is missing; an empty string where both are there."""
    return next((one.why for one in (answer.before, answer.after) if isinstance(one, NoInequality)), "")


def placed_schools(material: Material, answer: Answer) -> list[Placed]:
    hosts = set(answer.found.chosen.tolist())
    found = []
    for n, urn in enumerate(material.schools.urn.tolist()):
        match = answer.matches.get(n)
        organisation = uuid.UUID(match.organisation) if match and match.organisation else None
        found.append(Placed(urn, n in hosts, answer.why[n], organisation, match.why if match else ""))
    return found
