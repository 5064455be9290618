"""Provision: how far the nearest site of a kind is, how many are near, and how many there are for the pupils around."""

import numpy as np

from maypole.atlas.measures.inputs import Floats, Inputs

PUPILS = 1000


def nearest_km(inputs: Inputs, sites: str, detour: float = 1.0) -> Floats:
    """Return kilometres to the nearest site, times how much longer roads are; infinite where there is none."""
    return inputs.nearest_km(sites) * detour


def sites_within(inputs: Inputs, sites: str, km: float) -> Floats:
    """Return how many sites are within so many kilometres, at most 20."""
    return inputs.within(sites, km)


def none_within(inputs: Inputs, sites: str, km: float, detour: float = 1.0) -> Floats:
    """Return 1 where the nearest site is further than so many kilometres, else 0."""
    nearest = nearest_km(inputs, sites, detour)
    return np.where(np.isnan(nearest), np.nan, nearest > km)


def sites_for_pupils(inputs: Inputs, sites: str) -> Floats:
    """Return sites in reach for 1,000 pupils, near ones counting more, each shared with all schools around it (E2SFCA)."""
    if inputs.per_pupil is None:
        return np.full(len(inputs.schools), np.nan)
    return inputs.spread(inputs.per_pupil[:, inputs.sites.column(sites)] * PUPILS)


def places_for_pupils(inputs: Inputs) -> Floats:
    """Return places a year in reach for 100 pupils (E2SFCA), of the sites whose places somebody recorded."""
    if inputs.places_per_pupil is None:
        return np.full(len(inputs.schools), np.nan)
    return inputs.spread(inputs.places_per_pupil * 100)


def places_recorded(inputs: Inputs) -> Floats:
    """Return the share of the sites within 20 km whose places somebody recorded, per cent."""
    return inputs.share_told * 100


def minutes(inputs: Inputs, sites: str) -> Floats:
    """Return minutes to the nearest site in the imported table; not known where there is none."""
    if inputs.travel is None:
        return np.full(len(inputs.schools), np.nan)
    return inputs.travel.minutes_to(inputs.schools.urn, inputs.sites, inputs.sites.of(sites))


MEASURES = (nearest_km, sites_within, none_within, sites_for_pupils, places_for_pupils, places_recorded, minutes)
