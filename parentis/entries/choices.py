from django.db.models import TextChoices


class Theme(TextChoices):
    """What a part of a record is about: the headings of its contents, in this order."""

    THEM = "them", "About them"
    CARE = "care", "Care and what they are owed"
    HOME = "home", "Home"
    WORK = "work", "Work and learning"
    HEALTH = "health", "Health"
    MONEY = "money", "Money and things"
    SAFETY = "safety", "Safety and rights"
    PAPERS = "papers", "Documents and letters"
