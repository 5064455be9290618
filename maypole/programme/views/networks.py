"""The networks of a partnership, and one of them."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.partnerships.models import Partnership
from maypole.partnerships.permissions import may_keep
from maypole.programme.actions import networks as actions
from maypole.programme.dates import WrongDates
from maypole.programme.forms.networks import JoinForm, NetworkForm, NoteForm, said_of
from maypole.programme.models import Network, NetworkNote
from maypole.programme.presenters.networks import network_page
from maypole.programme.queries.bodies import organisation_names
from maypole.programme.queries.networks import network_of, networks_of
from maypole.programme.territory import schools_of
from maypole.programme.views.fetched import kept_or_403, seen_or_403


def networks(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the networks; a coordinator founds one."""
    partnership = kept_or_403(request, slug) if request.method == "POST" else seen_or_403(request, slug)
    form = NetworkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.found_network(
                partnership=partnership, details=form.details(), by=request.user.id, today=timezone.localdate()
            )
        except WrongDates as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, "Now let its schools in.")
            return redirect("network", slug=slug, network_id=made.pk)
    context = {
        "partnership": partnership,
        "networks": [network_page(one) for one in networks_of(partnership, only_public=False)],
        "form": form,
        "may_keep": may_keep(request.user, partnership),
        "bodies": bodies(partnership),
    }
    return render(request, "programme/networks.html", context)


def bodies(partnership: Partnership) -> list[str]:
    """Return the names that a lead may bear."""
    return [*schools_of(partnership).values_list("name", flat=True), *organisation_names(partnership)]


def network(request: MemberRequest, slug: str, network_id: int) -> HttpResponse:
    """Show one network; a posted form is named by its button."""
    partnership = kept_or_403(request, slug) if request.method == "POST" else seen_or_403(request, slug)
    found = network_of(partnership, network_id)
    if found is None:
        raise Http404
    shown = forms_of(request, partnership, found)
    button = request.POST.get("button", "")
    if button in shown and shown[button].is_valid() and saved(request, found, button, shown[button]):
        messages.success(request, "Saved.")
        return redirect("network", slug=slug, network_id=network_id)
    context = {
        "partnership": partnership,
        "network": network_page(found),
        "forms": shown,
        "may_keep": may_keep(request.user, partnership),
        "bodies": bodies(partnership),
    }
    return render(request, "programme/network.html", context)


def forms_of(request: MemberRequest, partnership: Partnership, of: Network) -> dict[str, forms.Form]:
    """Return the forms of a network's page, the one whose button was pressed filled with what was typed."""
    posted, today = {request.POST.get("button", ""): request.POST}, timezone.localdate()
    return {
        "details": NetworkForm(posted.get("details"), initial=said_of(of)),
        "join": JoinForm(
            posted.get("join"), schools=schools_of(partnership), initial={"since": today}, auto_id="join_%s"
        ),
        "note": NoteForm(posted.get("note"), initial={"on": today}, auto_id="note_%s"),
    }


def saved(request: MemberRequest, of: Network, button: str, form: forms.Form) -> bool:
    """Do what a form says; where it cannot be, say it at the field and return False."""
    by, now = request.user.id, timezone.localtime()
    act: dict[str, Callable[[], object]] = {
        "details": lambda: actions.change_network(
            network=of, details=actions.NetworkDetails(**form.cleaned_data), by=by, today=now.date()
        ),
        "join": lambda: actions.let_in(network=of, by=by, today=now.date(), **form.cleaned_data),
        "note": lambda: actions.note_change(network=of, by=by, now=now, **form.cleaned_data),
    }
    try:
        act[button]()
    except WrongDates as error:
        form.add_error(error.field, str(error))
    except actions.AlreadyInNetwork as error:
        form.add_error("school", str(error))
    return not form.errors


@require_POST
def change_network_row(request: MemberRequest, slug: str, network_id: int) -> HttpResponse:
    """Let a school out, take a note out, or show it to everybody or nobody: the button says which."""
    partnership = kept_or_403(request, slug)
    found = get_object_or_404(Network, pk=network_id, partnership=partnership)
    number = request.POST.get("id", "")
    pk = int(number) if number.isdecimal() else 0
    if request.POST.get("button") == "out":
        belongs = get_object_or_404(found.schools, pk=pk, left_on__isnull=True)
        actions.let_out(belongs=belongs, by=request.user.id, today=timezone.localdate())
        messages.success(request, f"{belongs.school} has left. What it did stays.")
    elif request.POST.get("button") == "away":
        actions.take_out_note(note=get_object_or_404(NetworkNote, pk=pk, network=found), by=request.user.id)
        messages.success(request, "Taken out.")
    else:
        note = get_object_or_404(NetworkNote, pk=pk, network=found)
        actions.show_note(note=note, is_public=request.POST.get("button") == "show", by=request.user.id)
        messages.success(request, "Everybody may read it." if note.is_public else "Only those inside read it.")
    return redirect("network", slug=slug, network_id=network_id)
