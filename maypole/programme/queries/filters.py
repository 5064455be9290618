"""What a reader of the journeys asked for: the address is the filter."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from maypole.programme.queries.journeys import SchoolJourney
from maypole.programme.queries.to_act_on import Concern
from maypole.programme.stages import Scheme

LONGEST = 80


@dataclass(frozen=True)
class Filters:
    """The scheme, the list to act on (None is everybody), words of the school's name, the code of its district."""

    scheme: Scheme = Scheme.ARTSMARK
    concern: Concern | None = None
    words: str = ""
    area: str = ""

    def passes(self, one: SchoolJourney, concerns: set[Concern]) -> bool:
        name = one.school.name.lower()
        return (
            (self.concern is None or self.concern in concerns)
            and (not self.area or (one.school.district is not None and one.school.district.code == self.area))
            and all(word in name for word in self.words.lower().split())
        )

    @property
    def query(self) -> str:
        """The filter as it stands in an address."""
        said = {"scheme": self.scheme.value, "list": self.concern.value if self.concern else "", "q": self.words,
                "area": self.area}  # fmt: skip
        return urlencode({name: value for name, value in said.items() if value})

    def of_scheme(self, scheme: Scheme) -> "Filters":
        return replace(self, scheme=scheme)

    def of_list(self, concern: Concern | None) -> "Filters":
        return replace(self, concern=concern)


def parse(params: Mapping[str, str]) -> Filters:
    """Return the filter of an address; what nobody knows is left out."""
    asked = params.get("list", "")
    return Filters(
        scheme=scheme_of(params.get("scheme", "")),
        concern=Concern(asked) if asked in set(Concern) else None,
        words=" ".join(params.get("q", "").replace("\x00", "").split())[:LONGEST],
        area=params.get("area", "").replace("\x00", "")[:LONGEST],
    )


def scheme_of(text: str) -> Scheme:
    """Return the scheme of this name, Artsmark where none bears it."""
    return Scheme(text) if text in set(Scheme) else Scheme.ARTSMARK
