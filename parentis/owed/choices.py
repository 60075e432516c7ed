"""What each category of the law means, as one would say it to the young person."""

from parentis.law.eligibility import Category

IN_PLAIN_WORDS = {
    Category.LOOKED_AFTER_UNDER_16: (
        "The council looks after them. Support for leaving care begins at 16."
    ),
    Category.ELIGIBLE: (
        "They are 16 or 17, in care, and have been for long enough to be owed support"
        " for leaving it: an assessment, a pathway plan and a personal adviser."
    ),
    Category.LOOKED_AFTER_NOT_ELIGIBLE: (
        "They are 16 or 17 and in care, but not yet for the 13 weeks since turning 14"
        " after which support for leaving care is owed."
    ),
    Category.RELEVANT: (
        "They are 16 or 17 and have left care. The council goes on supporting them: a"
        " home, money, a pathway plan and a personal adviser."
    ),
    Category.FORMER_RELEVANT: (
        "They have left care and are 18 to 20. The council keeps in touch, and owes"
        " them an adviser, a pathway plan and help with work, learning and a home."
    ),
    Category.EDUCATION_CONTINUING: (
        "They are 21 or over, and still on a course that their pathway plan set out"
        " before they were 21. All support goes on until the course ends."
    ),
    Category.SECTION_23CA: (
        "They are 21 to 24 and have told the council that they are in education or"
        " training, or wish to be. They are owed an adviser, a plan and help with it."
    ),
    Category.ASKED_FOR_SUPPORT: (
        "They are 21 to 24 and have asked for support. They are owed a personal adviser"
        " and a plan for as long as they want them, until 25."
    ),
    Category.NOT_ASKED_FOR_SUPPORT: (
        "They are 21 to 24. They can ask for support at any time until they are 25, and"
        " the council tells them so every year."
    ),
    Category.QUALIFYING: (
        "They were in care, or with a special guardian, for less than what the fuller"
        " duties take. The council advises and helps them until 21."
    ),
    Category.NONE: "No law on leaving care applies to them on this day.",
}
