"""The six kinds of the key, and the levels of what is held: the same words everywhere."""

from dataclasses import dataclass

from maypole.directory.models import Entry


@dataclass(frozen=True)
class Kind:
    """A line of the key. Its place in KINDS is its number in the map's payload."""

    slug: str
    title: str
    plural: str
    ribbon: str
    shape: str


KINDS = (
    Kind(Entry.Kind.SCHOOL, "School", "Schools", "cornflower", "circle"),
    Kind(Entry.Kind.ARTSMARK, "Artsmark school", "Artsmark schools", "marigold", "star"),
    Kind(Entry.Kind.AWARD, "Arts Award centre or supporter", "Arts Award centres", "foxglove", "diamond"),
    Kind(Entry.Kind.MUSEUM, "Accredited museum", "Accredited museums", "poppy", "square"),
    Kind(Entry.Kind.PORTFOLIO, "Arts Council portfolio organisation", "Portfolio organisations", "sky", "triangle"),
    Kind(Entry.Kind.OTHER, "Other cultural organisation", "Other culture", "leaf", "leaf"),
)
KIND_OF = {kind.slug: kind for kind in KINDS}
CAPITALS = {"npo", "ipso"}


def level_title(slug: str) -> str:
    """Return a level as people say it: "Gold", "Working towards", "NPO"."""
    return slug.upper() if slug in CAPITALS else slug.replace("-", " ").capitalize()
