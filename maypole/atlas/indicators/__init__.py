"""The indicators: one reviewed YAML file each, or one for a family of them, found in this folder."""

from functools import cache
from pathlib import Path

from maypole.atlas.indicators.indicator import Adding, Direction, Family, Formula, Indicator
from maypole.atlas.indicators.reading import InvalidIndicator, indicators_of, read_indicators

__all__ = [
    "Adding", "Direction", "Family", "Formula", "Indicator", "InvalidIndicator", "all_indicators", "indicator_named",
    "indicators_of", "read_indicators",
]  # fmt: skip

FOLDER = Path(__file__).parent


@cache
def all_indicators() -> dict[str, Indicator]:
    """Return every indicator by its slug, in the order of families and files. Raises InvalidIndicator."""
    found = [one for path in sorted(FOLDER.glob("*.yaml")) for one in read_indicators(path)]
    families = list(Family)
    return {one.slug: one for one in sorted(found, key=lambda one: families.index(one.family))}


def indicator_named(slug: str) -> Indicator:
    """Return an indicator. Raises KeyError where there is none."""
    return all_indicators()[slug]
