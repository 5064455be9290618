"""Whether a name is a person's: somebody who works alone is shown at the level of the district, never at a door."""

from pathlib import Path

from maypole.directory.matching.names import plain_words

GIVEN_NAMES = frozenset(Path(__file__).with_name("given_names.txt").read_text().split())
TRADES = frozenset(
    ["artist", "practitioner", "illustrator", "maker", "musician", "poet", "potter", "ceramicist", "author"]
)
BODIES = frozenset(
    [
        "academy",
        "and",
        "arts",
        "associates",
        "band",
        "centre",
        "choir",
        "club",
        "collective",
        "college",
        "community",
        "company",
        "council",
        "dance",
        "drama",
        "ensemble",
        "federation",
        "festival",
        "foundation",
        "gallery",
        "group",
        "house",
        "hub",
        "library",
        "limited",
        "ltd",
        "media",
        "museum",
        "music",
        "opera",
        "orchestra",
        "partnership",
        "performing",
        "photography",
        "pottery",
        "press",
        "productions",
        "project",
        "projects",
        "school",
        "services",
        "society",
        "stage",
        "studio",
        "studios",
        "theatre",
        "trust",
        "university",
        "workshop",
        "workshops",
    ]
)
MOST_WORDS = 4


def sounds_like_a_person(name: str) -> bool:
    """Return whether a name is most likely a person's; where in doubt, a given name first is taken for one."""
    words = plain_words(name.split(" - ", maxsplit=1)[0])
    if not 2 <= len(words) <= MOST_WORDS or words[0] not in GIVEN_NAMES:
        return False
    return not BODIES.intersection(words) or (bool(TRADES.intersection(words)) and len(words) > 2)
