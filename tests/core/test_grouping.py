"""A grouped form shows each of its fields once, and says once what may be left out."""

import pytest

from maypole.core.grouping import MAY_SKIP
from maypole.directory.forms.owner import ListingForm, OfferForm, PhotoForm
from maypole.partnerships.forms.keeping import PartnershipForm, PrioritiesForm


@pytest.mark.django_db
@pytest.mark.parametrize("form_class", [ListingForm, OfferForm, PhotoForm, PartnershipForm, PrioritiesForm])
def test_every_field_stands_in_one_group(form_class):
    form = form_class()
    shown = [field.name for group in form.groups() for row in group.rows for field in row]
    assert sorted(shown) == sorted(form.fields)


def test_a_group_whose_fields_may_all_be_skipped_says_it_once():
    groups = {group.title: group for group in ListingForm().groups()}
    assert groups["Who you are"].hint == MAY_SKIP
    assert groups["Who you are"].is_quiet
    happens = next(group for group in OfferForm().groups() if group.title == "What happens")
    assert not happens.is_quiet
