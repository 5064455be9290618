"""Mail “This week” to whoever coordinates, each Monday."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from maypole.accounts.models import Person
from maypole.accounts.roles import COORDINATOR
from maypole.web.presenters.week import Week, week_of


def mail_everybody() -> int:
    """Mail each coordinator who wants it; return how many."""
    people = Person.objects.filter(grants__role=COORDINATOR.slug, wants_weekly_mail=True, is_active=True).distinct()
    return sum(mail_week(person, week_of(person)) for person in people)


def mail_week(person: Person, week: Week) -> bool:
    """Mail one week, also where nothing needs its reader: that is good news."""
    stop = f"{settings.SITE_URL}{reverse('account')}"
    EmailMessage(
        subject=week.headline,
        body=text_of(week, person),
        to=[person.email],
        headers={"List-Unsubscribe": f"<{stop}>"},
    ).send()
    return True


def text_of(week: Week, person: Person) -> str:
    lines = [f"Hello {person.get_short_name()},", "", week.headline, ""]
    for number, item in enumerate(week.items, start=1):
        lines += [f"{number}. {item.title}", f"   {item.text}", ""]
    lines += [f"Do them here: {settings.SITE_URL}{reverse('week')}", ""]
    lines += [f"Stop these mails: {settings.SITE_URL}{reverse('account')}"]
    return "\n".join(lines)
