"""The addresses of schools and organisations, their listings and offers."""

from django.urls import URLPattern, URLResolver, path

from maypole.accounts.permissions import anybody, holders_of, signed_in
from maypole.accounts.roles import COORDINATOR, ORGANISATION, SCHOOL
from maypole.directory.api.envelopes import addresses_of
from maypole.directory.api.openreferral import api as openreferral
from maypole.directory.converters import register
from maypole.directory.views import claims, everybody, listing, matching, offers, owner, wants

register()
keeps = holders_of(ORGANISATION, SCHOOL, COORDINATOR)
keeps_offers = holders_of(ORGANISATION, COORDINATOR)
keeps_wants = holders_of(SCHOOL, COORDINATOR)
decides = holders_of(COORDINATOR)
LISTING = "<body:kind>/<str:key>/"
OFFER = "organisations/<str:key>/offers/"
WANT = "schools/<int:urn>/wants/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(LISTING, anybody(listing.listing), name="listing"),
    path("matching/", decides(matching.matching), name="matching"),
    path("matching/<int:record_id>/ask-again/", decides(matching.matching_reopen), name="matching_reopen"),
    path("matching/merges/", decides(matching.matching_merges), name="matching_merges"),
    path("matching/merges/<uuid:merge_id>/undo/", decides(matching.matching_undo), name="matching_undo"),
    path("openreferral/v3/", addresses_of(openreferral)),
    path(f"{LISTING}enquire/", anybody(everybody.enquire), name="listing_enquire"),
    path(f"{LISTING}tell/", anybody(everybody.tell), name="listing_tell"),
    path(f"{LISTING}propose/", anybody(everybody.propose), name="listing_propose"),
    path("confirm/<str:token>/", anybody(everybody.confirm_by_mail), name="confirm_by_mail"),
    path("proposals/<uuid:proposal_id>/", keeps(everybody.decide_proposal), name="proposal"),
    path(f"{LISTING}claim/", signed_in(claims.claim), name="listing_claim"),
    path("claims/<uuid:claim_id>/code/", signed_in(claims.code), name="claim_code"),
    path("claims/<uuid:claim_id>/", decides(claims.decide), name="claim"),
    path("listings/ask-to-confirm/", decides(owner.ask_owners), name="ask_to_confirm"),
    path(f"{LISTING}edit/", keeps(owner.edit), name="listing_edit"),
    path(f"{LISTING}confirm/", keeps(owner.confirm), name="listing_confirm"),
    path(f"{LISTING}history/", keeps(owner.history), name="listing_history"),
    path(f"{LISTING}history/<int:version>/restore/", keeps(owner.restore), name="listing_restore"),
    path(f"{LISTING}people/", keeps(owner.people), name="listing_people"),
    path(
        f"{LISTING}people/<uuid:invitation_id>/take-back/",
        keeps(owner.take_back_invitation),
        name="listing_take_back",
    ),
    path(f"{LISTING}feedback/", keeps(owner.feedback), name="listing_feedback"),
    path(f"{LISTING}safeguarding-seen/", decides(owner.safeguarding_seen), name="listing_safeguarding_seen"),
    path(f"{LISTING}photos/", keeps(offers.photos), name="listing_photos"),
    path(f"{LISTING}photos/<uuid:photo_id>/take-down/", keeps(offers.take_down_photo), name="listing_take_down"),
    path(f"{OFFER}add/", keeps_offers(offers.add), name="offer_add"),
    path(f"{OFFER}<uuid:offer_id>/", keeps_offers(offers.change), name="offer_change"),
    path(f"{OFFER}<uuid:offer_id>/end/", keeps_offers(offers.end), name="offer_end"),
    path(f"{OFFER}<uuid:offer_id>/restore/<int:version>/", keeps_offers(offers.restore), name="offer_restore"),
    path(f"{OFFER}<uuid:offer_id>/ask/", anybody(everybody.ask_about_offer), name="offer_ask"),
    path("organisations/<str:key>/wanted/", keeps_offers(wants.wanted_nearby), name="wanted_nearby"),
    path(WANT, keeps_wants(wants.wants), name="school_wants"),
    path(f"{WANT}<uuid:want_id>/", keeps_wants(wants.want), name="school_want"),
    path(f"{WANT}<uuid:want_id>/state/", keeps_wants(wants.state), name="school_want_state"),
    path(f"{WANT}<uuid:want_id>/restore/<int:version>/", keeps_wants(wants.restore), name="school_want_restore"),
]
