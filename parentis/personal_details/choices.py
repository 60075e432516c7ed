"""Who young people are and how they are reached, in the codes of the return."""

from django.db.models import TextChoices

from parentis.ssda903.codes import ETHNIC, SEX

# As the return has asked since 2025.
GENDERS = [(code.code, code.meaning) for code in SEX.valid_in(2027)]
ETHNICITIES = [(code.code, code.meaning) for code in ETHNIC.codes]


class Parenting(TextChoices):
    NOT_KNOWN = "", "Not known"
    NO = "no", "No"
    EXPECTING = "expecting", "Expecting a child"
    PARENT = "parent", "Has a child or children"
    PARENT_EXPECTING = "parent-expecting", "Has a child and is expecting another"


class Way(TextChoices):
    """How somebody can be reached."""

    MOBILE = "mobile", "Mobile phone"
    PHONE = "phone", "Another phone"
    EMAIL = "email", "E-mail"
    MESSAGES = "messages", "Messages, as on WhatsApp"
    SOCIAL = "social", "Social media"
    OTHER = "other", "Another way"


PHONES = (Way.MOBILE, Way.PHONE)


class MayBeTold(TextChoices):
    """What somebody important may hear from the council, as the young person said."""

    NOTHING = "nothing", "Nothing, unless the young person says so first"
    SOME = "some", "Some things"
    ANYTHING = "anything", "Anything"


class DocumentKind(TextChoices):
    BIRTH_CERTIFICATE = "birth-certificate", "Birth certificate"
    PASSPORT = "passport", "Passport"
    NATIONAL_INSURANCE = "national-insurance", "National Insurance number"
    PROVISIONAL_LICENCE = "provisional-licence", "Provisional driving licence"
    DRIVING_LICENCE = "driving-licence", "Full driving licence"
    PROOF_OF_AGE = "proof-of-age", "Proof-of-age card"
    BANK_ACCOUNT = "bank-account", "Bank account"
    SETTLED_STATUS = "settled-status", "Settled or pre-settled status"
    E_VISA = "e-visa", "eVisa or residence permit"
    TRAVEL_DOCUMENT = "travel-document", "Travel document"
    NATURALISATION = "naturalisation", "Certificate of citizenship"
    OTHER = "other", "Something else"


class Held(TextChoices):
    HAS = "has", "They have it"
    KEPT = "kept", "We keep it safe for them"
    APPLIED = "applied", "Applied for"
    LOST = "lost", "Lost or stolen"
    NEEDS = "needs", "They do not have it yet"


class CourtKind(TextChoices):
    WAITING = "waiting", "Waiting for court"
    REMAND = "remand", "On remand"
    SENTENCE = "sentence", "Serving a sentence in custody"
    LICENCE = "licence", "On licence or supervised after release"
    COMMUNITY = "community", "On a community or youth order"
    OTHER = "other", "Something else with police or court"
