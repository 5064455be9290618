"""What schools would like, as pages read it."""

from dataclasses import dataclass
from datetime import datetime

from maypole.directory.artforms import ArtForm
from maypole.directory.key_stages import KeyStage
from maypole.directory.models import Want
from maypole.directory.queries.listed import kilometres
from maypole.directory.queries.wants import Fitting

TONES = {Want.State.OPEN: "note", Want.State.MET: "good", Want.State.WITHDRAWN: ""}


@dataclass(frozen=True)
class WantLine:
    """A want in words."""

    id: str
    text: str
    tags: tuple[str, ...]
    when: str
    state: str
    tone: str
    is_open: bool
    is_public: bool
    posted_at: datetime


@dataclass(frozen=True)
class FittingLine:
    """A want near an organisation, and why it fits."""

    want: WantLine
    school: str
    school_path: str
    why: tuple[str, ...]


def want_line(want: Want) -> WantLine:
    return WantLine(
        id=str(want.pk),
        text=want.text,
        tags=(
            *(KeyStage(slug).title for slug in want.key_stages),
            *(ArtForm(slug).title for slug in want.artforms),
        ),
        when=want.wanted_when,
        state=want.get_state_display(),
        tone=TONES[Want.State(want.state)],
        is_open=want.state == Want.State.OPEN,
        is_public=want.is_public,
        posted_at=want.created_at,
    )


def fitting_line(one: Fitting) -> FittingLine:
    school = one.want.school
    return FittingLine(want_line(one.want), school.name, school.get_absolute_url(), tuple(reasons(one)))


def reasons(one: Fitting) -> list[str]:
    """Say why a want fits an organisation: its offers, its art forms, how far it is."""
    said = [f"Your offer “{offer.title}” fits" for offer in one.offers[:3]]
    if not said:
        said.append("You work in " + " and ".join(ArtForm(slug).title.lower() for slug in one.shared))
    said.append("No point is known for one of you" if one.km is None else f"{kilometres(one.km)} away")
    return said
