"""What the directory holds about a person by their address, and how it is forgotten."""

from maypole.accounts.models import Person
from maypole.accounts.personal import PersonalData, Row
from maypole.directory.models import ChangeProposal, Claim, Enquiry


def enquiries_of(person: Person) -> list[Row]:
    return [
        dict(row)
        for row in Enquiry.objects.filter(sender_email__iexact=person.email).values("sender_name", "message", "sent_at")
    ]


def forget_enquiries(person: Person) -> None:
    Enquiry.objects.filter(sender_email__iexact=person.email).delete()


def claims_of(person: Person) -> list[Row]:
    return [dict(row) for row in Claim.objects.filter(person=person.id).values("state", "message", "created_at")]


def forget_claims(person: Person) -> None:
    """Take back what still waits, for there is nobody left to keep it; of what was decided, the decision stays."""
    Claim.objects.filter(person=person.id, state__in=[Claim.State.WAITING, Claim.State.CODE_SENT]).delete()
    Claim.objects.filter(person=person.id).update(message="", code_hash="")


def proposals_of(person: Person) -> list[Row]:
    return [
        dict(row)
        for row in ChangeProposal.objects.filter(proposer_email__iexact=person.email).values("changes", "note")
    ]


def forget_proposals(person: Person) -> None:
    ChangeProposal.objects.filter(proposer_email__iexact=person.email).update(proposer_email="")


HOLDINGS = [
    PersonalData("enquiries", enquiries_of, forget_enquiries),
    PersonalData("claims", claims_of, forget_claims),
    PersonalData("proposals", proposals_of, forget_proposals),
]
