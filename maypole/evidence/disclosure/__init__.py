"""Publish counts of children so that nobody can work out a small one."""

from maypole.evidence.disclosure.attackers import Attacker, Knowledge
from maypole.evidence.disclosure.audit import Audit, Finding, audit
from maypole.evidence.disclosure.editions import Edition
from maypole.evidence.disclosure.errors import Stopped, Unprotectable
from maypole.evidence.disclosure.model import Cover, Model, Ratio, Subset, build
from maypole.evidence.disclosure.primary import Policy, Primary, find_primary
from maypole.evidence.disclosure.protect import protect
from maypole.evidence.disclosure.published import WITHHELD, Protected, Published
from maypole.evidence.disclosure.reading import read_published
from maypole.evidence.disclosure.rounding import round_to
from maypole.evidence.disclosure.tables import Dimension, Table, flat, levels, sums_of, table_of_lines

__all__ = [
    "WITHHELD", "Attacker", "Audit", "Cover", "Dimension", "Edition", "Finding", "Knowledge", "Model", "Policy",
    "Primary", "Protected", "Published", "Ratio", "Stopped", "Subset", "Table", "Unprotectable", "audit", "build",
    "find_primary", "flat", "levels", "protect", "read_published", "round_to", "sums_of", "table_of_lines",
]  # fmt: skip
