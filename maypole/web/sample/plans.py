"""Invented wants, asks, plans, collaborations and influence, made by the same actions as real ones."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from maypole.atlas.actions.planning import draft_plan
from maypole.atlas.planning.question import Aim, Impossible, Over, Question
from maypole.atlas.queries.joining import joinable_projects
from maypole.directory.actions.wants import post_want
from maypole.directory.models import Enquiry, Offer, School
from maypole.outcomes.models import Return
from maypole.outcomes.terms import term_on
from maypole.partnerships.actions.asks import note_answer, note_ask
from maypole.partnerships.actions.collaborations import join_projects, set_up_collaboration, write_result
from maypole.partnerships.actions.influence import note_influence
from maypole.partnerships.actions.plans import adopt_plan
from maypole.partnerships.models import Partnership, Plan
from maypole.partnerships.queries.members import members_of
from maypole.partnerships.queries.schools import schools_of

PARTNERSHIPS_WITH_PLANS = 3
SECONDS = 2.0
QUESTIONS = (
    ("Twelve projects for most pupils in need", Question(Aim.NEED, projects=12)),
    ("Nobody far from a project", Question(Aim.JOURNEY, projects=8)),
    ("£30,000 in fair shares", Question(Aim.FAIR, budget_pounds=30_000, project_pounds=2_500, over=Over.DEPRIVATION)),
)
ADOPTED = "The plan of this year"
WANTS: tuple[tuple[str, list[str], list[str], str, bool], ...] = (
    ("A dance artist who works with the whole of year 4", ["dance"], ["ks2"], "Friday afternoons, spring term", True),
    ("Somebody to help us start a school orchestra", ["music"], ["ks2", "ks3"], "From January", False),
    ("A visit to a museum that we can walk to", ["museums", "heritage"], [], "Any week in March", True),
    ("A play about our river, made with pupils", ["theatre"], ["ks3"], "Summer term", False),
    ("Clay, and somebody who knows how to fire it", ["craft"], ["ks1", "ks2"], "", False),
    ("Somebody who would come to us for a day and make something", [], [], "Any week in March", True),
    ("A poet for a week", ["literature"], [], "Before the end of June", False),
)
ASKS = (
    ("a dance residency", 44, "declined", "The hall is being mended until Easter."),
    ("a visit to the museum", 38, "yes", "Two classes, in February."),
    ("singing with the choir of the city", 31, "none", ""),
    ("a day with an illustrator", 25, "none", ""),
    ("a play in the spring term", 20, "later", "After the inspection."),
    ("the film club", 9, "none", ""),
)
INFLUENCES = (
    ("curriculum", "Wrote a year of local history with eight schools", "The heads of the eight schools", 150,
     "All eight teach it from September.", True),
    ("policy", "Showed the council of which schools no return tells", "The cabinet member for children", 70, "", False),
    ("space", "Asked for a stage in the park, with drawings by pupils", "The parks committee", 40,
     "A stage is in the plans for May.", True),
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """What a collaboration sets out."""

    title: str
    outcome: str
    measure: str
    young_people: str


FIRST = Words(
    "A song for every school",
    "Every primary school of the partnership sings together once a week.",
    "Schools that sing weekly, asked before and after by the music hub.",
    "A group of year 6 pupils chooses the songs.",
)
SECOND = Words(
    "Making, on the other side of the road",
    "Pupils of four schools make something with an artist within a walk of their school.",
    "Pupils who made something, and how many came back.",
    "The youth forum picks the artists.",
)


class Plans:
    """Makes what partnerships plan, so that the same seed gives the same."""

    def __init__(self, rng: Random, now: datetime) -> None:
        self.rng, self.now, self.today = rng, now, now.date()

    def make(self, partnerships: list[Partnership]) -> None:
        for partnership in partnerships[:PARTNERSHIPS_WITH_PLANS]:
            schools = list(schools_of(partnership))
            if schools:
                self.wants(schools)
                self.asks(partnership, schools)
                self.plans(partnership)
                self.collaborations(partnership)
                self.influence(partnership)
        self.enquiry(partnerships[0])

    def days_ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def wants(self, schools: list[School]) -> None:
        chosen = [schools[0], *self.rng.sample(schools[1:], k=min(len(WANTS), len(schools)) - 1)]
        for school, (text, artforms, stages, when, is_public) in zip(chosen, WANTS, strict=False):
            details = {"text": text, "artforms": artforms, "key_stages": stages, "wanted_when": when}
            post_want(school=school, details=details | {"is_public": is_public}, by=None)

    def asks(self, partnership: Partnership, schools: list[School]) -> None:
        who = partnership.contact_role or "Partnership coordinator"
        chosen = self.rng.sample(schools, k=min(len(ASKS), len(schools)))
        for school, (about, days, answer, reason) in zip(chosen, ASKS, strict=False):
            asked: dict[str, Any] = {"asked_on": self.days_ago(days), "asked_by": who, "about": about}
            ask = note_ask(partnership=partnership, school=school, by=None, today=self.today, **asked)
            if answer != "none":
                on = self.days_ago(days - 6)
                note_answer(ask=ask, answer=answer, reason=reason, on=on, by=None, today=self.today)

    def plans(self, partnership: Partnership) -> None:
        """Adopt one that was made three terms ago, so that returns tell of some of it; leave the others as drafts."""
        begun = self.now - timedelta(days=300)
        adopted = self.draft(partnership, ADOPTED, QUESTIONS[0][1], begun, term_on(self.today).last_day)
        if adopted is not None:
            adopt_plan(plan=adopted, on=begun.date(), by=None)
        following = term_on(term_on(self.today).last_day + timedelta(days=1))
        for title, question in QUESTIONS:
            self.draft(partnership, title, question, self.now, following.last_day)

    def draft(
        self, partnership: Partnership, title: str, question: Question, now: datetime, ends_on: date
    ) -> Plan | None:
        """Return the plan, or None where nothing can be planned: in a small sample every school may be reached."""
        try:
            return draft_plan(
                partnership=partnership, title=title, question=question, ends_on=ends_on, by=None, now=now,
                seconds=SECONDS,
            )  # fmt: skip
        except Impossible:
            return None

    def collaborations(self, partnership: Partnership) -> None:
        organisations = [member.organisation for member in members_of(partnership) if member.organisation][:3]
        schools = [member.school for member in members_of(partnership) if member.school][:2]
        for words, days, is_public in ((FIRST, 260, True), (SECOND, 70, False)):
            begun = self.days_ago(days)
            details = vars(words) | {
                "organisations": organisations, "schools": schools, "others": "The youth forum", "starts_on": begun,
                "ends_on": begun + timedelta(days=240), "plan": None, "is_public": is_public,
            }  # fmt: skip
            one = set_up_collaboration(partnership=partnership, details=details, by=None)
            joined = [project.project_id for project in joinable_projects(one)[:2]]
            join_projects(collaboration=one, project_ids=joined, by=None, now=self.now)
            if words is FIRST:
                result = "Thirty-one schools sing weekly; before, it was twelve. Some had begun on their own."
                write_result(collaboration=one, result=result, on=self.days_ago(15), by=None)

    def influence(self, partnership: Partnership) -> None:
        for kind, action, who, days, result, is_public in INFLUENCES:
            details = {"kind": kind, "action": action, "decision_maker": who, "done_on": self.days_ago(days)}
            note_influence(
                partnership=partnership, details=details | {"result": result, "is_public": is_public}, by=None
            )

    def enquiry(self, partnership: Partnership) -> None:
        """Let a school ask about an offer of an organisation that has begun its return."""
        begun = Return.objects.filter(round__is_invented=True, state=Return.State.DRAFT)
        offers = (
            one.organisation.offers.filter(state=Offer.State.OPEN).order_by("title", "id").first() for one in begun
        )
        offer = next((one for one in offers if one is not None), None)
        school = schools_of(partnership).first()
        if school is None or offer is None:
            return
        Enquiry.objects.create(
            organisation=offer.organisation, offer=offer, asking_school=school, sender_name="Arts lead",
            sender_email=f"arts@{school.urn}.example", message="Could thirty of our pupils come before the holidays?",
            sent_at=self.now - timedelta(days=12), passed_on_to="owner",
        )  # fmt: skip
