"""Find the earlier release that a release can be compared with, and all releases that readers could hold beside it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from maypole.evidence.disclosure import Edition
from maypole.outcomes.models import Release
from maypole.outcomes.queries.releases import READERS_HAVE
from maypole.outcomes.release.editions import panels_in, unpacked
from maypole.outcomes.release.panels import Panel, as_beside, as_earlier
from maypole.outcomes.terms import Period, comparable_periods
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


def releases_beside(own: str, earlier: str | None) -> list[Release]:
    """Return every release that readers have and that tells of a period, or of the earlier one it is compared with."""
    about = {own, earlier}
    return [
        release
        for release in Release.objects.filter(state__in=READERS_HAVE).order_by("made_at").defer("truth")
        if release.period_key in about or about & set(release.audit.get("panels", ()))
    ]


def linked_releases(own: str, earlier: str | None) -> list[Linked]:
    """Return the releases beside one, with what they say of its periods."""
    about = {own, earlier} if earlier else {own}
    return [_linked(release, own, earlier, about) for release in releases_beside(own, earlier)]


def _linked(release: Release, own: str, earlier: str | None, about: Collection[str]) -> Linked:
    edition = unpacked(release.truth)
    if release.period_key == earlier:
        edition = as_earlier(edition, earlier)
    elif release.period_key != own:
        edition = as_beside(edition, own, about)
    return Linked(release, edition, tuple(one for one in panels_in(release.truth) if one.about in about))


def marks_of(releases: Iterable[Release]) -> list[str]:
    """Return which releases these are, to notice that another came out since."""
    return sorted(f"{one.period_key}/{one.edition}" for one in releases)
