"""What every room above rests on: scopes, the audit, data sets and their ingest runs, mail and jobs."""

from maypole.core.models.audit import AuditEntry
from maypole.core.models.clock import Due
from maypole.core.models.datasets import Dataset, IngestRun, RefusedRow
from maypole.core.models.duty import BreachEntry, Complaint
from maypole.core.models.installation import Installation
from maypole.core.models.jobs import Job
from maypole.core.models.mail import OutboxMessage
from maypole.core.models.scopes import Scope

__all__ = [
    "AuditEntry",
    "BreachEntry",
    "Complaint",
    "Dataset",
    "Due",
    "IngestRun",
    "Installation",
    "Job",
    "OutboxMessage",
    "RefusedRow",
    "Scope",
]
