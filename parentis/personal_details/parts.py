from parentis.accounts.roles import Permission
from parentis.entries.choices import Theme
from parentis.entries.parts import Part
from parentis.personal_details.forms import (
    AboutThemForm,
    CourtMatterForm,
    IdentityDocumentForm,
    ImportantPersonForm,
    SafetyWarningForm,
    WayToReachForm,
)
from parentis.personal_details.models import (
    AboutThem,
    CourtMatter,
    IdentityDocument,
    ImportantPerson,
    SafetyWarning,
    WayToReach,
)

ABOUT_THEM = Part(
    slug="about-them",
    title="About them",
    one="page about them",
    model=AboutThem,
    form=AboutThemForm,
    theme=Theme.THEM,
    empty="Nothing is written down yet. Ask them how they would say it.",
    is_single=True,
)
WAYS_TO_REACH = Part(
    slug="ways-to-reach",
    title="Ways to reach them",
    one="way to reach them",
    model=WayToReach,
    form=WayToReachForm,
    theme=Theme.THEM,
    empty="No phone and no e-mail is written down yet. Add the one they like best.",
    see=Permission.SEE_ALLOCATED,
)
IMPORTANT_PEOPLE = Part(
    slug="important-people",
    title="Important people",
    one="person important to them",
    model=ImportantPerson,
    form=ImportantPersonForm,
    theme=Theme.THEM,
    empty="Nobody is written down yet. Ask them who matters to them.",
)
IDENTITY_DOCUMENTS = Part(
    slug="identity-documents",
    title="Identity documents",
    one="identity document",
    model=IdentityDocument,
    form=IdentityDocumentForm,
    theme=Theme.THEM,
    empty="None is written down yet. Add those they have, and those they need.",
)
WARNINGS = Part(
    slug="warnings",
    title="Warnings",
    one="warning",
    model=SafetyWarning,
    form=SafetyWarningForm,
    theme=Theme.SAFETY,
    empty="There is no warning.",
)
COURT = Part(
    slug="police-and-court",
    title="Police, court and custody",
    one="matter of police or court",
    model=CourtMatter,
    form=CourtMatterForm,
    theme=Theme.SAFETY,
    empty="Nothing is written down. Add it if they are in custody or wait for court.",
)
PARTS = (
    ABOUT_THEM,
    WAYS_TO_REACH,
    IMPORTANT_PEOPLE,
    IDENTITY_DOCUMENTS,
    WARNINGS,
    COURT,
)
