"""Shares of pupils, worked out from figures that are published already and from rolls that everybody knows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from maypole.directory.models import School
from maypole.directory.queries.inside import too_many_unplaced
from maypole.outcomes.placing import Areas, areas_of_school
from maypole.outcomes.release.engine import ALL
from maypole.outcomes.release.geography import Geography
from maypole.outcomes.release.lines import UNKNOWN, fsm_band, quintiles_of
from maypole.outcomes.release.protecting import Figure

SHARE = "share_of_pupils"
PUPILS = "pupils"


@dataclass
class Pupils:
    """The schools of an area and category: pupils, schools without a roll, schools without a point."""

    pupils: int = 0
    schools: int = 0
    without_roll: int = 0
    unplaced: int = 0

    def add(self, school: School) -> None:
        self.schools += 1
        self.pupils += school.roll or 0
        self.without_roll += school.roll is None
        self.unplaced += not school.is_placed

    @property
    def is_sound(self) -> bool:
        """Whether a rate may be told: every roll is known and at most a fifth of the schools have no point."""
        return bool(self.schools) and not self.without_roll and not too_many_unplaced(self.unplaced, self.schools)


Denominators = dict[tuple[str, str, str], Pupils]


def pupils_of(geography: Geography, schools: Iterable[School]) -> Denominators:
    """Return the pupils of all open schools by (area, breakdown, category)."""
    schools = list(schools)
    quintiles = quintiles_of({school.lsoa21_code for school in schools})
    above: dict[str, list[str]] = defaultdict(list)
    for leaf, area in geography.above():
        above[leaf].append(area)
    found: Denominators = defaultdict(Pupils)
    for school, leaf in _leaves(schools, geography):
        categories = (
            ("", ALL),
            ("quintile", quintiles.get(school.lsoa21_code, UNKNOWN)),
            ("fsm", fsm_band(school.fsm_percent)),
        )
        for area in above[leaf]:
            for breakdown, category in categories:
                found[area, breakdown, category].add(school)
    return found


def _leaves(schools: list[School], geography: Geography) -> list[tuple[School, str]]:
    """Return each school with the leaf that it counts in; one look-up a district."""
    by_district = {at[0]: leaf for at, leaf in geography.leaves.items()}
    by_authority: dict[int | None, str | None] = {}
    found = []
    for school in schools:
        if school.district_id is not None:
            leaf = by_district.get(school.district_id)
        else:
            if school.authority_id not in by_authority:
                by_authority[school.authority_id] = geography.leaves.get(_combination(areas_of_school(school)))
            leaf = by_authority[school.authority_id]
        if leaf is not None:
            found.append((school, leaf))
    return found


def _combination(areas: Areas) -> tuple[int | None, int | None, str | None]:
    return (
        areas.district.pk if areas.district else None,
        areas.county.pk if areas.county else None,
        areas.partnership.pk if areas.partnership else None,
    )


def with_shares(figures: Iterable[Figure], pupils: Denominators) -> list[Figure]:
    """Return the figures, and beside children the pupils and the share of them, where it can be told."""
    found = []
    for figure in figures:
        found.append(figure)
        wanted = figure.measure == "children" and figure.breakdown in ("", "quintile", "fsm")
        held = pupils.get((figure.area.key, figure.breakdown, figure.category)) if wanted else None
        if wanted and figure.category != UNKNOWN and not (figure.breakdown and figure.category == ALL):
            found += _shares(figure, held)
    return found


def _shares(figure: Figure, held: Pupils | None) -> list[Figure]:
    if held is None or not held.schools:
        return [replace(figure, measure=name, value=None, symbol="z", reason="") for name in (PUPILS, SHARE)]
    if not held.is_sound:
        return [replace(figure, measure=name, value=None, symbol="x", reason="") for name in (PUPILS, SHARE)]
    pupils = replace(figure, measure=PUPILS, value=float(held.pupils), symbol="", reason="")
    if figure.value is None or not held.pupils:
        return [pupils, replace(figure, measure=SHARE)]
    share = min(round(100 * figure.value / held.pupils, 1), 100.0)
    return [pupils, replace(figure, measure=SHARE, value=share, symbol="", reason="")]
