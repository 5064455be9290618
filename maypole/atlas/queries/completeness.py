"""How complete what we know is: who was asked for a return in some terms, and who sent one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from maypole.outcomes.models import Expected, Return
from maypole.outcomes.terms import Term
from maypole.partnerships.models import Partnership


@dataclass(frozen=True)
class Completeness:
    """Returns received of those that were expected, and how many terms had no round at all."""

    received: int
    expected: int
    terms_without_round: tuple[Term, ...]

    @property
    def waiting(self) -> int:
        return self.expected - self.received


def completeness_of(partnerships: Collection[Partnership], terms: Sequence[Term]) -> Completeness:
    """Return it for the rounds that these partnerships took part in, over these terms."""
    keys = [term.key for term in terms]
    asked = set(
        Expected.objects.filter(round__term_key__in=keys, round__taking_part__partnership__in=partnerships)
        .order_by()
        .values_list("round_id", "organisation_id")
    )
    sent = set(
        Return.objects.filter(round__term_key__in=keys, round__taking_part__partnership__in=partnerships)
        .exclude(state=Return.State.DRAFT)
        .order_by()
        .values_list("round_id", "organisation_id")
    )
    held = set(
        Expected.objects.filter(round__taking_part__partnership__in=partnerships)
        .order_by()
        .values_list("round__term_key", flat=True)
    )
    return Completeness(len(asked & sent), len(asked), tuple(term for term in terms if term.key not in held))
