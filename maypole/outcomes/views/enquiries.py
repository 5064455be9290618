"""A school asked about an offer: one press makes the draft project with the school's line."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.outcomes.actions.enquiries import begin_from_enquiry
from maypole.outcomes.actions.returns import AlreadyInProject, ReturnIsClosed
from maypole.outcomes.queries.enquiries import enquiries_of
from maypole.outcomes.views.fetched import filled_or_403


@require_POST
def begin(request: MemberRequest, return_id: uuid.UUID, enquiry_id: uuid.UUID) -> HttpResponse:
    return_of = filled_or_403(request, return_id)
    enquiry = next((one for one in enquiries_of(return_of) if one.pk == enquiry_id), None)
    if enquiry is None:
        raise Http404
    try:
        made = begin_from_enquiry(return_of=return_of, enquiry=enquiry, by=request.user.id, now=timezone.now())
    except (AlreadyInProject, ReturnIsClosed) as refused:
        messages.error(request, str(refused))
        return redirect(return_of)
    messages.success(request, f"“{made.title}” is begun, with {enquiry.asking_school}.")
    return redirect("return_project", return_id=return_of.pk, project_id=made.pk)
