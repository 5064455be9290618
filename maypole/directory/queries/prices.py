"""What an offer costs, in the words of a page: "Free", "£168 a class", or that one has to ask."""

from dataclasses import dataclass

from maypole.directory.models import Offer


@dataclass(frozen=True)
class Price:
    amount: str
    unit: str


def price_of(offer: Offer) -> Price:
    if offer.is_free:
        return Price("Free", "")
    if offer.cost_pounds is None:
        return Price("Ask", "for the price")
    pounds = f"£{offer.cost_pounds:,.2f}".removesuffix(".00")
    return Price(pounds, offer.get_cost_unit_display())
