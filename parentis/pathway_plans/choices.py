"""What a pathway plan is about, whose task is whose, and how far a plan has come."""

from django.db.models import TextChoices

from parentis.law.sources import Source

SCHEDULE_1 = Source(
    "Care Leavers (England) Regulations 2010",
    "Schedule 1",
    "https://www.legislation.gov.uk/uksi/2010/2571/schedules/made",
)
TIMELINE = "pathway-plan"
TIMELINE_OF_INTERESTS = "interests"


class Matter(TextChoices):
    """The ten matters of Schedule 1, in its order."""

    SUPPORT = "support", "Contact and personal support"
    LEARNING = "learning", "Education or training"
    WORK = "work", "Work, or something worthwhile to do"
    CONTINGENCY = "contingency", "If things do not go to plan"
    HOME = "home", "Home, and whether it is suitable"
    FAMILY = "family", "Family and friends"
    SKILLS = "skills", "Practical skills for living independently"
    MONEY = "money", "Money"
    HEALTH = "health", "Health, mental health too"
    IDENTITY = "identity", "Identity: religion, race, culture and language"


# What is asked under each, in words a young person can answer.
ASKED = {
    Matter.SUPPORT: "Who helps you, how often you are in touch, who you call at night.",
    Matter.LEARNING: "School, college, university, training: now and next.",
    Matter.WORK: "A job, an apprenticeship, volunteering: now and next.",
    Matter.CONTINGENCY: "What happens, and who does what, if this plan goes wrong.",
    Matter.HOME: "Where you live, whether it is right for you, where you go next.",
    Matter.FAMILY: "The people who matter to you, and how you stay in touch.",
    Matter.SKILLS: "Cooking, post, a budget, getting around, a tenancy.",
    Matter.MONEY: "What comes in, what goes out, savings and debts.",
    Matter.HEALTH: "Body and mind, doctor and dentist, who you talk to.",
    Matter.IDENTITY: "Who you are, and what should be respected and kept up.",
}


class Status(TextChoices):
    """How far a plan has come. Approved is the end: what follows is the next plan."""

    DRAFT = "draft", "Being written"
    SUBMITTED = "submitted", "Waiting for approval"
    RETURNED = "returned", "Sent back with comments"
    APPROVED = "approved", "Approved"


BEING_WRITTEN = (Status.DRAFT, Status.RETURNED)


class Owner(TextChoices):
    YOUNG_PERSON = "young-person", "The young person"
    ADVISER = "adviser", "Their adviser"
    SOMEBODY_ELSE = "somebody-else", "Somebody else"


class Progress(TextChoices):
    OPEN = "open", "To do"
    DONE = "done", "Done"
    NOT_DONE = "not-done", "Not done"


class Agreement(TextChoices):
    NOT_ASKED = "", "Not asked yet"
    AGREED = "agreed", "They agree with it"
    IN_PART = "in-part", "They agree with some of it"
    REFUSED = "refused", "They do not agree with it"


class Interest(TextChoices):
    """What young people want to do. Codes stay as they are: places match by them."""

    ANIMALS = "animals", "Animals"
    ART = "art", "Art and design"
    BEAUTY = "beauty", "Beauty and hair"
    BUILDING = "building", "Building and construction trades"
    BUSINESS = "business", "Business and running your own"
    CARS = "cars", "Cars and other vehicles"
    CHILDREN = "children", "Children and young people"
    CLEANING = "cleaning", "Cleaning and looking after buildings"
    COMPUTERS = "computers", "Computers and games"
    COOKING = "cooking", "Cooking and catering"
    DRIVING = "driving", "Driving and deliveries"
    ELECTRICS = "electrics", "Electrics and plumbing"
    FARMING = "farming", "Farming, gardening and the outdoors"
    FASHION = "fashion", "Fashion and textiles"
    FILM = "film", "Film, photography and media"
    FORCES = "forces", "The forces"
    HEALTH_CARE = "health-care", "Health and nursing"
    HOSPITALITY = "hospitality", "Hotels, travel and events"
    LAW = "law", "Law, police and public service"
    MUSIC = "music", "Music and performing"
    OFFICE = "office", "Office work and money"
    SCIENCE = "science", "Science and engineering"
    SHOPS = "shops", "Shops and selling"
    SOCIAL_CARE = "social-care", "Care and support work"
    SPORT = "sport", "Sport and fitness"
    TEACHING = "teaching", "Teaching and languages"
    WAREHOUSES = "warehouses", "Warehouses and making things"
