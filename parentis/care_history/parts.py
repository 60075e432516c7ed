from parentis.care_history.forms import (
    AdoptionForm,
    GuardianshipOrderForm,
    ProgrammeForm,
    StayForm,
    SupportAskedForForm,
    UnaccompaniedArrivalForm,
)
from parentis.care_history.models import (
    Adoption,
    GuardianshipOrder,
    Programme,
    Stay,
    SupportAskedFor,
    UnaccompaniedArrival,
)
from parentis.entries.choices import Theme
from parentis.entries.parts import Part

STAYS = Part(
    slug="stays",
    title="At home, detained, in hospital or privately fostered",
    one="stay",
    model=Stay,
    form=StayForm,
    theme=Theme.CARE,
    empty="None is written down. What they are owed can depend on it.",
)
GUARDIANSHIP = Part(
    slug="special-guardianship",
    title="Special guardianship",
    one="special guardianship order",
    model=GuardianshipOrder,
    form=GuardianshipOrderForm,
    theme=Theme.CARE,
    empty="No order is written down.",
    is_single=True,
)
ADOPTIONS = Part(
    slug="adoption",
    title="Adoption",
    one="adoption",
    model=Adoption,
    form=AdoptionForm,
    theme=Theme.CARE,
    empty="No adoption is written down.",
    is_single=True,
)
PROGRAMMES = Part(
    slug="programmes",
    title="Programmes of education or training",
    one="programme",
    model=Programme,
    form=ProgrammeForm,
    theme=Theme.CARE,
    empty="None is written down. After 21, what they are owed can depend on it.",
)
SUPPORT_ASKED_FOR = Part(
    slug="support-asked-for",
    title="Support asked for after 21",
    one="request for support",
    model=SupportAskedFor,
    form=SupportAskedForForm,
    theme=Theme.CARE,
    empty="They have not asked yet. From 21 to 24 they can, at any time.",
)
UNACCOMPANIED = Part(
    slug="unaccompanied",
    title="Coming to the country alone",
    one="arrival",
    model=UnaccompaniedArrival,
    form=UnaccompaniedArrivalForm,
    theme=Theme.CARE,
    empty="Nothing is written down.",
    is_single=True,
)
PARTS = (
    STAYS,
    GUARDIANSHIP,
    ADOPTIONS,
    PROGRAMMES,
    SUPPORT_ASKED_FOR,
    UNACCOMPANIED,
)
