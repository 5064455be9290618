"""What each organisation's accepted lines add up to in one partnership and term, and the quarters that a release kept."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from maypole.outcomes.models import AcceptedLine, Release, Return
from maypole.outcomes.queries.releases import releases_to_read
from maypole.outcomes.release.quarters import Band, quarters_of
from maypole.partnerships.models import Partnership

MEASURES = ("children", "schools", "engagements", "child_hours")


@dataclass(frozen=True)
class Quarters:
    """How many organisations there were, and by measure three bands; none where somebody could be told."""

    organisations: int
    bands: dict[str, list[Band]]


@dataclass(frozen=True)
class Totals:
    """What is sure of an organisation: each child once a school, each school once."""

    children: int
    schools: int
    engagements: int
    child_hours: int


def totals_by_organisation(term_key: str, partnership: Partnership) -> dict[str, Totals]:
    """Return the totals of each organisation with an accepted line in this partnership and term."""
    lines: dict[str, list[AcceptedLine]] = defaultdict(list)
    for line in AcceptedLine.objects.filter(term_key=term_key, partnership=partnership):
        lines[str(line.organisation_id)].append(line)
    return {organisation: _totals(found) for organisation, found in lines.items()}


def _totals(lines: Iterable[AcceptedLine]) -> Totals:
    lines = list(lines)
    largest: dict[int | None, int] = defaultdict(int)
    for line in lines:
        largest[line.school_id] = max(largest[line.school_id], line.children or 0)
    return Totals(
        children=sum(largest.values()),
        schools=len({line.school_id for line in lines} - {None}),
        engagements=sum(line.engagements or 0 for line in lines),
        child_hours=sum(line.child_hours or 0 for line in lines),
    )


def partnerships_of_return(return_of: Return) -> list[Partnership]:
    """Return the partnerships that accepted lines of a return lie in."""
    lines = AcceptedLine.objects.filter(round=return_of.round_id, organisation=return_of.organisation_id)
    return list(Partnership.objects.filter(pk__in=lines.values("partnership")).order_by("name"))


def quarters_to_keep(term_key: str, partnerships: Iterable[Partnership]) -> dict[str, dict[str, object]]:
    """Return by partnership what a release of a term keeps; what an earlier edition kept is not worked out again."""
    return {
        one.pk: {"organisations": len(totals), "bands": bands_of(totals)}
        for one in partnerships
        if _first_that_kept(term_key, one.pk) is None
        and (totals := list(totals_by_organisation(term_key, one).values()))
    }


def bands_of(totals: Iterable[Totals]) -> dict[str, list[Band]]:
    """Return the quarters of each measure."""
    totals = list(totals)
    return {
        slug: quarters_of([getattr(one, slug) for one in totals], are_children=slug == "children") for slug in MEASURES
    }


def quarters_kept(term_key: str, partnership: Partnership) -> Quarters | None:
    """Return the quarters of a partnership's term; None before it is published, and once that edition is withdrawn."""
    release = _first_that_kept(term_key, partnership.pk)
    if release is None or release.withdrawn_at is not None:
        return None
    kept = release.facts["quarters"][partnership.pk]
    return Quarters(
        kept["organisations"], {slug: [(low, high) for low, high in kept["bands"][slug]] for slug in MEASURES}
    )


def _first_that_kept(term_key: str, slug: str) -> Release | None:
    releases = releases_to_read().filter(period_key=term_key).order_by("published_at")
    return next((one for one in releases if slug in one.facts.get("quarters", {})), None)
