"""Award journeys of schools, the transition project, networks, hubs."""

from maypole.programme.models.hubs import Hub, HubPlan, HubSchool
from maypole.programme.models.journeys import Contact, Journey, JourneyChange, JourneyMail, PastAward
from maypole.programme.models.networks import Network, NetworkNote, NetworkSchool
from maypole.programme.models.transition import TransitionCount, TransitionPair

__all__ = [
    "Contact",
    "Hub",
    "HubPlan",
    "HubSchool",
    "Journey",
    "JourneyChange",
    "JourneyMail",
    "Network",
    "NetworkNote",
    "NetworkSchool",
    "PastAward",
    "TransitionCount",
    "TransitionPair",
]
