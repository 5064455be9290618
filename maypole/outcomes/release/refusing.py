"""Say in words why a release cannot be made safe: how many figures would tell too much, and which is the first."""

import re

from maypole.evidence.disclosure import Unprotectable
from maypole.outcomes.release.geography import Geography
from maypole.outcomes.terms import UnknownPeriod, inside_a_sentence, period_of

CELL = re.compile(r"(?:@(?P<piece>[^:]+):)?(?P<what>[^\[]+)\[(?:[^\]]*\b)?area=(?P<area>[^,\]]+)")


def refusal_in_words(refusal: Unprotectable, geography: Geography) -> str:
    """Return a sentence for the page; a cell that has no name of ours stays as the audit calls it."""
    count = len(refusal.cells)
    if not count:
        return str(refusal)
    figures = "One figure" if count == 1 else f"{count} figures"
    first = "It is" if count == 1 else "The first is"
    return f"{figures} would tell too much, whatever else is held back. {first} {_named(refusal.cells[0], geography)}."


def _named(cell: str, geography: Geography) -> str:
    found = CELL.match(cell)
    if found is None:
        return cell
    names = {area.key: area.name for area in geography.areas}
    named = f"{found['what'].replace('_', ' ')} in {names.get(found['area'], found['area'])}"
    return f"{named}, {_period(found['piece'])}" if found["piece"] else named


def _period(piece: str) -> str:
    """Return the title of a period that the release shares terms with, or of the terms that are left of it."""
    try:
        return " and ".join(inside_a_sentence(period_of(key).title) for key in piece.split("+"))
    except UnknownPeriod:
        return piece
