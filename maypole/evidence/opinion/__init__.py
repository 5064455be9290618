"""What voters think, in groups that stand up to a second look."""

from maypole.evidence.opinion.groups import Opinion, TooFewVoters, opinion_groups

__all__ = ["Opinion", "TooFewVoters", "opinion_groups"]
