"""Rounds, returns with their projects and lines, what schools say of them, and releases."""

from maypole.outcomes.models.confirmations import Confirmation, LineAnswer
from maypole.outcomes.models.lines import AcceptedLine
from maypole.outcomes.models.releases import Release, ReleaseFigure, ReleaseFile
from maypole.outcomes.models.returns import Line, OutcomeGrid, Project, PupilCounts, Return, Upload
from maypole.outcomes.models.review import Query, ValueChange
from maypole.outcomes.models.rounds import Expected, Round, RoundPartnership

__all__ = [
    "AcceptedLine", "Confirmation", "Expected", "Line", "LineAnswer", "OutcomeGrid", "Project", "PupilCounts", "Query",
    "Release", "ReleaseFigure", "ReleaseFile", "Return", "Round", "RoundPartnership", "Upload", "ValueChange",
]  # fmt: skip
