"""Who is there: schools, organisations and their venues, what they offer, what they hold, and how lists agree."""

from maypole.directory.models.accreditations import Accreditation
from maypole.directory.models.entries import Entry
from maypole.directory.models.listings import ChangeProposal, Claim, Enquiry, Feedback, Listing, Photo
from maypole.directory.models.mappings import Mapping
from maypole.directory.models.matching import Candidate, Merge, SourceRecord
from maypole.directory.models.offers import Offer
from maypole.directory.models.organisations import Identifier, Organisation, Venue
from maypole.directory.models.periods import ConfirmationPeriod
from maypole.directory.models.schools import School, SchoolLink
from maypole.directory.models.wants import Want

__all__ = [
    "Accreditation",
    "Candidate",
    "ChangeProposal",
    "Claim",
    "ConfirmationPeriod",
    "Enquiry",
    "Entry",
    "Feedback",
    "Identifier",
    "Listing",
    "Mapping",
    "Merge",
    "Offer",
    "Organisation",
    "Photo",
    "School",
    "SchoolLink",
    "SourceRecord",
    "Venue",
    "Want",
]
