"""What the atlas keeps: values of indicators, views that somebody saved, and tables of travel times."""

from maypole.atlas.models.travel import TravelTable
from maypole.atlas.models.values import AreaValues, Calculation, SchoolValues
from maypole.atlas.models.views import SavedView

__all__ = ["AreaValues", "Calculation", "SavedView", "SchoolValues", "TravelTable"]
