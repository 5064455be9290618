"""What the clock does for rounds: it reminds those who have not sent their return."""

from datetime import datetime, timedelta

from maypole.core.clock import DueWork, Every
from maypole.outcomes.actions.rounds import remind
from maypole.outcomes.models import Round


def remind_everybody(now: datetime) -> str:
    """Remind in every open round; nobody twice within a week."""
    reminded = sum(remind(of=one, now=now) for one in Round.objects.filter(closed_at__isnull=True))
    return f"{reminded} reminded"


WORK = [DueWork("remind of returns", Every(timedelta(days=1)), remind_everybody)]
