"""What accepted lines tell of schools, by school and term, and added up over terms."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass
class Told:
    """What accepted lines tell of one school in one term. Counts are of lines that are about it alone.

    engagements   times a child took part, at least
    largest       children of its largest line
    children      children of all lines added up; one child may be in several
    """

    engagements: int = 0
    largest: int = 0
    children: int = 0
    organisations: set[str] = field(default_factory=set)
    projects: set[str] = field(default_factory=set)


ToldBySchool = dict[int, dict[str, Told]]


@dataclass(frozen=True)
class Reach:
    """Reach of schools in some terms, in the order of the URNs that were asked about.

    is_reached      (schools,)   whether any accepted line tells of it
    engagements     (schools,)   times a child took part, at least; 0 where none is told
    least, most     (schools,)   different children; most is NaN where the roll is not known
    organisations, projects      (schools,)   how many
    last_term       (schools,)   the last term of all in which a line tells of it, "" for none
    """

    is_reached: NDArray[np.bool_]
    engagements: NDArray[np.float64]
    least: NDArray[np.float64]
    most: NDArray[np.float64]
    organisations: NDArray[np.int64]
    projects: NDArray[np.int64]
    last_term: tuple[str, ...]
