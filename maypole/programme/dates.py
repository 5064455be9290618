"""Days that cannot be so, said in words beside the field to look at."""

from datetime import date


class WrongDates(Exception):
    """Dates that cannot all be so; `field` is the one to look at, and the message says why."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


def has_been(field: str, day: date | None, today: date, what_to_do: str) -> None:
    """Raise WrongDates for a day that is still to come."""
    if day and day > today:
        raise WrongDates(field, f"{day:%-d %B %Y} is still to come. {what_to_do}")
