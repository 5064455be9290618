"""What the clock does in the hall."""

from datetime import datetime, timedelta

from maypole.core.clock import DueWork, Every, Weekly
from maypole.web.duties.retention import enforce
from maypole.web.weekly_mail import mail_everybody

MONDAY, SEVEN = 0, 7


def keep_no_longer(now: datetime) -> str:
    ended = {record: count for record, count in enforce(now).items() if count}
    return f"ended {ended}" if ended else "nothing was past its time"


def mail_the_week(now: datetime) -> str:
    return f"mailed {mail_everybody()} coordinators"


WORK = [
    DueWork("hall: keep records no longer than we say", Every(timedelta(days=1)), keep_no_longer),
    DueWork("hall: mail This week", Weekly(MONDAY, SEVEN), mail_the_week),
]
