"""What the figures of a page rest on: each indicator with the lists behind it, their dates, and its method."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maypole.atlas.indicators import all_indicators
from maypole.atlas.planning.question import Measure
from maypole.atlas.queries.values import dates_of

OF_SCHOOLS = ("reach-reached", "need-idaci", "need-idaci-2019", "need-imd", "need-free-school-meals", "need-pupils")
OF_PLANS = {
    Measure.MEALS: ("reach-reached", "reach-engagements", "need-free-school-meals", "need-pupils", "need-idaci"),
    Measure.DEPRIVED: ("reach-reached", "reach-engagements", "need-idaci", "need-pupils"),
}


@dataclass(frozen=True)
class Basis:
    """An indicator, what it was taken from and when."""

    title: str
    path: str
    dates: str
    method_path: str


def rests_on(slugs: Iterable[str], lists: Mapping[str, str]) -> tuple[Basis, ...]:
    """Return each indicator that some list here tells of; reach rests on returns."""
    found = []
    for indicator in (all_indicators()[slug] for slug in slugs):
        dates = "; ".join(dates_of(indicator, lists)) if indicator.is_public else indicator.source
        if dates:
            path, method = indicator.get_absolute_url(), f"/methods/{indicator.method}/"
            found.append(Basis(indicator.title, path, dates, method))
    return tuple(found)
