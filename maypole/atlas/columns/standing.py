"""How far schools are in a scheme."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Standing:
    """The furthest stage of each school in one scheme, and its level, by URN."""

    status: dict[int, str]
    level: dict[int, str]
