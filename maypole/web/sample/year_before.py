"""Invented returns of the year before: fewer, and mostly with schools where families have more, so that change is seen."""

from maypole.directory.models import School
from maypole.outcomes.terms import Term, term_on
from maypole.partnerships.models import Partnership
from maypole.web.sample.returns import Returns

ORGANISATIONS = 6
SHARE_KNOWN = 0.65


class YearBefore(Returns):
    """Makes the same three terms of a year before, when the releases of the sample are done: they tell of none of it."""

    def make(self, partnerships: list[Partnership]) -> None:
        last = term_on(self.now.date()).before()
        terms = [Term(term.year - 1, term.season) for term in (last.before().before(), last.before(), last)]
        for partnership in partnerships:
            helpers = self.helpers_of(partnership)[:ORGANISATIONS]
            for term in terms:
                self.past_round(partnership, helpers, term)
        self.write()

    def known_schools(self, partnership: Partnership) -> list[School]:
        """Return the schools with the fewest pupils on free meals."""
        near = sorted(self.schools_of(partnership), key=lambda school: (school.fsm_percent or 0, school.urn))
        return near[: max(8, int(len(near) * SHARE_KNOWN))]
