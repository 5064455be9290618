"""How allauth is to behave here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """Anybody may make an account; what it may do comes from grants alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True
