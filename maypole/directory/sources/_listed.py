"""What the lists of organisations and awards share: each row is parsed, placed, joined and written."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from maypole.core.ingest.errors import BadValue, UnableToIngest
from maypole.core.ingest.source import Intake, Source, usable
from maypole.core.ingest.tables import Row
from maypole.directory.actions.records import Incoming, put_records
from maypole.directory.artforms import ArtForm
from maypole.directory.models import School
from maypole.directory.placing import Placer, Point

STATES_NO_LICENCE = "None stated by the publisher: not passed on"
LONGEST_IDENTIFIER = 80
ARTFORMS = {
    "combined arts": ArtForm.COMBINED,
    "craft": ArtForm.CRAFT,
    "dance": ArtForm.DANCE,
    "design": ArtForm.DESIGN,
    "digital": ArtForm.DIGITAL,
    "film and video": ArtForm.FILM,
    "libraries": ArtForm.LITERATURE,
    "literature": ArtForm.LITERATURE,
    "museums": ArtForm.MUSEUMS,
    "music": ArtForm.MUSIC,
    "photography": ArtForm.PHOTOGRAPHY,
    "theatre": ArtForm.THEATRE,
    "theatre/drama": ArtForm.THEATRE,
    "visual arts": ArtForm.VISUAL,
}


@dataclass(frozen=True)
class Listed:
    """What a row says, before it is placed and joined."""

    key: str
    name: str
    postcode: str = ""
    point: Point | None = None
    doubt: str = ""
    district: str = ""
    aliases: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    organisation: dict[str, Any] = field(default_factory=dict)
    venue: dict[str, Any] = field(default_factory=dict)
    accreditation: dict[str, Any] = field(default_factory=dict)
    service: tuple[str, str] = ("", "")


class ListOfBodies(Source):
    """A list that tells of organisations, venues or awards."""

    own_point_first: ClassVar[bool] = True
    may_be_school: ClassVar[bool] = False
    may_be_organisation: ClassVar[bool] = True
    may_repeat: ClassVar[bool] = False

    @abstractmethod
    def parse(self, row: Row) -> Listed:
        """Return what a row says, or raise BadValue."""

    def check(self, intake: Intake) -> None:
        """An award of a school cannot be joined where there are no schools yet."""
        if self.may_be_school and not School.objects.filter(is_invented=False).exists():
            raise UnableToIngest(
                f"{self.title} names schools, and there are none here yet.",
                remedy="Ingest gias first, then this list.",
            )

    def store(self, rows: Iterable[Row], intake: Intake) -> None:
        parsed = list(usable(rows, intake, self.parse_row))
        parsed = self.without_repeated_keys(parsed, intake)
        placer = Placer(listed.postcode for _, listed in parsed)
        districts = districts_by_name(placer)
        put_records(
            rows=self.with_services([self.placed(row, each, placer, districts) for row, each in parsed], placer),
            dataset=intake.dataset,
            report=intake.report,
            now=intake.now,
            may_repeat=self.may_repeat,
        )

    def parse_row(self, row: Row) -> Listed:
        listed = self.parse(row)
        if not listed.name:
            raise BadValue("name", "The row has no name.")
        if not listed.key:
            raise BadValue("key", "The row has no identifier of its own.")
        if any(len(value) > LONGEST_IDENTIFIER for _, value in listed.identifiers):
            raise BadValue("key", f"An identifier has {LONGEST_IDENTIFIER} characters at most.")
        return listed

    def without_repeated_keys(self, parsed: list[tuple[Row, Listed]], intake: Intake) -> list[tuple[Row, Listed]]:
        """Refuse every row after the first that has its key."""
        seen: Counter[str] = Counter()
        kept = []
        for row, listed in parsed:
            seen[listed.key] += 1
            if seen[listed.key] > 1:
                intake.report.refuse(row.line, f'"{listed.key}" stands in the file twice; the first was taken.')
            else:
                kept.append((row, listed))
        return kept

    def placed(self, row: Row, listed: Listed, placer: Placer, districts: dict[str, str]) -> Incoming:
        placement = placer.place(
            listed.postcode,
            listed.point,
            doubt=listed.doubt,
            district_code=districts.get(listed.district.casefold(), listed.district),
            own_point_first=self.own_point_first,
        )
        return Incoming(
            line=row.line,
            key=listed.key[:120],
            name=listed.name[:200],
            placement=placement,
            aliases=listed.aliases,
            identifiers=listed.identifiers,
            organisation=listed.organisation,
            venue=listed.venue,
            accreditation=listed.accreditation,
            service=listed.service,
            may_be_school=self.may_be_school,
            may_be_organisation=self.may_be_organisation,
        )

    def with_services(self, rows: list[Incoming], placer: Placer) -> list[Incoming]:
        """Give several venues the organisation that runs them, where the list tells; most lists do not."""
        return rows


def districts_by_name(placer: Placer) -> dict[str, str]:
    """Return the code of each district of today by its name."""
    return {place.name.casefold(): place.code for place in placer.districts.values()}


def artforms_of(text: str) -> list[str]:
    """Return the slugs of the art forms that a list names with commas between them."""
    named = (part.strip().lower() for part in text.split(","))
    return sorted({ARTFORMS[name].value for name in named if name in ARTFORMS})
