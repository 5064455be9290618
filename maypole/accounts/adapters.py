"""How allauth is to behave here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

PASSKEY = "mfa_reauthenticate:webauthn"


class InvitedOnly(DefaultAccountAdapter):
    """Anybody may make an account; what it may do comes from grants alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to show that it is still oneself, the passkey before a recovery code that is then gone."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return sorted(ways, key=lambda way: way["id"] != PASSKEY)


class PasskeyNames(DefaultMFAAdapter):
    """Passkeys are numbered until their owner gives them a name."""

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"
