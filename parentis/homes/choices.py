"""Where young people live, in the codes of the return (OC3's ACCOM)."""

from django.db.models import TextChoices


class HomeKind(TextChoices):
    PARENTS_OR_RELATIVES = "B", "With parents or relatives"
    COMMUNITY_HOME = "C", "Community home or other residential care, the NHS's too"
    SEMI_INDEPENDENT = "D", "Semi-independent home with support"
    SUPPORTED_LODGINGS = "E", "Supported lodgings"
    GONE_ABROAD = "G", "Gone abroad"
    DEPORTED = "H", "Deported"
    ORDINARY_LODGINGS = "K", "Ordinary lodgings, without formal support"
    NOT_KNOWN = "R", "Where they live is not known"
    HOMELESS = "S", "No fixed home, or homeless"
    FOYER = "T", "Foyer or similar supported home"
    INDEPENDENT = "U", "Own tenancy, flat share or student home"
    EMERGENCY = "V", "Emergency accommodation"
    BED_AND_BREAKFAST = "W", "Bed and breakfast"
    CUSTODY = "X", "In custody"
    OTHER = "Y", "Somewhere else"
    FORMER_FOSTER_CARERS = "Z", "With former foster carers"


class Tenancy(TextChoices):
    NONE = "", "None, or not known"
    LICENCE = "licence", "Licence"
    ASSURED_SHORTHOLD = "assured-shorthold", "Assured shorthold tenancy"
    ASSURED = "assured", "Assured or periodic tenancy"
    SECURE = "secure", "Secure council tenancy"
    INTRODUCTORY = "introductory", "Introductory or starter tenancy"


class Matter(TextChoices):
    """What makes a home suitable: regulation 9 and Schedule 2 of the Care Leavers
    (England) Regulations 2010. FUNDING is from memory, not yet confirmed.
    """

    FACILITIES = "facilities", "Facilities and services"
    REPAIR = "repair", "State of repair"
    SAFETY = "safety", "Safety"
    LOCATION = "location", "Location"
    SUPPORT = "support", "Support"
    TENANCY = "tenancy", "Tenancy status"
    COST = "cost", "Cost, and whether they can afford it"
    VIEWS = "views", "The young person's views"
    RIGHTS = "rights", "Their understanding of rights and responsibilities"
    FUNDING = "funding", "How it is paid for (from memory, not yet confirmed)"


# What to look at under each, in everyday words.
WHAT_TO_LOOK_AT = {
    Matter.FACILITIES: "A kitchen, a bathroom, heating, somewhere to wash clothes",
    Matter.REPAIR: "Damp, broken windows, a boiler that does not work",
    Matter.SAFETY: "Locks, fire alarms, who else lives there or comes",
    Matter.LOCATION: "Near college, work, family and friends, or far from danger",
    Matter.SUPPORT: "The help that this young person needs to live there",
    Matter.TENANCY: "How safe they are from having to leave",
    Matter.COST: "Rent and bills, and what they have",
    Matter.VIEWS: "What they say of it themselves",
    Matter.RIGHTS: "They know what the tenancy asks of them, and of the landlord",
    Matter.FUNDING: "Who pays, and until when",
}


class BidOutcome(TextChoices):
    WAITING = "waiting", "Waiting for an answer"
    OFFERED = "offered", "Offered a home"
    NOT_OFFERED = "not-offered", "Somebody else was offered it"
    REFUSED = "refused", "Offered, and they refused it"
    WITHDRAWN = "withdrawn", "They took the bid back"
