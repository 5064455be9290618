"""Partnerships, who belongs to them, what they decide, and who supports them."""

from maypole.partnerships.models.meetings import Action, Decision, Meeting
from maypole.partnerships.models.members import Member, SupportAgreement
from maypole.partnerships.models.partnerships import Partnership, Priority

__all__ = ["Action", "Decision", "Meeting", "Member", "Partnership", "Priority", "SupportAgreement"]
