"""What young people do, in the codes of the return (OC3's ACTIV)."""

from django.db.models import TextChoices


class ActivityKind(TextChoices):
    HIGHER_FULL = "F1", "Higher education, full time"
    HIGHER_PART = "P1", "Higher education, part time"
    EDUCATION_FULL = "F2", "Other education, full time"
    EDUCATION_PART = "P2", "Other education, part time"
    APPRENTICE_FULL = "F4", "Apprenticeship, full time"
    APPRENTICE_PART = "P4", "Apprenticeship, part time"
    WORK_FULL = "F5", "Work or training, full time"
    WORK_PART = "P5", "Work or training, part time"
    ILL = "G4", "Not in work or learning: illness or disability"
    NEITHER = "G5", "Not in work or learning: another reason"
    PARENTING = "G6", "Not in work or learning: pregnancy or parenting"
    NOT_KNOWN = "0", "Not known"


class OnHold(TextChoices):
    NONE = "", "Not on hold"
    HOUSING = "housing", "Housing"
    ILLNESS = "illness", "Illness"
    PREGNANCY = "pregnancy", "Pregnancy"
    POLICE = "police", "Police or court"
    OTHER = "other", "Another reason"
