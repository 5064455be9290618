"""Give a school or organisation its scope, the first time somebody is to hold a role for it."""

import uuid

from django.db import transaction

from maypole.core.models import Scope
from maypole.directory.models import Organisation, School


@transaction.atomic
def scope_of(body: School | Organisation) -> uuid.UUID:
    """Return the id of the body's scope, made if need be."""
    if body.scope_id is None:
        body.scope = Scope.objects.create()
        body.save(update_fields=["scope"])
    assert body.scope_id is not None
    return body.scope_id
