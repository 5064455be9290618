"""How allauth is to behave here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """Anybody may make an account; what it may do comes from grants alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True


class PasskeyNames(DefaultMFAAdapter):
    """Passkeys are numbered until their owner gives them a name."""

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"
