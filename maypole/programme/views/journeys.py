"""The lists of a partnership's journeys: what to act on, all of them, as a file, and how many took part."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maypole.accounts.permissions import MemberRequest
from maypole.core.spreadsheets import csv_file
from maypole.partnerships.models import Partnership
from maypole.partnerships.permissions import may_keep
from maypole.programme.presenters.journeys import CONCERNS, JourneyLine, line_of, list_links, scheme_links
from maypole.programme.presenters.pages import pages_of
from maypole.programme.presenters.take_up import take_up_page
from maypole.programme.presenters.words import RULES, title_of
from maypole.programme.queries.bodies import organisation_names
from maypole.programme.queries.filters import Filters, parse
from maypole.programme.queries.journeys import SchoolJourney, journeys_of_partnership
from maypole.programme.queries.take_up import take_up_of
from maypole.programme.queries.to_act_on import Concern, concerns_of, in_order
from maypole.programme.stages import LEVELS, PLANS, Stage
from maypole.programme.territory import perhaps_of
from maypole.programme.views.fetched import seen_or_403

AT_ONCE = 25
COLUMNS = (
    "urn", "school", "district", "phase", "scheme", "stage", "next_day", "registered_on", "plan_due_on",
    "submitted_on", "awarded_on", "level", "ends_on", "supported_by", "supported_since", "to_act_on",
)  # fmt: skip


@dataclass(frozen=True)
class Begun:
    """Every school that has begun, the lists that each stands in, and those that pass the filter."""

    all: list[SchoolJourney]
    concerns: list[set[Concern]]
    found: list[SchoolJourney]


def begun_of(partnership: Partnership, filters: Filters) -> Begun:
    today = timezone.localdate()
    every = journeys_of_partnership(partnership, filters.scheme, today)
    begun = in_order([one for one in every if one.stage is not Stage.NOT_BEGUN])
    concerns = [concerns_of(one, today) for one in begun]
    found = [one for one, its in zip(begun, concerns, strict=True) if filters.passes(one, its)]
    return Begun(begun, concerns, found)


def lines(found: list[SchoolJourney]) -> list[JourneyLine]:
    today = timezone.localdate()
    return [line_of(one, concerns_of(one, today), today) for one in found]


def journeys(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the journeys of the filter; each line can be finished where it stands."""
    partnership, filters = seen_or_403(request, slug), parse(request.GET)
    begun = begun_of(partnership, filters)
    page = Paginator(begun.found, AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "partnership": partnership,
        "filters": filters,
        "scheme": filters.scheme.value,
        "schemes": scheme_links(filters),
        "lists": list_links(begun.concerns, filters),
        "everybody": filters.of_list(None).query,
        "list_title": CONCERNS[filters.concern][0] if filters.concern else "Everybody who has begun",
        "begun": len(begun.all),
        "found": len(begun.found),
        "districts": partnership.territory.holds.order_by("inner__name").values_list("inner__code", "inner__name"),
        "pages": pages_of(page, filters),
        "lines": lines(list(page.object_list)),
        "levels": LEVELS[filters.scheme],
        "plan": PLANS[filters.scheme].capitalize(),
        "rule": RULES[filters.scheme],
        "organisations": organisation_names(partnership),
        "may_keep": may_keep(request.user, partnership),
        "today": timezone.localdate(),
    }
    return render(request, "programme/journeys.html", context)


def journeys_csv(request: MemberRequest, slug: str) -> HttpResponse:
    """Return the list as it stands on the page, filter and all."""
    partnership, filters = seen_or_403(request, slug), parse(request.GET)
    scheme, found = filters.scheme, begun_of(partnership, filters).found
    rows = [_row(one, line) for one, line in zip(found, lines(found), strict=True)]
    said = f"{title_of(scheme)} journeys, {partnership}, {timezone.localdate():%-d %B %Y}. Not for publication."
    return csv_file(f"{scheme.value}-journeys.csv", said=said, columns=COLUMNS, rows=rows)


def _row(one: SchoolJourney, line: JourneyLine) -> list[object]:
    award = one.dates.award
    return [
        line.urn, line.name, line.district, line.phase, one.scheme.value, line.stage, line.next, one.dates.registered_on,
        one.dates.plan_due_on, one.dates.submitted_on, award and award.awarded_on, award and award.level,
        award and award.ends_on, line.supporter, line.since, "; ".join(line.concerns),
    ]  # fmt: skip


def take_up(request: MemberRequest, slug: str) -> HttpResponse:
    """Show how many schools of each district, phase and neighbourhood took an award up."""
    partnership, filters = seen_or_403(request, slug), Filters(parse(request.GET).scheme)
    scheme = filters.scheme
    found = journeys_of_partnership(partnership, scheme, timezone.localdate())
    context = {
        "partnership": partnership,
        "scheme_title": title_of(scheme),
        "schemes": scheme_links(filters),
        "page": take_up_page(take_up_of(found, perhaps_of(partnership))) if found else None,
        "may_keep": may_keep(request.user, partnership),
    }
    return render(request, "programme/take_up.html", context)
