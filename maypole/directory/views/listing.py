"""The page of a school or an organisation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from maypole.directory.forms.everybody import EnquiryForm
from maypole.directory.presenters.linked_data import linked_data
from maypole.directory.presenters.listing import listing_page
from maypole.directory.queries.bodies import body_or_404, key_of


def listing(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show what lists and the owner say; one that was merged away leads to what it was merged into."""
    body = body_or_404(kind, key)
    if key_of(body) != key:
        return redirect(body, permanent=True)
    page = listing_page(body, request.user)
    context = {"page": page, "form": EnquiryForm(), "linked_data": linked_data(body, page.summary)}
    return render(request, "directory/listing.html", context)
