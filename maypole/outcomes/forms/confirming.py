"""What a school posts about the lines that name it."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from maypole.outcomes.actions.confirming import LineSaid, SchoolSaid
from maypole.outcomes.answers import UnreadableAnswer, Value, read_answer, shown
from maypole.outcomes.frameworks import AnswerKind, Framework, Part, Question
from maypole.outcomes.models import Line, LineAnswer
from maypole.outcomes.queries.confirmations import CORRECTABLE

BARRIERS = (("cost", "Cost"), ("transport", "Getting there"), ("time", "Time"), ("none", "Nothing stood in the way"))
AGAIN = (("yes", "Yes"), ("maybe", "Perhaps"), ("no", "No"))
OWN = (
    ("send", "Children with SEND who took part"),
    ("pupil_premium", "Children with pupil premium who took part"),
)
Verdict = LineAnswer.Verdict


@dataclass
class SchoolForm:
    """A posted answer of a school, read beside the corrections it sent earlier; errors by the name of the field."""

    posted: Mapping[str, str]
    barriers: tuple[str, ...]
    lines: Iterable[Line]
    framework: Framework
    principles: Framework
    earlier: Mapping[uuid.UUID, Mapping[str, Value]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def said(self) -> SchoolSaid:
        """Return what the school says; look at `errors` before it is kept."""
        return SchoolSaid(
            lines=self._lines(),
            would_do_again=_one_of(self.posted.get("again", ""), AGAIN),
            principles=self._principles(),
            barriers=tuple(slug for slug in self.barriers if _one_of(slug, BARRIERS)),
            comment=self.posted.get("comment", "").strip()[:2000],
            own_counts=self._own(),
        )

    def _verdict(self, line_id: uuid.UUID) -> str:
        given = self.posted.get(f"verdict-{line_id}", "")
        return given if given in Verdict.values else ""

    def _lines(self) -> dict[uuid.UUID, LineSaid]:
        lines = list(self.lines)
        found = {line.pk: one for line in lines if (one := self._line(line))}
        if lines and not found and not self.errors:
            self.errors[f"verdict-{lines[0].pk}"] = "Say of one project at least whether it is right."
        return found

    def _line(self, line: Line) -> LineSaid | None:
        """Return what is said of a line. Whoever only puts a figure right has said that it should be otherwise."""
        note, corrections = self.posted.get(f"note-{line.pk}", "").strip()[:1000], self._corrections(line)
        verdict = self._verdict(line.pk) or (Verdict.CORRECTED if corrections else "")
        if why := self._amiss(line, verdict, corrections, note):
            self.errors[f"verdict-{line.pk}"] = f"{line.project.title}: {why}"
        return LineSaid(verdict, corrections if verdict == Verdict.CORRECTED else {}, note) if verdict else None

    def _amiss(self, line: Line, verdict: str, corrections: Mapping[str, Value], note: str) -> str:
        is_unread = any(name.startswith(f"fix-{line.pk}-") for name in self.errors)
        if not verdict:
            return "say whether it is right." if note and not is_unread else ""
        if verdict == Verdict.CORRECTED:
            return "" if corrections or note or is_unread else "change a figure, or say in words what is wrong."
        if corrections and corrections != self.earlier.get(line.pk):
            return "you changed a figure. Choose “It should be otherwise”, or put the figure back."
        return ""

    def _corrections(self, line: Line) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for slug in CORRECTABLE:
            name, question = f"fix-{line.pk}-{slug}", self.framework.question(Part.LINE, slug)
            typed = self.posted.get(name, "").strip()
            if typed and typed != shown(question, line.answers.get(slug)):
                value = self._read(name, question, typed)
                if value is not None and value != line.answers.get(slug):
                    found[slug] = value
        return found

    def _read(self, name: str, question: Question, typed: str) -> Value:
        try:
            return read_answer(question, typed).value
        except UnreadableAnswer as error:
            self.errors[name] = str(error)
            return None

    def _principles(self) -> dict[str, int]:
        points = {str(number): number for number, _ in self.principles.points}
        given = {slug: self.posted.get(f"principle-{slug}", "") for slug, _ in self.principles.statements}
        return {slug: points[point] for slug, point in given.items() if point in points}

    def _own(self) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for slug, title in OWN:
            question = Question(slug, title, AnswerKind.WHOLE, "", unit="children")
            value = self._read(f"own-{slug}", question, self.posted.get(f"own-{slug}", ""))
            if value is not None:
                found[slug] = value
        return found


def _one_of(given: str, choices: Iterable[tuple[str, str]]) -> str:
    return given if given in dict(choices) else ""
