"""Invented partnerships: a city, two districts across a county line, a county, one with no support organisation."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from maypole.core.models import Dataset, Scope
from maypole.directory.models import Organisation, School
from maypole.partnerships.actions.partnerships import found_partnership
from maypole.partnerships.models import Action, Decision, Meeting, Member, Partnership, Priority, SupportAgreement
from maypole.web.sample.geography import District


@dataclass(frozen=True)
class Plan:
    """A partnership to make."""

    slug: str
    name: str
    area: str
    codes: tuple[str, ...]
    vision: str
    is_supported: bool = True
    status: str = "active"


PLANS = (
    Plan(
        "brindle",
        "Brindle",
        "The city of Nottingham",
        ("E06000018",),
        "Every child in the city makes art that somebody else comes to see.",
    ),
    Plan(
        "two-banks",
        "Two Banks",
        "Erewash and Broxtowe, on both sides of the river",
        ("E07000036", "E07000172"),
        "A creative childhood on both banks, whichever side you wake up on.",
    ),
    Plan(
        "fenlight",
        "Fenlight",
        "Lincolnshire, from the coast to the cathedral",
        tuple(f"E070001{n}" for n in range(36, 43)),
        "No child too far from the stage, however long the road.",
    ),
    Plan(
        "nene-threads",
        "Nene Threads",
        "Northamptonshire",
        ("E06000061", "E06000062"),
        "One thread from every school to somewhere that makes things.",
        is_supported=False,
    ),
    Plan("soar-side", "Soar Side", "The city of Leicester", ("E06000016",), "Forty languages, one stage."),
    Plan(
        "high-commons",
        "High Commons",
        "High Peak and Derbyshire Dales",
        ("E07000037", "E07000035"),
        "Small schools, big days.",
        status="emerging",
    ),
    Plan(
        "wolds-and-water",
        "Wolds and Water",
        "Melton and Rutland",
        ("E07000133", "E06000017"),
        "Something worth staying for.",
        is_supported=False,
        status="emerging",
    ),
)
PRIORITIES = (
    (
        "Schools that nobody reaches",
        "Ask first where no return tells us of any work, and go there before anywhere else.",
    ),
    ("The cost of the coach", "Bring artists to schools, and share coaches where a visit is better."),
    ("Young people decide", "A forum of young people chooses one project in three."),
)
BRINGS = ("A room on Tuesdays", "An artist, two days a term", "The minibus", "Advice on SEND", "Space for meetings", "")


def make_partnerships(
    rng: Random,
    districts: list[District],
    organisations: list[Organisation],
    schools: list[School],
    dataset: Dataset,
    now: datetime,
) -> list[Partnership]:
    """Create the partnerships with members, priorities, meetings and, for most, a support organisation."""
    support = make_support(organisations)
    made = []
    for plan in PLANS:
        partnership = make_partnership(plan, districts, organisations, dataset)
        Priority.objects.bulk_create(
            Priority(partnership=partnership, position=n, title=title, text=text)
            for n, (title, text) in enumerate(PRIORITIES, start=1)
        )
        make_members(rng, partnership, plan, organisations, schools, now)
        make_meetings(partnership, now)
        if plan.is_supported:
            SupportAgreement.objects.create(partnership=partnership, organisation=support, agreed_on=now.date())
        made.append(partnership)
    return made


def make_support(organisations: list[Organisation]) -> Organisation:
    """Turn one organisation into the region's support organisation."""
    support = organisations[0]
    support.name, support.is_support_organisation = "The Long Ribbon", True
    support.scope = Scope.objects.create()
    support.save()
    return support


def make_partnership(
    plan: Plan, districts: list[District], organisations: list[Organisation], dataset: Dataset
) -> Partnership:
    places = [district.place for district in districts if district.place.code in plan.codes]
    lead = next((o for o in organisations if o.district in places and not o.is_sole_practitioner), None)
    return found_partnership(
        slug=plan.slug,
        facts={
            "name": f"{plan.name} Cultural Education Partnership",
            "area_text": plan.area,
            "status": plan.status,
            "lead": lead,
            "contact_role": "Partnership coordinator",
            "contact_email": f"coordinator@{plan.slug}.example",
            "safeguarding_role": "Safeguarding lead",
            "safeguarding_email": f"safe@{plan.slug}.example",
            "safeguarding_telephone": "01632 960000",
            "vision": plan.vision,
            "mission": "We share what we have, choose together where to work next, and say honestly what came of it.",
        },
        districts=places,
        dataset=dataset,
        is_invented=True,
        by=None,
    )


def make_members(
    rng: Random,
    partnership: Partnership,
    plan: Plan,
    organisations: list[Organisation],
    schools: list[School],
    now: datetime,
) -> None:
    """Admit a dozen bodies of the territory, and let two wait for an answer."""
    here = [o for o in organisations if o.district and o.district.code in plan.codes]
    near = [s for s in schools if s.district and s.district.code in plan.codes]
    bodies = [*rng.sample(here, k=min(8, len(here))), *rng.sample(near, k=min(6, len(near)))]
    Member.objects.bulk_create(
        Member(
            partnership=partnership,
            organisation=body if isinstance(body, Organisation) else None,
            school=body if isinstance(body, School) else None,
            state=Member.State.ASKED if number in (2, len(bodies) - 1) else Member.State.MEMBER,
            contributes=rng.choice(BRINGS),
            asked_at=now - timedelta(days=400 - 9 * number),
            joined_on=None if number in (2, len(bodies) - 1) else (now - timedelta(days=rng.randrange(30, 390))).date(),
        )
        for number, body in enumerate(bodies)
    )


def make_meetings(partnership: Partnership, now: datetime) -> None:
    """Create a meeting that was held, with what came of it, and one to come."""
    noon = timezone.localtime(now).replace(hour=16, minute=0, second=0, microsecond=0)
    held = Meeting.objects.create(
        partnership=partnership,
        title="Autumn meeting",
        starts_at=noon - timedelta(days=40),
        place=str(partnership.lead or partnership.area_text),
        agenda="Who are we missing? What next term's projects should be.",
        is_public=True,
    )
    Decision.objects.create(
        meeting=held, text="Next term's projects begin with schools of which no return tells us.", reason=""
    )
    Action.objects.create(
        meeting=held,
        text="Ask three bus companies for one price",
        who="Coordinator",
        due_on=(now + timedelta(days=9)).date(),
    )
    Action.objects.create(
        meeting=held,
        text="Write to the new head teachers",
        who="Lead organisation",
        due_on=(now - timedelta(days=5)).date(),
    )
    Meeting.objects.create(
        partnership=partnership, title="Spring meeting", starts_at=noon + timedelta(days=60), is_public=True
    )
