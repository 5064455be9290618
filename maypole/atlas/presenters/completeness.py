"""How complete the returns are, in words."""

from maypole.atlas.queries.completeness import Completeness


def completeness_in_words(complete: Completeness) -> str:
    """Return how complete the returns are, in a sentence or two."""
    found = []
    if complete.expected and complete.waiting:
        found.append(f"{complete.waiting} of {complete.expected} returns that were asked for have not come yet.")
    elif complete.expected:
        found.append(f"All {complete.expected} returns that were asked for have come.")
    if complete.terms_without_round:
        titles = ", ".join(term.title for term in complete.terms_without_round)
        found.append(f"Nobody was asked for a return about {titles}.")
    return " ".join(found)
