"""Partnerships, who belongs to them, what they decide, plan and change, and who supports them."""

from maypole.partnerships.models.asks import Ask
from maypole.partnerships.models.collaborations import Collaboration, JoinedProject
from maypole.partnerships.models.influence import Influence
from maypole.partnerships.models.meetings import Action, Decision, Meeting
from maypole.partnerships.models.members import Member, SupportAgreement
from maypole.partnerships.models.partnerships import Partnership, Priority
from maypole.partnerships.models.plans import Plan, PlanSchool

__all__ = [
    "Action",
    "Ask",
    "Collaboration",
    "Decision",
    "Influence",
    "JoinedProject",
    "Meeting",
    "Member",
    "Partnership",
    "Plan",
    "PlanSchool",
    "Priority",
    "SupportAgreement",
]
