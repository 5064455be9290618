"""The addresses that search engines are told of."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from maypole.core.queries import holds_sample
from maypole.directory.models import Organisation, School
from maypole.partnerships.models import Partnership


class RealOnly(Sitemap[Any]):
    """Lists nothing while the data are invented."""

    limit = 5_000
    protocol = None

    def items(self) -> Any:
        return [] if holds_sample() else self.real_items()

    def real_items(self) -> Any:
        """Return what to list once the data are real."""
        return []


class Pages(RealOnly):
    """The pages that are always there."""

    def real_items(self) -> list[str]:
        return ["home", "map", "partnerships", "data", "privacy", "accessibility"]

    def location(self, item: str) -> str:
        return reverse(item)


class Schools(RealOnly):
    """Every open school."""

    def real_items(self) -> QuerySet[School]:
        return School.objects.filter(status=School.Status.OPEN).order_by("urn").only("urn")


class Organisations(RealOnly):
    """Every organisation that is open and was not merged into another."""

    def real_items(self) -> QuerySet[Organisation]:
        return Organisation.objects.open().order_by("id").only("id")


class Partnerships(RealOnly):
    """Every partnership."""

    def real_items(self) -> QuerySet[Partnership]:
        return Partnership.objects.exclude(status="ended").order_by("slug")


SITEMAPS = {"pages": Pages, "schools": Schools, "organisations": Organisations, "partnerships": Partnerships}
