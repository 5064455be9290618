"""What the clock does for journeys: it reminds of days that come near."""

from datetime import datetime, timedelta

from maypole.core.clock import DueWork, Every
from maypole.programme.actions.reminding import remind_all


def remind(now: datetime) -> str:
    """Remind schools and those who support them."""
    return f"{remind_all(now)} reminded"


WORK = [DueWork("programme: remind of journeys", Every(timedelta(days=1)), remind)]
