"""Areas of every kind, their outlines, postcodes, and what is measured about them."""

from maypole.places.models.indicators import Indicator, IndicatorValue
from maypole.places.models.places import Boundary, Containment, Place, Succession
from maypole.places.models.postcodes import Postcode

__all__ = ["Boundary", "Containment", "Indicator", "IndicatorValue", "Place", "Postcode", "Succession"]
