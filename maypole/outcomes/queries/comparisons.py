"""Find the earlier release that a release can be compared with, and all releases that readers could hold beside it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from maypole.evidence.disclosure import Edition
from maypole.outcomes.models import Release
from maypole.outcomes.queries.releases import READERS_HAVE
from maypole.outcomes.release.editions import panels_in, unpacked
from maypole.outcomes.release.linking import View, seen_from
from maypole.outcomes.release.overlaps import tied_to
from maypole.outcomes.release.panels import Panel
from maypole.outcomes.terms import Period, comparable_periods, period_of
from maypole.partnerships.models import Partnership


@dataclass(frozen=True)
class Linked:
    """A release that readers have, and what of it bears on another one."""

    release: Release
    edition: Edition
    panels: tuple[Panel, ...]

    @property
    def file(self) -> bytes:
        """The figures as they were published."""
        return bytes(self.release.files.get(name="figures.csv").body)


def comparable_release(period: Period, partnerships: Iterable[Partnership]) -> Release | None:
    """Return the newest published edition about the same period a year before, else the term before, over these areas."""
    chosen = {one.pk for one in partnerships}
    for candidate in comparable_periods(period):
        published = Release.objects.filter(state=Release.State.PUBLISHED, period_key=candidate.key).order_by("-edition")
        for release in published.defer("truth"):
            if not release.area_codes or (chosen and chosen <= set(release.area_codes)):
                return release
    return None


def periods_near(period: Period) -> list[Period]:
    """Return the other periods of which readers have a release and that share terms with this one, or with one that does."""
    known = Release.objects.filter(state__in=READERS_HAVE).values_list("period_key", flat=True)
    return tied_to(period, [period_of(key) for key in sorted(set(known))])


def releases_beside(period: Period, compared: str | None) -> list[Release]:
    """Return every release that readers have and that bears on one: about its period, those near, or the earlier one."""
    return _releases_about({period.key, compared, *(one.key for one in periods_near(period))})


def linked_releases(view: View) -> list[Linked]:
    """Return the releases beside one, with what they say of the periods that it is seen with."""
    return [_linked(release, view) for release in _releases_about(view.about)]


def _releases_about(about: Collection[str | None]) -> list[Release]:
    return [
        release
        for release in Release.objects.filter(state__in=READERS_HAVE).order_by("made_at").defer("truth")
        if release.period_key in about or set(about) & set(release.audit.get("panels", ()))
    ]


def _linked(release: Release, view: View) -> Linked:
    edition = seen_from(view, unpacked(release.truth), release.period_key)
    return Linked(release, edition, tuple(one for one in panels_in(release.truth) if one.about in view.about))


def marks_of(releases: Iterable[Release]) -> list[str]:
    """Return which releases these are, to notice that another came out since."""
    return sorted(f"{one.period_key}/{one.edition}" for one in releases)
