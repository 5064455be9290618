"""People, the grants of roles they hold, invitations and consent."""

from maypole.accounts.models.consent import Consent
from maypole.accounts.models.grants import Grant, Invitation
from maypole.accounts.models.people import Person

__all__ = ["Consent", "Grant", "Invitation", "Person"]
