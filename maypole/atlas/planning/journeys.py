"""How far schools are from offers: in minutes where a table of travel times is in use, else in kilometres, never in both."""

from dataclasses import dataclass

import numpy as np

from maypole.atlas.columns.schools import Bools, Floats

FAR_KM, FAR_MINUTES = 100.0, 120.0
NOT_KNOWN, ONLINE = 0.2, 0.3


@dataclass(frozen=True)
class Journeys:
    """The way from each school to each offer.

    km         (schools, offers) straight lines; infinite where the offer does not fit, NaN where a point is missing
    minutes    (schools, offers) by the table in use, NaN where it has no such journey; None where no table is in use
    is_online  (offers,)
    """

    km: Floats
    minutes: Floats | None
    is_online: Bools

    def does_fit(self, offer: int) -> Bools:
        return ~np.isinf(self.km[:, offer])

    def closeness(self, offer: int) -> Floats:
        """Return (schools,) 1 next door, 0 very far away, and little where it is not known."""
        if self.is_online[offer]:
            return np.full(len(self.km), ONLINE)
        far, most = (self.km, FAR_KM) if self.minutes is None else (self.minutes, FAR_MINUTES)
        away = far[:, offer]
        return np.where(np.isnan(away), NOT_KNOWN, 1 - np.minimum(np.nan_to_num(away, posinf=0.0), most) / most)

    def in_words(self, school: int, offer: int) -> str:
        if self.is_online[offer]:
            return "online"
        if self.minutes is None:
            km = self.km[school, offer]
            return "distance not known" if np.isnan(km) else f"{km:.1f} km"
        minutes = self.minutes[school, offer]
        return "the travel times have no such journey" if np.isnan(minutes) else f"{minutes:.0f} minutes"
