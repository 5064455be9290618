"""Tell people by mail what waits for them, and what became of what they asked."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from maypole.accounts.queries import holders
from maypole.accounts.roles import ORGANISATION, SCHOOL
from maypole.directory.queries.bodies import Body


def tell_keepers(body: Body, *, subject: str, message: str, path: str) -> None:
    """Mail everybody who keeps a listing, each alone, once what they are told of is kept."""
    if body.scope_id is None:
        return
    for grant in holders(body.scope_id, SCHOOL.slug, ORGANISATION.slug):
        tell(grant.person.email, subject=subject, message=message, path=path)


def tell(address: str, *, subject: str, message: str, path: str) -> None:
    """Mail one address, with the page to read on, once what it is told of is kept."""
    text = f"{message}\n\n{settings.SITE_URL}{path}\n"
    transaction.on_commit(lambda: send_mail(subject, text, None, [address]))
