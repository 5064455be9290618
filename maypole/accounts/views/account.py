"""One's own account: details, roles, a copy of what is held, the end."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from maypole.accounts.actions.grants import LastAdministrator, take_role
from maypole.accounts.actions.people import change_details, delete_account
from maypole.accounts.forms import DeleteForm, DetailsForm
from maypole.accounts.permissions import MemberRequest
from maypole.accounts.presenters import roles_held
from maypole.accounts.queries import everything_held_about

LAST_ADMINISTRATOR = "You are the only administrator. Make somebody else one first."


def account(request: MemberRequest) -> HttpResponse:
    form = DetailsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        change_details(person=request.user, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("account")
    return render(request, "accounts/account.html", {"form": form, "roles": roles_held(request.user)})


@require_POST
def leave(request: MemberRequest, grant_id: int) -> HttpResponse:
    grant = get_object_or_404(request.user.grants, pk=grant_id)
    try:
        take_role(grant=grant, by=request.user.id)
        messages.success(request, "You have left.")
    except LastAdministrator:
        messages.error(request, LAST_ADMINISTRATOR)
    return redirect("account")


def export(request: MemberRequest) -> HttpResponse:
    response = JsonResponse(everything_held_about(request.user), json_dumps_params={"indent": 2})
    response["Content-Disposition"] = 'attachment; filename="what-maypole-holds-about-me.json"'
    return response


def delete(request: MemberRequest) -> HttpResponse:
    form = DeleteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            delete_account(person=request.user)
        except LastAdministrator:
            form.add_error(None, LAST_ADMINISTRATOR)
        else:
            logout(request)
            messages.success(request, "Your account is gone. What you did stays, without your name.")
            return redirect("home")
    return render(request, "accounts/delete.html", {"form": form})
