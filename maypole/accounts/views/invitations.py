"""Answer an invitation: opening the link changes nothing, a button says yes."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from maypole.accounts.actions.invitations import UnusableInvitation, accept, hash_of
from maypole.accounts.queries import usable_invitation
from maypole.accounts.roles import BY_SLUG


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = usable_invitation(hash_of(token), at=timezone.now())
    if found is None:
        return render(request, "accounts/invitation_unusable.html", status=410)
    if request.method == "POST":
        return say_yes(request, token, found.to_what)
    context = {"to_what": found.to_what, "role": BY_SLUG[found.role], "expires_at": found.expires_at}
    return render(request, "accounts/invitation.html", context)


def say_yes(request: HttpRequest, token: str, to_what: str) -> HttpResponse:
    """Accept for whoever is signed in; others sign in first and come back."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    try:
        accept(token=token, person=request.user)
    except UnusableInvitation:
        return render(request, "accounts/invitation_unusable.html", status=410)
    messages.success(request, f"Welcome to {to_what}.")
    return redirect("account")
