"""Invented rounds and returns: three terms that were accepted, and one that is under way."""

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random

from django.db.models import Model

from maypole.directory.models import Organisation, School
from maypole.outcomes.actions.reviewing import accepted_line
from maypole.outcomes.actions.rounds import RoundDetails, open_round
from maypole.outcomes.frameworks import NOT_KNOWN, Part, latest
from maypole.outcomes.models import (
    AcceptedLine,
    Expected,
    Line,
    OutcomeGrid,
    Project,
    PupilCounts,
    Return,
    Round,
)
from maypole.outcomes.placing import Areas, areas_of_district
from maypole.outcomes.terms import Term, term_on
from maypole.partnerships.models import Partnership

TITLES = (
    "Where the Bus Stops", "The Long Table", "Lace and Lightning", "Songs of the Lock", "A Museum of Us", "Paper Rain",
    "Dance the Allotment", "Night Shift", "The Second Playground", "River Letters", "Ink and Iron", "Small Giants",
    "What the Mill Heard", "Borrowed Light", "One Street, Ten Stories", "The Quiet Parade",
)  # fmt: skip
STAGES = {
    "primary": ("ks1", "ks2", "ks2", "several"),
    "secondary": ("ks3", "ks4"),
    "nursery": ("eyfs",),
    "16plus": ("post16",),
}
SHARE_THAT_RETURNS = 0.55
MOST_ORGANISATIONS = 16
CLASS = 30
IN_ORDER: tuple[type[Model], ...] = (Return, Project, Line, OutcomeGrid, PupilCounts, AcceptedLine)


class Returns:
    """Makes the returns of one region, so that the same seed gives the same."""

    def __init__(self, rng: Random, organisations: list[Organisation], schools: list[School], now: datetime) -> None:
        self.rng, self.now = rng, now
        self.schools: dict[object, list[School]] = defaultdict(list)
        self.organisations: dict[object, list[Organisation]] = defaultdict(list)
        for school in schools:
            self.schools[school.district_id].append(school)
        for one in organisations:
            self.organisations[one.district_id].append(one)
        self.areas: dict[int, Areas] = {}
        self.districts: dict[str, list[int]] = {}
        self.rows: dict[type[Model], list[Model]] = {model: [] for model in IN_ORDER}
        self.framework, self.grids = latest("collective-outcomes"), latest("identity-wellbeing-learning")

    def make(self, partnerships: list[Partnership]) -> None:
        """Make three accepted terms for every partnership, and one under way for the first."""
        terms = [term_on(self.now.date())]
        for _ in range(3):
            terms.append(terms[-1].before())
        for partnership in partnerships:
            helpers = self.helpers_of(partnership)
            for term in reversed(terms[1:]):
                self.past_round(partnership, helpers, term)
        self.round_under_way(partnerships[0], terms[0])
        self.write()

    def write(self) -> None:
        for model in IN_ORDER:
            model._default_manager.bulk_create(self.rows[model], batch_size=500)

    def keep(self, row: Model) -> None:
        """Keep a row to be written with all others of its kind."""
        self.rows[type(row)].append(row)

    def helpers_of(self, partnership: Partnership) -> list[Organisation]:
        """Return the organisations of a partnership that take part in its rounds."""
        here = [
            one
            for district in self.districts_of(partnership)
            for one in self.organisations[district]
            if not one.is_support_organisation
        ]
        return self.rng.sample(here, k=min(MOST_ORGANISATIONS, max(4, int(len(here) * SHARE_THAT_RETURNS)), len(here)))

    def districts_of(self, partnership: Partnership) -> list[int]:
        if partnership.pk not in self.districts:
            inner = [link.inner for link in partnership.territory.holds.select_related("inner").order_by("inner__code")]
            self.areas |= {district.pk: areas_of_district(district) for district in inner}
            self.districts[partnership.pk] = [district.pk for district in inner]
        return self.districts[partnership.pk]

    def past_round(self, partnership: Partnership, helpers: list[Organisation], term: Term) -> None:
        of = self.open(partnership, term)
        Expected.objects.bulk_create(
            Expected(round=of, organisation=one, partnership=partnership, email="", asked_at=of.opened_at)
            for one in helpers
        )
        for organisation in helpers:
            if self.rng.random() < 0.9:
                self.accepted_return(of, organisation, partnership)
        Round.objects.filter(pk=of.pk).update(closed_at=of.opened_at + timedelta(days=60))

    def open(self, partnership: Partnership, term: Term) -> Round:
        days = (term.last_day - self.now.date()).days
        opened = self.now + timedelta(days=min(days - 30, -20))
        of = open_round(
            details=RoundDetails(
                f"{partnership.name.removesuffix(' Cultural Education Partnership')}, {term.title.lower()}",
                term.key,
                max(opened.date() + timedelta(days=45), term.last_day),
            ),
            partnerships=[partnership],
            opened_by=None,
            by=None,
            now=opened,
        )
        Round.objects.filter(pk=of.pk).update(is_invented=True)
        return of

    def accepted_return(self, of: Round, organisation: Organisation, partnership: Partnership) -> None:
        at = of.opened_at + timedelta(days=self.rng.randrange(5, 40))
        made = Return(
            round=of, organisation=organisation, state=Return.State.LOCKED, begun_at=at, saved_at=at, sent_at=at,
            locked_at=at + timedelta(days=9),
        )  # fmt: skip
        self.keep(made)
        lines = self.projects(made, partnership, at)
        accepted = [accepted_line(line, made, at + timedelta(days=7)) for line in lines]
        for one in accepted:
            one.is_confirmed = self.rng.random() < 0.7
        self.rows[AcceptedLine] += accepted
        children = sum(one.children or 0 for one in accepted)
        self.keep(PupilCounts(return_of=made, partnership=partnership, answers=self.needs(children)))

    def projects(self, made: Return, partnership: Partnership, at: datetime | None) -> list[Line]:
        """Make one to four projects of a return, each with a line a school."""
        found = []
        titles = self.rng.sample(TITLES, k=self.rng.choice((1, 1, 2, 2, 3, 4)))
        for position, title in enumerate(titles):
            answers = self.project_answers(made.round.term)
            project = Project(return_of=made, title=title, position=position, answers=answers)
            self.keep(project)
            found += self.lines(project, partnership, at)
        self.rows[Line] += found
        if at is not None and self.rng.random() < 0.6:
            self.rows[OutcomeGrid] += [self.grid(found[0].project, slug) for slug, _ in self.grids.statements]
        return found

    def grid(self, project: Project, statement: str) -> OutcomeGrid:
        """Make counts of two classes: most stay where they were, some go up a point, a few go down."""
        points = len(self.grids.points)
        counts = [[0] * points for _ in range(points)]
        for _ in range(self.rng.randrange(18, 56)):
            before = self.rng.choices(range(points), weights=(1, 3, 5, 4, 2))[0]
            after = min(max(before + self.rng.choices((-1, 0, 1, 2), weights=(2, 8, 5, 1))[0], 0), points - 1)
            counts[before][after] += 1
        return OutcomeGrid(project=project, statement=statement, is_paired=True, counts=counts)

    def project_answers(self, term: Term) -> dict[str, object]:
        first = term.first_day + timedelta(days=self.rng.randrange(5, 40))
        last = min(first + timedelta(days=self.rng.choice((0, 1, 14, 40, 60))), term.last_day)
        chosen = {
            slug: self.rng.choice([one for one, _ in self.framework.question(Part.PROJECT, slug).categories])
            for slug in ("activity", "artform", "funder")
        }
        return {**chosen, "starts_on": first.isoformat(), "ends_on": last.isoformat()}

    def lines(self, project: Project, partnership: Partnership, at: datetime | None) -> list[Line]:
        known = self.known_schools(partnership)
        chosen = self.rng.sample(known, k=min(self.rng.choice((1, 2, 3, 5, 8)), len(known)))
        return [self.line(project, school, position, at) for position, school in enumerate(chosen)]

    def known_schools(self, partnership: Partnership) -> list[School]:
        """Return the schools that anybody works with: of the others no return ever tells."""
        near = self.schools_of(partnership)
        return sorted(near, key=lambda school: school.urn)[: max(8, int(len(near) * 0.7))]

    def schools_of(self, partnership: Partnership) -> list[School]:
        return [school for district in self.districts_of(partnership) for school in self.schools[district]]

    def line(self, project: Project, school: School, position: int, at: datetime | None) -> Line:
        areas = self.areas[school.district_id or 0]
        return Line(
            project=project, school=school, position=position, district=areas.district, county=areas.county,
            partnership=areas.partnership, answers=self.line_answers(school),
            state=Line.State.ACCEPTED if at else Line.State.OPEN, accepted_at=at,
        )  # fmt: skip

    def line_answers(self, school: School) -> dict[str, object]:
        most = min(school.roll or CLASS, CLASS * self.rng.choice((1, 1, 1, 2, 3)))
        children = self.rng.choice((most, most - self.rng.randrange(0, 6), self.rng.randrange(2, max(3, most))))
        children = max(children, 1)
        stage = self.rng.choice(STAGES.get(school.phase, ("several",)))
        answers: dict[str, object] = {
            "key_stage": stage, "children": children, "sessions": self.rng.choice((1, 1, 2, 4, 6, 10)),
            "hours": self.rng.choice((1.5, 2.0, 5.0, 6.0, 12.0)), "teachers": self.rng.choice((1, 2, 3, NOT_KNOWN)),
            "new_or_repeat": self.rng.choice(("new", "repeat", NOT_KNOWN)), "awards": 0,
        }  # fmt: skip
        if stage == "several":
            answers |= {"children_ks1": children // 3, "children_ks2": children - children // 3}
        if self.rng.random() < 0.12:
            gained = max(children // 2, 1)
            answers |= {"awards": gained, f"awards_{self.rng.choice(('discover', 'explore', 'bronze'))}": gained}
        return answers

    def needs(self, children: int) -> dict[str, object]:
        shares = {"send_plan": 0.04, "send_support": 0.13, "pupil_premium": 0.27, "eal": 0.2}
        told = {slug: round(children * share * self.rng.uniform(0.6, 1.4)) for slug, share in shares.items()}
        return {
            **told,
            "cpd_hours": float(self.rng.randrange(0, 40)),
            "children_in_care": self.rng.choice(("some", NOT_KNOWN)),
        }

    def round_under_way(self, partnership: Partnership, term: Term) -> None:
        """Make this term's round: some have sent, some have begun, most have not."""
        of = self.open(partnership, term)
        helpers = self.helpers_of(partnership)
        for number, organisation in enumerate(helpers):
            Expected.objects.create(
                round=of, organisation=organisation, partnership=partnership, asked_at=of.opened_at,
                email=f"learning{number}@{partnership.slug}.example",
            )  # fmt: skip
            if number % 2 == 0:
                state = Return.State.DRAFT if number % 4 == 0 else Return.State.SENT
                made = Return(
                    round=of, organisation=organisation, state=state, begun_at=self.now, saved_at=self.now,
                    sent_at=self.now if state == Return.State.SENT else None,
                )  # fmt: skip
                self.keep(made)
                self.projects(made, partnership, None)
                self.keep(PupilCounts(return_of=made, partnership=partnership))
