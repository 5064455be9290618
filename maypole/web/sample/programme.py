"""Invented journeys, transition counts, networks and hubs, made by the same actions as real ones."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from maypole.accounts.actions.grants import grant_role
from maypole.accounts.models import Person
from maypole.accounts.roles import SCHOOL
from maypole.directory.actions.scopes import scope_of
from maypole.directory.models import School
from maypole.partnerships.models import Partnership
from maypole.programme.actions.hubs import change_hub, keep_plan, propose_hubs
from maypole.programme.actions.journeys import enter_facts, name_supporter, note_contact
from maypole.programme.actions.networks import NetworkDetails, found_network, let_in, note_change
from maypole.programme.actions.transition import pair_schools, tell_counts
from maypole.programme.forming import UnableToForm, Wish
from maypole.programme.models import HubPlan, Journey, Network, TransitionCount
from maypole.programme.queries.bodies import organisation_names
from maypole.programme.queries.journeys import SchoolJourney, journeys_of_partnership
from maypole.programme.queries.transition import has_year_6, has_year_7
from maypole.programme.stages import Scheme, Stage
from maypole.programme.territory import schools_of

PARTNERSHIPS_WITH_HUBS = 2
SHARE_ENTERED, SEED_OF_AWARDS = 0.7, 25
SMALL_HUBS, LARGE_HUBS = Wish(4, 8, is_mixed=True), Wish(6, 12, is_mixed=True)
# Days since an award; and days since registering with the days until the plan is due.
AWARDED_AGO = (120, 660, 400, 735)
UNDER_WAY = ((60, 45), (200, -12), (420, None), (760, None), (300, 130))
ROLES = ("Arts adviser of the trust", "Music hub lead", "Bridge team, schools")
SAID = (
    "The arts lead has begun the plan. We look at it together in a month.",
    "Wants to see how another school did it. Sent the list of peer pairs.",
    "The plan waits for the governors.",
)
NETWORKS = (
    ("Voices in the hall", "Singing every week, from nursery to year 9", True),
    ("Draw what you know", "Drawing as a way to think, in science and history", False),
)
CHANGED = (
    ("Each school sings together once a week; before, two of them did.", "Visits in the summer term, written up", True),
    ("Three teachers lead training for the others.", "Minutes of the network’s meeting", False),
)


class Programme:
    """Makes what this room keeps, so that the same seed gives the same."""

    def __init__(self, rng: Random, now: datetime) -> None:
        self.rng, self.now, self.today, self.entered = rng, now, now.date(), 0
        self.awards = Random(SEED_OF_AWARDS)  # nosec (a sample)

    def make(self, partnerships: list[Partnership]) -> None:
        """Make journeys and networks for every partnership, hubs for the first two, transition for the first."""
        for partnership in partnerships:
            self.journeys(partnership)
            self.networks(partnership)
        for partnership in partnerships[:PARTNERSHIPS_WITH_HUBS]:
            self.hubs(partnership)
        self.transition(partnerships[0])
        mark_as_invented()

    def days_ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def journeys(self, partnership: Partnership) -> None:
        """Enter dates for most schools that a list names; some stay not known, some are late."""
        names = organisation_names(partnership)
        for one in journeys_of_partnership(partnership, Scheme.ARTS_AWARD, self.today):
            if one.stage is not Stage.NOT_BEGUN and self.awards.random() < SHARE_ENTERED:
                enter_facts(facts=self.arts_award(), school=one.school, scheme=one.scheme, by=None, now=self.now)
        for one in journeys_of_partnership(partnership, Scheme.ARTSMARK, self.today):
            if one.stage is not Stage.NOT_BEGUN and self.rng.random() < SHARE_ENTERED:
                self.journey(one, names)

    def journey(self, one: SchoolJourney, names: list[str]) -> None:
        facts = self.facts(one)
        about: dict[str, Any] = {"school": one.school, "scheme": Scheme.ARTSMARK, "by": None, "now": self.now}
        enter_facts(facts=facts, **about)
        if self.rng.random() < 0.6:
            who = self.rng.choice(names) if names and self.rng.random() < 0.6 else self.rng.choice(ROLES)
            name_supporter(who=who, since=self.days_ago(self.rng.randrange(30, 300)), **about)
        if self.rng.random() < 0.3:
            note_contact(on=self.days_ago(self.rng.randrange(2, 90)), text=self.rng.choice(SAID), **about)

    def arts_award(self) -> dict[str, date | str | None]:
        """Return the days of a centre: one that awaits its work, one that is late, one that gained an award."""
        registered = self.days_ago(self.awards.randrange(150, 700))
        if self.awards.random() < 0.4:
            return {"registered_on": registered, "awarded_on": self.days_ago(60), "level": "Bronze"}
        return {
            "registered_on": registered,
            "plan_due_on": self.today + timedelta(days=self.awards.choice((-9, 40, 120))),
        }

    def facts(self, one: SchoolJourney) -> dict[str, date | str | None]:
        """Return dates that agree with what the list says: in turn fresh, with a day that comes near, late, lapsed."""
        self.entered += 1
        if one.stage is Stage.AWARDED:
            awarded = self.days_ago(AWARDED_AGO[self.entered % len(AWARDED_AGO)] + self.rng.randrange(20))
            registered = awarded - timedelta(days=self.rng.randrange(200, 600))
            return {"registered_on": registered, "awarded_on": awarded, "level": one.outlook.standing.level}
        ago, due = UNDER_WAY[self.entered % len(UNDER_WAY)]
        registered = self.days_ago(ago + self.rng.randrange(20))
        sent = registered + timedelta(days=15) if one.stage is Stage.WORKING_TOWARDS else None
        due_on = self.today + timedelta(days=due) if due else None
        return {"registered_on": registered, "plan_due_on": due_on, "submitted_on": sent}

    def networks(self, partnership: Partnership) -> None:
        schools = list(schools_of(partnership))
        if len(schools) < len(NETWORKS) * 4:
            return
        for name, focus, is_public in NETWORKS:
            members = self.rng.sample(schools, k=4)
            began = self.days_ago(self.rng.randrange(300, 500))
            network = found_network(
                partnership=partnership,
                details=NetworkDetails(name, focus, members[0].name, began, is_public=is_public),
                by=None,
                today=self.today,
            )
            for school in members:
                let_in(network=network, school=school, since=began, by=None, today=self.today)
            for text, source, is_shown in CHANGED:
                on = self.days_ago(self.rng.randrange(10, 200))
                note_change(network=network, on=on, text=text, source=source, is_public=is_shown, by=None, now=self.now)

    def hubs(self, partnership: Partnership) -> None:
        """Keep hubs, and leave another way to group the schools as a proposal; a small sample may allow neither."""
        try:
            plan = propose_hubs(partnership=partnership, wish=SMALL_HUBS, by=None, now=self.now)
            self.name_leads(partnership, plan)
            keep_plan(plan=plan, by=None, now=self.now)
            propose_hubs(partnership=partnership, wish=LARGE_HUBS, by=None, now=self.now)
        except UnableToForm:
            return

    def name_leads(self, partnership: Partnership, plan: HubPlan) -> None:
        """Name a school that leads and a cultural contact in most hubs."""
        organisations = [one.organisation for one in partnership.members.exclude(organisation=None)]
        for hub in plan.hubs.all():
            if self.rng.random() < 0.8:
                schools = [one.school for one in hub.schools.select_related("school")]
                contact = self.rng.choice(organisations) if organisations else None
                change_hub(hub=hub, name=hub.name, lead_school=self.rng.choice(schools), contact=contact, by=None)

    def transition(self, partnership: Partnership) -> None:
        """Pair primary with secondary schools of this September; most tell their counts, one tells too many."""
        schools = list(schools_of(partnership))
        primaries = [one for one in schools if has_year_6(one) and not has_year_7(one)][:9]
        secondaries = [one for one in schools if has_year_7(one) and not has_year_6(one)][:3]
        for number, primary in enumerate(primaries):
            if secondaries:
                self.pair(partnership, primary, secondaries[number % len(secondaries)])
        for number, secondary in enumerate(secondaries):
            self.tell(secondary, None, 30 + 45 * (number == 0) + self.rng.randrange(10))

    def pair(self, partnership: Partnership, primary: School, secondary: School) -> None:
        pair_schools(partnership=partnership, year=self.today.year, primary=primary, secondary=secondary, by=None)
        if self.rng.random() < 0.8:
            self.tell(primary, self.rng.randrange(6, 31), None)

    def tell(self, school: School, started: int | None, continued: int | None) -> None:
        awards = self.rng.randrange(0, 6) if continued else None
        tell_counts(
            school=school, year=self.today.year, started=started, continued=continued, awards=awards, by=None,
            now=self.now,
        )  # fmt: skip


def mark_as_invented() -> None:
    """Mark every row that this makes as the rest of the sample is."""
    for model in (Journey, HubPlan, Network, TransitionCount):
        model._default_manager.update(is_invented=True)


def make_school_account(partnership: Partnership, address: str) -> None:
    """Make an account for a school of the transition project, so that one can look at its journey and counts."""
    pair = partnership.transition_pairs.select_related("primary").first()
    if pair is not None:
        person = Person.objects.create_user(address, name="Tom Hallam")
        grant_role(person=person, role=SCHOOL, scope_id=scope_of(pair.primary), of_what=str(pair.primary), by=None)
