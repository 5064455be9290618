"""The lists of a partnership's journeys: what to act on, all of them, as a file, and how many took part."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maypole.accounts.permissions import MemberRequest
from maypole.core.spreadsheets import csv_file
from maypole.partnerships.models import Partnership
from maypole.partnerships.permissions import may_keep
from maypole.programme.presenters.journeys import CONCERNS, JourneyLine, line_of, list_links
from maypole.programme.presenters.take_up import take_up_page
from maypole.programme.presenters.words import title_of
from maypole.programme.queries.bodies import organisation_names
from maypole.programme.queries.journeys import SchoolJourney, journeys_of_partnership
from maypole.programme.queries.take_up import take_up_of
from maypole.programme.queries.to_act_on import Concern, concerns_of, in_order
from maypole.programme.stages import LEVELS, Scheme, Stage
from maypole.programme.views.fetched import seen_or_403

AT_ONCE = 25
ALL = "all"
COLUMNS = (
    "urn", "school", "district", "phase", "scheme", "stage", "next_day", "registered_on", "plan_due_on",
    "submitted_on", "awarded_on", "level", "ends_on", "supported_by", "supported_since", "to_act_on",
)  # fmt: skip


def scheme_of(request: MemberRequest) -> Scheme:
    """Return the scheme that was asked for, Artsmark where none is known by that name."""
    asked = request.POST.get("scheme") or request.GET.get("scheme", "")
    return Scheme(asked) if asked in set(Scheme) else Scheme.ARTSMARK


def concern_of(request: MemberRequest) -> Concern | None:
    asked = request.GET.get("list", "")
    return Concern(asked) if asked in set(Concern) else None


def chosen(
    request: MemberRequest, partnership: Partnership
) -> tuple[list[SchoolJourney], list[set[Concern]], list[SchoolJourney]]:
    """Return those who have begun, the lists that each stands in, and those of the list and words that were asked for."""
    today = timezone.localdate()
    every = journeys_of_partnership(partnership, scheme_of(request), today)
    begun = in_order([one for one in every if one.stage is not Stage.NOT_BEGUN])
    concerns = [concerns_of(one, today) for one in begun]
    asked, words = concern_of(request), request.GET.get("q", "").replace("\x00", "").lower().split()
    return (
        begun,
        concerns,
        [
            one
            for one, its in zip(begun, concerns, strict=True)
            if (asked is None or asked in its) and all(word in one.school.name.lower() for word in words)
        ],
    )


def lines(found: list[SchoolJourney]) -> list[JourneyLine]:
    today = timezone.localdate()
    return [line_of(one, concerns_of(one, today), today) for one in found]


def journeys(request: MemberRequest, slug: str) -> HttpResponse:
    partnership = seen_or_403(request, slug)
    begun, concerns, found = chosen(request, partnership)
    scheme, concern = scheme_of(request), concern_of(request)
    page = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "partnership": partnership,
        "scheme": scheme.value,
        "schemes": [(one.value, title_of(one), one is scheme) for one in Scheme],
        "lists": list_links(concerns, concern),
        "list": concern.value if concern else "",
        "list_title": CONCERNS[concern][0] if concern else "Everybody who has begun",
        "begun": len(begun),
        "found": len(found),
        "page": page,
        "lines": lines(list(page.object_list)),
        "levels": LEVELS[scheme],
        "organisations": organisation_names(partnership),
        "may_keep": may_keep(request.user, partnership),
        "today": timezone.localdate(),
        "q": request.GET.get("q", ""),
    }
    return render(request, "programme/journeys.html", context)


def journeys_csv(request: MemberRequest, slug: str) -> HttpResponse:
    """Return the list as it stands on the page, filter and all."""
    partnership = seen_or_403(request, slug)
    _, _, found = chosen(request, partnership)
    scheme = scheme_of(request)
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
    partnership = seen_or_403(request, slug)
    scheme = scheme_of(request)
    found = journeys_of_partnership(partnership, scheme, timezone.localdate())
    context = {
        "partnership": partnership,
        "scheme_title": title_of(scheme),
        "schemes": [(one.value, title_of(one), one is scheme) for one in Scheme],
        "page": take_up_page(take_up_of(found)) if found else None,
        "may_keep": may_keep(request.user, partnership),
    }
    return render(request, "programme/take_up.html", context)
