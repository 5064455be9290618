"""The schools and organisations that a record may be about, as the matching reads them."""

from collections.abc import Iterator

from maypole.directory.matching.names import name_of
from maypole.directory.matching.scoring import Known
from maypole.directory.models import Identifier, Organisation, School, Venue
from maypole.places.models import Place
from maypole.places.postcode_text import compact
from maypole.places.queries.areas import holders

PLACE = ("postcode", "latitude", "longitude", "district_id")
ALIASES = "; "


def known_schools() -> Iterator[Known]:
    """Yield every school that is not closed, under its authority."""
    schools = School.objects.exclude(status=School.Status.CLOSED)
    for urn, name, authority, *place in schools.values_list("urn", "name", "authority_id", *PLACE):
        yield known(f"school:{urn}", name, place, authority, is_school=True)


def known_organisations() -> Iterator[Known]:
    """Yield every organisation under each of its names, and each of its open venues under its own."""
    counties = county_of_districts()
    bodies = Organisation.objects.open().values_list("pk", "name", "also_known_as", *PLACE)
    for pk, name, aliases, *place in bodies:
        for each in (name, *filter(None, aliases.split(ALIASES))):
            yield known(f"organisation:{pk}", each, place, counties.get(place[3]))
    venues = Venue.objects.filter(is_closed=False, organisation__merged_into=None)
    for pk, name, *place in venues.values_list("organisation_id", "name", *PLACE):
        yield known(f"organisation:{pk}", name, place, counties.get(place[3]))


def known(ref: str, name: str, place: list[object], county: int | None, *, is_school: bool = False) -> Known:
    postcode, latitude, longitude, district = place
    return Known(
        ref=ref,
        name=name_of(name),
        postcode=compact(str(postcode)),
        latitude=latitude,  # type: ignore[arg-type]
        longitude=longitude,  # type: ignore[arg-type]
        district=district,  # type: ignore[arg-type]
        county=county,
        is_school=is_school,
    )


def county_of_districts() -> dict[int, int]:
    """Return the county of each district, by primary key."""
    return {pk: county.pk for pk, county in holders(Place.Kind.DISTRICT, Place.Kind.COUNTY).items()}


def bodies_by_identifier() -> dict[tuple[str, str], str]:
    """Return which body bears each identifier; a DfE number that two open schools bear belongs to neither."""
    found = {
        (scheme, value): f"school:{school}" if school else f"organisation:{organisation}"
        for scheme, value, school, organisation in Identifier.objects.values_list(
            "scheme", "value", "school_id", "organisation_id"
        )
    }
    open_first = sorted(
        School.objects.exclude(laestab="").values_list("laestab", "urn", "status"),
        key=lambda school: school[2] == School.Status.CLOSED,
    )
    for laestab, urn, _ in reversed(open_first):
        found["laestab", laestab] = f"school:{urn}"
    return found
