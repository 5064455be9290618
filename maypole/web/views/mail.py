"""Outgoing mail, in development on this machine only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from maypole.core.models import OutboxMessage

HERE = {"127.0.0.1", "::1"}


def only_here(request: HttpRequest) -> None:
    """Raise Http404 for anybody but this machine in development."""
    if not settings.DEBUG or request.META.get("REMOTE_ADDR") not in HERE:
        raise Http404


def mail(request: HttpRequest) -> HttpResponse:
    only_here(request)
    return render(request, "web/mail.html", {"outbox": OutboxMessage.objects.all()[:100]})


def mail_message(request: HttpRequest, message_id: int) -> HttpResponse:
    only_here(request)
    return render(request, "web/mail_message.html", {"mail": get_object_or_404(OutboxMessage, pk=message_id)})
