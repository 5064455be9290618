"""Which rounds a person sees, what they still owe one, and whom a new one should expect."""

from django.contrib.auth.models import AnonymousUser

from maypole.accounts.models import Person
from maypole.accounts.permissions import is_administrator, scopes_of
from maypole.accounts.roles import COORDINATOR, ORGANISATION, REVIEWER
from maypole.directory.models import Organisation
from maypole.outcomes.models import Expected, Return, Round
from maypole.partnerships.models import Member, Partnership
from maypole.partnerships.queries.partnerships import partnerships_kept_by, partnerships_supported_by


def partnerships_reviewed_by(person: Person | AnonymousUser) -> list[Partnership]:
    """Return the partnerships whose lines a person reviews."""
    found = Partnership.objects.exclude(status="ended").select_related("territory")
    if not is_administrator(person):
        found = found.filter(territory__scope_id__in=scopes_of(person, COORDINATOR, REVIEWER))
    return list(found)


def partnerships_seen_by(person: Person) -> list[Partnership]:
    """Return the partnerships whose rounds a person sees: kept, reviewed or supported."""
    found = [*partnerships_kept_by(person), *partnerships_reviewed_by(person), *partnerships_supported_by(person)]
    return sorted({one.pk: one for one in found}.values(), key=lambda one: one.name)


def rounds_seen_by(person: Person) -> list[Round]:
    """Return the rounds of those partnerships, newest first."""
    return list(
        Round.objects.filter(taking_part__partnership__in=partnerships_seen_by(person))
        .distinct()
        .order_by("-opened_at")
    )


def expected_of(person: Person) -> list[tuple[Expected, Return | None]]:
    """Return what rounds expect of the person's organisations, each with the return that was begun for it."""
    organisations = list(Organisation.objects.open().filter(scope_id__in=scopes_of(person, ORGANISATION)))
    begun = {(one.round_id, one.organisation_id): one for one in Return.objects.filter(organisation__in=organisations)}
    expected = Expected.objects.filter(organisation__in=organisations).select_related("round", "organisation")
    return [(one, begun.get((one.round_id, one.organisation_id))) for one in expected]


def returns_owed_by(person: Person) -> list[tuple[Expected, Return | None]]:
    """Return what open rounds expect of them that is not sent, or has a question, soonest first."""
    unsent = (Return.State.DRAFT, Return.State.QUERIED)
    owed = [
        (one, begun)
        for one, begun in expected_of(person)
        if one.round.is_open and (begun is None or begun.state in unsent)
    ]
    return sorted(owed, key=lambda pair: pair[0].due_on)


def partnerships_to_open_for(person: Person) -> list[Partnership]:
    """Return the partnerships for which a person may open a round."""
    found = [*partnerships_kept_by(person), *partnerships_supported_by(person)]
    return sorted({one.pk: one for one in found}.values(), key=lambda one: one.name)


def likely_to_return(partnership: Partnership) -> list[tuple[Organisation, str]]:
    """Return members that are organisations, and those that returned in an earlier round, with an address to ask at."""
    members = Member.objects.filter(partnership=partnership, state=Member.State.MEMBER, organisation__isnull=False)
    before = Return.objects.filter(round__taking_part__partnership=partnership).exclude(state=Return.State.DRAFT)
    ids = {*members.values_list("organisation_id", flat=True), *before.values_list("organisation_id", flat=True)}
    organisations = Organisation.objects.open().filter(pk__in=ids).select_related("listing")
    asked = dict(
        Expected.objects.filter(organisation__in=organisations)
        .exclude(email="")
        .order_by("round__opened_at")
        .values_list("organisation_id", "email")
    )
    return [(one, asked.get(one.pk) or _address(one)) for one in organisations.order_by("name")]


def _address(organisation: Organisation) -> str:
    listing = getattr(organisation, "listing", None)
    return (listing.email if listing else "") or organisation.email
