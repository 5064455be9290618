"""Take the sample away, whole: real and invented rows never stand side by side."""

from django.db import transaction
from django.db.models import Q

from maypole.accounts.models import Person
from maypole.core.actions import set_what_it_holds
from maypole.core.models import Dataset
from maypole.core.queries import EMPTY
from maypole.directory.models import Entry, Organisation, School
from maypole.partnerships.models import Partnership
from maypole.places.models import Boundary, Place
from maypole.web.sample.load import DEMONSTRATION, SLUG


@transaction.atomic
def remove_sample() -> None:
    """Delete every invented row and the accounts that came with it; outlines and districts are real and stay."""
    Entry.objects.filter(is_invented=True).delete()
    Partnership.objects.filter(is_invented=True).delete()
    of_sample = Q(is_invented=True) | Q(dataset=SLUG)
    School.objects.filter(of_sample).delete()
    Organisation.objects.filter(of_sample).delete()
    Boundary.objects.filter(place__is_invented=True).delete()
    Place.objects.filter(is_invented=True).delete()
    Person.objects.filter(email__endswith=f"@{DEMONSTRATION}").delete()
    Dataset.objects.filter(slug=SLUG).delete()
    set_what_it_holds(EMPTY)
