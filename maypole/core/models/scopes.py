"""A scope is what a grant of a role points to, so that accounts need not know what it is given for."""

import uuid

from django.db import models


class Scope(models.Model):
    """Owned by one place, organisation or school, which holds the one-to-one link to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    def __str__(self) -> str:
        return str(self.id)
