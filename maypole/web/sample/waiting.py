"""Something for the sample's coordinator to do: a claim, a proposal, two records that may be one."""

from datetime import datetime, timedelta

from maypole.accounts.models import Person
from maypole.core.models import Dataset
from maypole.directory.actions.records import Incoming
from maypole.directory.models import Candidate, ChangeProposal, Claim, Organisation, SourceRecord
from maypole.directory.placing import Placement
from maypole.partnerships.models import Partnership


def make_waiting(partnership: Partnership, claimant: Person, dataset: Dataset, now: datetime) -> None:
    """Create what waits in a partnership's districts."""
    districts = partnership.territory.holds.values("inner_id")
    here = list(Organisation.objects.filter(district__in=districts, is_sole_practitioner=False).order_by("id")[:3])
    if len(here) < 3:
        return
    claimed, proposed, doubled = here
    Claim.objects.create(
        organisation=claimed,
        person=claimant.id,
        state=Claim.State.WAITING,
        message=f"I look after schools at {claimed}. Ring the front desk and ask for Noor.",
        created_at=now - timedelta(days=2),
    )
    ChangeProposal.objects.create(
        organisation=proposed,
        changes={"opening": [proposed.listing.opening if hasattr(proposed, "listing") else "", "Closed on Mondays"]},
        note="The door was shut on Monday.",
        created_at=now - timedelta(days=1),
    )
    row = Incoming(
        line=1,
        key="sample-pair",
        name=f"The {doubled.name}, {doubled.town}",
        placement=Placement(
            postcode=doubled.postcode,
            latitude=doubled.latitude,
            longitude=doubled.longitude,
            district=doubled.district,
            placed_by=Organisation.PlacedBy.POSTCODE,
        ),
    )
    record = SourceRecord.objects.create(
        dataset=dataset,
        key=row.key,
        digest="sample",
        name=row.name,
        postcode=doubled.postcode,
        fields=row.fields,
        state=SourceRecord.State.QUEUED,
        score=0.82,
    )
    Candidate.objects.create(record=record, organisation=doubled, score=0.82, agrees=["postcode", "district"])
