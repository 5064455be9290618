"""The September transition project: a coordinator's totals and pairs, and the counts of one school."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from maypole.accounts.permissions import MemberRequest
from maypole.core.spreadsheets import csv_file
from maypole.programme.actions import transition as actions
from maypole.programme.forms.transition import CountsForm, PairForm
from maypole.programme.models import TransitionPair
from maypole.programme.presenters.transition import row_of, transition_page
from maypole.programme.queries.transition import own_warnings, septembers, told_by, transition_of
from maypole.programme.territory import schools_of
from maypole.programme.views.fetched import kept_or_403, school_or_403

COLUMNS = ("year", "urn", "school", "year_6_started", "year_7_continued", "awards", "sends_to", "takes_from")


def year_of(request: MemberRequest) -> int:
    """Return the September that was asked for, the newest where it is none of those to choose from."""
    years = septembers(timezone.localdate())
    asked = request.POST.get("year") or request.GET.get("year", "")
    return int(asked) if asked in {str(year) for year in years} else years[0]


def transition(request: MemberRequest, slug: str) -> HttpResponse:
    """Show totals, schools and pairs; a posted pair is made."""
    partnership, year = kept_or_403(request, slug), year_of(request)
    form = PairForm(request.POST or None, schools=schools_of(partnership))
    if request.method == "POST" and form.is_valid():
        try:
            pair = actions.pair_schools(partnership=partnership, year=year, by=request.user.id, **form.cleaned_data)
        except actions.UnableToPair as error:
            form.add_error("primary", str(error))
        else:
            messages.success(request, f"{pair.primary} sends to {pair.secondary}.")
            return redirect(f"{reverse('transition', args=[slug])}?year={year}")
    context = {
        "partnership": partnership,
        "page": transition_page(transition_of(partnership, year)),
        "years": [(each, each == year) for each in septembers(timezone.localdate())],
        "form": form,
        "may_keep": True,
    }
    return render(request, "programme/transition.html", context)


@require_POST
def change_pairs(request: MemberRequest, slug: str) -> HttpResponse:
    """Part a pair, or take over those of the year before."""
    partnership, year = kept_or_403(request, slug), year_of(request)
    number = request.POST.get("pair", "")
    if request.POST.get("button") == "over":
        taken = actions.take_over_pairs(partnership=partnership, year=year, by=request.user.id)
        messages.success(request, f"{taken} taken over." if taken else f"September {year - 1} has no other pairs.")
    else:
        pair = get_object_or_404(
            TransitionPair, pk=int(number) if number.isdecimal() else 0, partnership=partnership, year=year
        )
        actions.part_schools(pair=pair, by=request.user.id)
        messages.success(request, f"{pair.primary} and {pair.secondary} are no pair. What they told stays.")
    return redirect(f"{reverse('transition', args=[slug])}?year={year}")


def transition_csv(request: MemberRequest, slug: str) -> HttpResponse:
    partnership, year = kept_or_403(request, slug), year_of(request)
    rows = [
        (year, one.school.urn, one.school.name, one.started, one.continued, one.awards,
         "; ".join(map(str, one.sends_to)), "; ".join(map(str, one.takes_from)))
        for one in transition_of(partnership, year).schools
    ]  # fmt: skip
    said = f"September transition {year}, {partnership}. Counts of single schools: for the coordinator alone."
    return csv_file(f"transition-{year}.csv", said=said, columns=COLUMNS, rows=rows)


def school_transition(request: MemberRequest, urn: int) -> HttpResponse:
    """Show one school its counts of a September, and take them."""
    school, year = school_or_403(request, urn), year_of(request)
    told = told_by(school, year)
    form = CountsForm(
        request.POST or None,
        school=school,
        initial={"started": told.started, "continued": told.continued, "awards": told.awards},
    )
    if request.method == "POST" and form.is_valid():
        actions.tell_counts(school=school, year=year, by=request.user.id, now=timezone.now(), **form.counts())
        for warning in own_warnings(told_by(school, year)):
            messages.warning(request, f"{warning} It is kept as it is. Is it right?")
        messages.success(request, "Saved.")
        return redirect(f"{reverse('school_transition', args=[urn])}?year={year}")
    context = {
        "school": school,
        "row": row_of(told),
        "year": year,
        "years": [(each, each == year) for each in septembers(timezone.localdate())],
        "form": form,
    }
    return render(request, "programme/school_transition.html", context)
