"""Begin a project where a school asked about an offer."""

import uuid
from datetime import datetime

from django.db import transaction

from maypole.directory.models import Enquiry
from maypole.outcomes.actions.returns import add_project, add_school
from maypole.outcomes.models import Project, Return


@transaction.atomic
def begin_from_enquiry(*, return_of: Return, enquiry: Enquiry, by: uuid.UUID | None, now: datetime) -> Project:
    """Put the school's line into the return's project of that offer, made if need be.

    Raises ReturnIsClosed, and AlreadyInProject where the school has its line.
    """
    if enquiry.offer is None or enquiry.asking_school is None:
        raise ValueError(f"Enquiry {enquiry.pk} names no offer or no school.")
    project = return_of.projects.filter(offer=enquiry.offer).first()
    if project is None:
        project = add_project(return_of=return_of, title=enquiry.offer.title, by=by, now=now, offer=enquiry.offer)
    add_school(project=project, school=enquiry.asking_school, by=by, now=now)
    return project
