"""Take the sample away, whole: real and invented rows never stand side by side."""

from django.db import transaction
from django.db.models import Q

from maypole.accounts.models import Consent, Person
from maypole.atlas.models import AreaValues, Calculation, SchoolValues, TravelTable
from maypole.core.actions import set_what_it_holds
from maypole.core.models import Dataset
from maypole.core.queries import EMPTY
from maypole.directory.actions.photos import remove_file
from maypole.directory.models import Entry, Mapping, Organisation, Photo, School
from maypole.news.actions.trees import close_stories
from maypole.outcomes.models import AcceptedLine, Release, Return, Round
from maypole.partnerships.models import Partnership
from maypole.places.models import Boundary, Place
from maypole.web.sample.names import DEMONSTRATION, INVENTED_ENGINE, MAPPING, SLUG


@transaction.atomic
def remove_sample() -> None:
    """Delete every invented row and the accounts that came with it; outlines and districts are real and stay."""
    remove_returns()
    remove_evidence()
    Entry.objects.filter(is_invented=True).delete()
    remove_pictures()
    for partnership in Partnership.objects.filter(is_invented=True):
        close_stories(partnership)
    Partnership.objects.filter(is_invented=True).delete()
    of_sample = Q(is_invented=True) | Q(dataset=SLUG)
    School.objects.filter(of_sample).delete()
    Organisation.objects.filter(of_sample).delete()
    Boundary.objects.filter(place__is_invented=True).delete()
    Place.objects.filter(is_invented=True).delete()
    Person.objects.filter(email__endswith=f"@{DEMONSTRATION}").delete()
    Mapping.objects.filter(slug=MAPPING).delete()
    Dataset.objects.filter(is_invented=True).delete()
    set_what_it_holds(EMPTY)


def remove_returns() -> None:
    """Take the invented rounds, returns and releases away."""
    Release.objects.filter(is_invented=True).delete()
    AcceptedLine.objects.filter(round__is_invented=True).delete()
    Return.objects.filter(round__is_invented=True).delete()
    Round.objects.filter(is_invented=True).delete()


def remove_evidence() -> None:
    """Delete what was worked out from the sample, and its invented travel times."""
    for model in (Calculation, SchoolValues, AreaValues):
        model.objects.all().delete()
    TravelTable.objects.filter(engine=INVENTED_ENGINE).delete()


def remove_pictures() -> None:
    """Delete the drawings with their consents; their files go once the sample is gone for certain."""
    photos = list(Photo.objects.filter(listing__organisation__is_invented=True))
    consents = [photo.consent_id for photo in photos if photo.consent_id]
    for photo in photos:
        remove_file(photo)
    Consent.objects.filter(pk__in=consents).delete()
