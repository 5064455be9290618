"""Arts Award centres: schools, companies, libraries, and people who work alone."""

from maypole.core.ingest.layouts import layout
from maypole.core.ingest.tables import Row
from maypole.core.ingest.values import point
from maypole.directory.matching.names import LOST_LETTER, unscrambled
from maypole.directory.matching.people import sounds_like_a_person
from maypole.directory.models import Accreditation
from maypole.directory.sources._listed import STATES_NO_LICENCE, Listed, ListOfBodies, artforms_of
from maypole.directory.websites import web_address

Scheme = Accreditation.Scheme


class ArtsAward(ListOfBodies):
    slug = "arts_award"
    title = "Arts Award centres"
    publisher = "Trinity College London"
    licence = STATES_NO_LICENCE
    licence_url = ""
    may_pass_on = False
    page = "https://www.artsaward.org.uk/site/?id=64"
    needs = ("gias",)
    own_point_first = False
    may_be_school = True
    may_repeat = True
    layouts = (
        layout(
            "centres",
            required="key title postcode",
            key=("place id", "id", "centre id"),
            title=("title raw", "title", "name", "centre name"),
            postcode=("postcode",),
            latitude=("lat", "latitude"),
            longitude=("lon", "lng", "longitude"),
            website=("website", "url"),
            artforms=("artform", "artforms", "art forms"),
            role=("type", "centre type"),
        ),
    )

    def parse(self, row: Row) -> Listed:
        name = unscrambled(row["title"]).replace(LOST_LETTER, "?")
        own_point, doubt = point(row["latitude"], row["longitude"])
        is_supporter = "supporter" in row["role"].lower()
        return Listed(
            key=row["key"],
            name=name,
            postcode=row["postcode"],
            point=own_point,
            doubt=doubt,
            identifiers=(("arts-award", row["key"]),),
            organisation={
                "website": web_address(row["website"]),
                "artforms": artforms_of(row["artforms"]),
                "is_sole_practitioner": sounds_like_a_person(name),
            },
            accreditation={
                "scheme": (Scheme.ARTS_AWARD_SUPPORTER if is_supporter else Scheme.ARTS_AWARD_CENTRE).value,
                "status": Accreditation.Status.HELD.value,
            },
        )


SOURCE = ArtsAward()
