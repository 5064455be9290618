"""What looks unusual in a return. A warning never stops anybody, and can be explained."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median

from maypole.outcomes.answers import Value, whole_of
from maypole.outcomes.frameworks import NOT_KNOWN, Framework, Part
from maypole.outcomes.terms import Term

Answers = dict[str, Value]
UNUSUAL = 3
ENOUGH_HISTORY = 3


@dataclass(frozen=True)
class Notice:
    """One thing to look at: which question it stands at, what is odd, and what may be the reason."""

    code: str
    question: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class Overlap:
    """Another organisation's project at the same school in the same days."""

    organisation: str
    project: str


@dataclass(frozen=True)
class LineFacts:
    """What is known of a line besides its answers. `history` holds the children of earlier lines of this organisation.

    Only a reviewer is told whose return it is that tells of the same school (`names_others`).
    """

    who: str
    roll: int | None = None
    history: tuple[int, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    names_others: bool = False


def line_warnings(framework: Framework, answers: Answers, facts: LineFacts) -> list[Notice]:
    """Return what is odd about a line, the gravest first."""
    return [
        *_more_than_the_roll(answers, facts),
        *_parts_above_total(framework, answers),
        *_more_awards_than_children(answers),
        *_visits_below_children(answers),
        *_unlike_before(answers, facts),
        *_told_twice(facts),
        *_not_answered(framework, Part.LINE, answers),
    ]


def project_warnings(framework: Framework, answers: Answers, term: Term) -> list[Notice]:
    """Return what is odd about a project."""
    return [*_odd_days(answers, term), *_not_answered(framework, Part.PROJECT, answers)]


def pupil_warnings(framework: Framework, answers: Answers, children: int) -> list[Notice]:
    """Return what is odd about the counts that are asked once, beside the most children that there can be."""
    found = [
        Notice(
            f"above-children-{slug}",
            slug,
            f"{count:,} is more than the {children:,} children of your projects here.",
            "Did you count the whole school?",
        )
        for slug in ("send_plan", "send_support", "pupil_premium", "eal")
        if (count := whole_of(answers, slug)) is not None and children and count > children
    ]
    return [*found, *_not_answered(framework, Part.PUPILS, answers)]


def _more_than_the_roll(answers: Answers, facts: LineFacts) -> Iterator[Notice]:
    children = whole_of(answers, "children")
    if children is not None and facts.roll and children > facts.roll:
        yield Notice(
            "above-roll",
            "children",
            f"{children:,} is more children than {facts.who} has ({facts.roll:,}).",
            "Did you count visits? If one child came four times, count that child once.",
        )


def _parts_above_total(framework: Framework, answers: Answers) -> Iterator[Notice]:
    totals = {question.part_of for question in framework.parts[Part.LINE] if question.part_of}
    for total_slug in sorted(totals):
        total = whole_of(answers, total_slug)
        parts = [q.slug for q in framework.parts[Part.LINE] if q.part_of == total_slug]
        told = [whole_of(answers, slug) for slug in parts]
        added = sum(number for number in told if number is not None)
        if total is not None and added > total:
            words = framework.question(Part.LINE, total_slug).title.lower()
            yield Notice(
                f"parts-above-{total_slug}",
                total_slug,
                f"The parts add up to {added:,}, and {words} says {total:,}.",
                "One of them is not right, or somebody was counted in two.",
            )


def _more_awards_than_children(answers: Answers) -> Iterator[Notice]:
    awards, children = whole_of(answers, "awards"), whole_of(answers, "children")
    if awards is not None and children is not None and awards > children:
        yield Notice(
            "awards-above-children",
            "awards",
            f"{awards:,} Arts Awards are more than {children:,} children.",
            "Count children who gained one, each once.",
        )


def _visits_below_children(answers: Answers) -> Iterator[Notice]:
    visits, children = whole_of(answers, "visits"), whole_of(answers, "children")
    if visits is not None and children is not None and visits < children:
        yield Notice(
            "visits-below-children",
            "visits",
            f"{visits:,} times is less than {children:,} children, who each came once at least.",
            "Children are each counted once; visits are counted every time.",
        )


def _unlike_before(answers: Answers, facts: LineFacts) -> Iterator[Notice]:
    children = whole_of(answers, "children")
    if children is None or len(facts.history) < ENOUGH_HISTORY:
        return
    usual = median(facts.history)
    if usual and (children > UNUSUAL * max(facts.history) or children * UNUSUAL < min(facts.history)):
        yield Notice(
            "unlike-before",
            "children",
            f"{children:,} children is far from what you usually tell of one school (about {usual:,.0f}).",
            "It may be right. A figure of several schools belongs in one line that names them all.",
        )


def _told_twice(facts: LineFacts) -> Iterator[Notice]:
    if facts.overlaps:
        whose = [f"{one.organisation} in “{one.project}”" for one in facts.overlaps] if facts.names_others else []
        told = f" ({'; '.join(whose)})" if whose else ""
        yield Notice(
            "told-twice",
            "key_stage",
            f"Another return tells of {facts.who} on the same days{told}.",
            "If you did it together, one of you returns it and names the other. Children count once.",
        )


def _odd_days(answers: Answers, term: Term) -> Iterator[Notice]:
    first, last = (_day(answers.get(slug)) for slug in ("starts_on", "ends_on"))
    if first and last and first > last:
        yield Notice(
            "ends-before-it-starts",
            "ends_on",
            f"The last day ({last:%-d %B %Y}) is before the first ({first:%-d %B %Y}).",
            "Are they the wrong way round?",
        )
    elif last and not term.first_day <= last <= term.last_day:
        yield Notice(
            "outside-term",
            "ends_on",
            f"{last:%-d %B %Y} is not in {term.title}.",
            "A project counts in the term in which it ends.",
        )


def _day(value: Value) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value != NOT_KNOWN else None


def _not_answered(framework: Framework, part: Part, answers: Answers) -> Iterator[Notice]:
    missing = [question for question in framework.short(part) if answers.get(question.slug) is None]
    if missing:
        titles = "; ".join(question.title for question in missing)
        yield Notice(
            f"not-answered-{part}", missing[0].slug, f"Not answered yet: {titles}.", "“Not known” is an answer too."
        )
