"""Health: whom a young person is registered with, and what is checked."""

from django.db.models import TextChoices

HIGHEST_SDQ = 40


class Registration(TextChoices):
    GP = "gp", "Doctor (GP)"
    DENTIST = "dentist", "Dentist"
    OPTICIAN = "optician", "Optician"
    OTHER = "other", "Another service"


class Check(TextChoices):
    HEALTH_ASSESSMENT = "health-assessment", "Health assessment"
    DENTAL = "dental", "Dental check"
    EYES = "eyes", "Eye test"
    IMMUNISATIONS = "immunisations", "Immunisations"
    SEXUAL_HEALTH = "sexual-health", "Sexual health"
    FEELINGS = "sdq", "Feelings and behaviour (SDQ)"
    MENTAL_HEALTH = "mental-health", "Mental health"
    OTHER = "other", "Another check"


class CheckOutcome(TextChoices):
    """What came of it. Whoever does not want a check may say no."""

    DONE = "done", "It took place"
    UP_TO_DATE = "up-to-date", "It was up to date already"
    NOT_WANTED = "not-wanted", "They did not want it"
    MISSED = "missed", "It did not take place"


class PassportForm(TextChoices):
    PAPER = "paper", "On paper"
    PHONE = "phone", "On their phone or by e-mail"
    BOTH = "both", "Both"
    NOT_WANTED = "not-wanted", "Offered, and they did not want it"


class MentalHealthFrom(TextChoices):
    GP = "gp", "Their doctor (GP)"
    YOUNG_PEOPLE = "young-people", "NHS service for children and young people"
    ADULTS = "adults", "NHS service for adults"
    COUNSELLING = "counselling", "Counselling or talking therapy"
    COLLEGE = "college", "School, college or university"
    CHARITY = "charity", "A charity or a group"
    ONLINE = "online", "A website, an app or a helpline"
    OTHER = "other", "Somebody else"


class MentalHealthStage(TextChoices):
    OFFERED = "offered", "Offered"
    WAITING = "waiting", "Asked for, and waiting"
    HAPPENING = "happening", "Happening"
    FINISHED = "finished", "Finished"
    NOT_WANTED = "not-wanted", "They do not want it now"
