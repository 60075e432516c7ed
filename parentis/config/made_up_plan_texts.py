"""What made-up young people and their advisers wrote into their pathway plans.

`{name}` is the young person's first name. Nobody said any of it.
"""

from dataclasses import dataclass

from parentis.pathway_plans.choices import Matter, Owner

YOUNG_PERSON, ADVISER, ELSE = Owner.YOUNG_PERSON, Owner.ADVISER, Owner.SOMEBODY_ELSE


@dataclass(frozen=True, kw_only=True)
class Written:
    """One section as it might be: two views, a need, goals, and what is done."""

    theirs: str
    advisers: str
    need: str
    goals: str
    actions: tuple[tuple[str, Owner, str], ...] = ()


WRITTEN: dict[Matter, tuple[Written, ...]] = {
    Matter.SUPPORT: (
        Written(
            theirs="I like it when you text first. Don't just turn up. If it's late I"
            " ring my nan.",
            advisers="{name} answers messages within the day and keeps most visits. We"
            " agreed a text every Thursday.",
            need="One person who stays the same, and somebody to ring out of hours.",
            goals="A visit every month at a place {name} picks. Out-of-hours number"
            " saved in the phone.",
            actions=(
                ("Text every Thursday", ADVISER, ""),
                ("Save the out-of-hours number", YOUNG_PERSON, ""),
            ),
        ),
        Written(
            theirs="I've had four workers. I want to know you're not leaving.",
            advisers="{name} finds endings hard. I have told {name} what happens when I"
            " am on leave, and who covers.",
            need="To know who covers, before it happens.",
            goals="Meet the colleague who covers by the end of next month.",
            actions=(("Bring the colleague who covers to a visit", ADVISER, ""),),
        ),
        Written(
            theirs="It's fine. I can look after myself mostly but forms do my head in.",
            advisers="Independent and private. Rings when it matters, which is a"
            " strength.",
            need="Help with forms, and a light touch otherwise.",
            goals="Forms done together once a month, so that letters do not pile up.",
            actions=(("Bring every brown envelope to the visit", YOUNG_PERSON, ""),),
        ),
    ),
    Matter.LEARNING: (
        Written(
            theirs="College is okay. Maths resit is the worst but I need it for level"
            " 3.",
            advisers="Attendance is 84%. The tutor says the practical work is strong.",
            need="Maths at grade 4, and somebody to go over it with.",
            goals="Sit the maths resit in November. Move to level 3 in September.",
            actions=(
                ("Ask college about maths support on Wednesdays", ADVISER, ""),
                ("Do the two past papers", YOUNG_PERSON, ""),
                ("Sort the bursary for travel", ELSE, "College student services"),
            ),
        ),
        Written(
            theirs="I left because nobody listened. I might go back if it's something I"
            " want, like music tech.",
            advisers="{name} learns well one to one. School went wrong in year 10 and"
            " was not put right.",
            need="A course that starts small and leads somewhere.",
            goals="Visit two courses before the summer, and start one in September.",
            actions=(("Book an open day together", ADVISER, ""),),
        ),
        Written(
            theirs="Uni! I want to do nursing. I'm scared about the money and where I"
            " live in the holidays.",
            advisers="Predicted grades are good enough. {name} needs to know what we"
            " pay for and when.",
            need="Clear answers about fees, the bursary and the holidays.",
            goals="Apply by January. Have the money side in writing before that.",
            actions=(
                ("Write the personal statement", YOUNG_PERSON, ""),
                ("Write down what the council pays", ADVISER, ""),
            ),
        ),
    ),
    Matter.WORK: (
        Written(
            theirs="I want to earn my own money. I did Saturdays at the market and I"
            " was good at it.",
            advisers="Turns up early and is liked. Has no references in writing yet.",
            need="A part-time job that fits round college.",
            goals="A written reference, a CV, and three applications by the next"
            " review.",
            actions=(
                ("Finish the CV", YOUNG_PERSON, ""),
                ("Ask the market stall for a reference", YOUNG_PERSON, ""),
                ("Practise an interview", ELSE, "Employment adviser"),
            ),
        ),
        Written(
            theirs="Apprenticeship with cars. I take stuff apart all the time.",
            advisers="A garage in town has taken our young people before and would meet"
            " {name}.",
            need="A way into a garage, and boots and overalls that fit.",
            goals="Two weeks of work experience this term. Apply for the autumn start.",
            actions=(
                ("Ring the garage", ADVISER, ""),
                ("Buy safety boots", ADVISER, ""),
            ),
        ),
        Written(
            theirs="Not right now. My head's not in it.",
            advisers="{name} is right that health comes first. We will keep one thing"
            " in the week to get up for.",
            need="Something small and regular that is not a job yet.",
            goals="The allotment group on Tuesdays, four weeks running.",
            actions=(("Go along together the first time", ADVISER, ""),),
        ),
    ),
    Matter.CONTINGENCY: (
        Written(
            theirs="If it goes wrong I'd go to Jo's. I don't want emergency places.",
            advisers="Jo has said yes to a few nights at any hour. Beyond that we have"
            " the spare room scheme.",
            need="A plan for the first night and for the first week.",
            goals="Names and numbers on one card, agreed with Jo.",
            actions=(("Make the card and give everybody a copy", ADVISER, ""),),
        ),
        Written(
            theirs="I don't really want to think about it going wrong.",
            advisers="We kept it short. {name} knows rent is the likeliest thing to"
            " slip, and that telling us early helps.",
            need="To hear early if rent or money slips.",
            goals="One missed payment means one phone call, not a letter.",
            actions=(("Agree with the landlord to ring us first", ADVISER, ""),),
        ),
    ),
    Matter.HOME: (
        Written(
            theirs="I love my room but I want my own front door. Not on the ground"
            " floor.",
            advisers="{name} keeps the room well and has done the tenancy course. Ready"
            " to bid.",
            need="A one-bedroom flat, not on the ground floor, near a bus.",
            goals="Bid every week. Keys by the end of the year.",
            actions=(
                ("Bid for a flat each week", YOUNG_PERSON, ""),
                ("Get the priority band confirmed", ADVISER, ""),
            ),
        ),
        Written(
            theirs="I want to stay with Carol and Dave. It's home.",
            advisers="Staying put is agreed until 21. The money side is settled.",
            need="To stay where {name} is settled.",
            goals="Staying put looked at again at each birthday.",
            actions=(("Renew the staying put agreement", ELSE, "Fostering team"),),
        ),
        Written(
            theirs="It's loud and somebody's always in the kitchen. I don't sleep.",
            advisers="The house meets the standards but does not suit {name}. I have"
            " asked for a quieter one.",
            need="Somewhere quieter, with a door that locks.",
            goals="Move within three months. Ear plugs and a lock this week.",
            actions=(
                ("Ask the provider for the top-floor room", ADVISER, ""),
                ("Keep a note of the bad nights", YOUNG_PERSON, ""),
            ),
        ),
    ),
    Matter.FAMILY: (
        Written(
            theirs="I see my brother every other Sunday. I want it to be more.",
            advisers="The visits go well. His carers are happy to have {name} over"
            " the holidays.",
            need="More time with the brother, and the fare to get there.",
            goals="Two weekends a term, and a week in the summer.",
            actions=(
                ("Agree the weekends with the brother's carers", ADVISER, ""),
                ("Pay for the railcard", ADVISER, ""),
            ),
        ),
        Written(
            theirs="I don't want contact with my mum. Please stop asking.",
            advisers="I will not raise it again. {name} will say if that changes.",
            need="For this to be respected by everybody, also by those who cover.",
            goals="Written at the top of the record.",
        ),
        Written(
            theirs="My mates are my family. And my old teacher.",
            advisers="Good friends who look out for {name}. The teacher has offered to"
            " be a mentor.",
            need="The people who are there already, kept close.",
            goals="Ask the teacher about being a mentor for a year.",
            actions=(("Write to the teacher", YOUNG_PERSON, ""),),
        ),
    ),
    Matter.SKILLS: (
        Written(
            theirs="I can cook five things. Washing machine is fine. Letters, no.",
            advisers="Cooks well and keeps a clean room. Opening post is the gap.",
            need="A way with letters that does not rest on willpower.",
            goals="Post opened together once a month until it feels normal.",
            actions=(("Set up a folder and a Friday alarm", YOUNG_PERSON, ""),),
        ),
        Written(
            theirs="Never had to do a budget. Carol does the shopping.",
            advisers="Practical and quick to learn. Has not yet lived on a weekly sum.",
            need="Practice before moving, not after.",
            goals="Four weeks of doing the weekly shop on a set sum.",
            actions=(
                ("Do the weekly shop", YOUNG_PERSON, ""),
                ("Put the money on a card each Monday", ELSE, "Carol, foster carer"),
            ),
        ),
    ),
    Matter.MONEY: (
        Written(
            theirs="I'm always skint by the Tuesday. I owe my mate forty quid.",
            advisers="Income covers it if the phone contract comes down. No arrears.",
            need="A cheaper phone, and help to spread money over the week.",
            goals="Phone under £10 a month. Mate paid back by next month.",
            actions=(
                ("Change the phone to pay as you go", YOUNG_PERSON, ""),
                ("Check the benefits claim", ADVISER, ""),
            ),
        ),
        Written(
            theirs="I've saved £300! I want to keep it for the flat.",
            advisers="A careful saver. The setting-up allowance has been explained.",
            need="A savings account, and to know what the allowance buys.",
            goals="A list of what is needed for the flat, with prices.",
            actions=(
                ("Open a savings account", YOUNG_PERSON, ""),
                ("Ask about the junior ISA", ADVISER, ""),
            ),
        ),
    ),
    Matter.HEALTH: (
        Written(
            theirs="Sleep is rubbish. I talk to Jo about it. Not doing counselling.",
            advisers="{name} knows what helps: getting out early, and no phone in bed."
            " The GP has offered a review.",
            need="Better sleep, and a doctor {name} trusts.",
            goals="See the GP before the next review. Dentist booked.",
            actions=(
                ("Book the dentist", YOUNG_PERSON, ""),
                ("Go with {name} to the GP", ADVISER, ""),
            ),
        ),
        Written(
            theirs="I'm good. Gym three times a week. Need new glasses.",
            advisers="Well, active, registered with GP and dentist.",
            need="An eye test.",
            goals="New glasses by the end of the month.",
            actions=(("Book an eye test", YOUNG_PERSON, ""),),
        ),
        Written(
            theirs="The group on Mondays helps. I've not hurt myself since March.",
            advisers="That is hard work and it shows. The safety plan is {name}'s own"
            " and is in the record.",
            need="The Monday group to go on, and quick help on a bad day.",
            goals="Group every week. Crisis line saved in the phone.",
            actions=(("Ask the group for a place next term", ELSE, "Nurse"),),
        ),
    ),
    Matter.IDENTITY: (
        Written(
            theirs="I'm Muslim and I want to keep to it. Halal food in the house.",
            advisers="The house cooks halal for everybody on Fridays at {name}'s ask.",
            need="Time off and a lift for Friday prayers and for Eid.",
            goals="Both Eids in the house diary.",
            actions=(("Tell college about Fridays", ADVISER, ""),),
        ),
        Written(
            theirs="I want to learn Tigrinya properly. I can speak it, not write it.",
            advisers="There is a Saturday school, and a church community {name} likes.",
            need="A class, and people who share the language.",
            goals="Start Saturday school after half-term.",
            actions=(("Ring the Saturday school", ADVISER, ""),),
        ),
        Written(
            theirs="Nothing for now. I know who I am.",
            advisers="Comfortable and clear. We will ask again at each review.",
            need="Nothing for now.",
            goals="Asked again at the next review.",
        ),
        Written(
            theirs="I want to see my file and know what happened when I was little.",
            advisers="{name} has a right to it. It should be read with somebody there.",
            need="The file, and help to read it.",
            goals="The file asked for this month, and read together in the summer.",
            actions=(("Ask for the file", ADVISER, ""),),
        ),
    ),
}
# What a review adds, to the young person's words and to the adviser's.
LATER = (
    ("It's going better than last time.", "{name} has moved on since the last review."),
    ("Still the same really.", "Little has changed here, and {name} knows why."),
    ("I did what I said I'd do.", "{name} kept to this without a reminder."),
    ("This one got harder.", "We agreed to take this more slowly."),
)
DREAMS = (
    "Own garage one day, with my name on it.",
    "Something where I'm outside. I can't sit in an office.",
    "I'd be good with little kids. Everybody says so.",
    "Anything with music. I make beats on my phone.",
    "A job where they don't shout.",
    "Nursing, or something that helps people like me.",
    "I don't know yet. I want to try things.",
    "Cooking. I do it for the whole house on Sundays.",
)
SAYS_OF_IT = {
    "agreed": (
        "Yeah, that's what I said.",
        "Happy with it. Thanks for writing it how I talk.",
        "It's good. Can we do the flat bit faster?",
    ),
    "in-part": (
        "All of it but the budget.",
        "The work bit is too soon.",
    ),
    "refused": ("I don't want to move and nobody is hearing that.",),
}
COMMENTS = (
    "Who does this, and by when? Please give each action a day.",
    "I would like to hear more of what {name} says here, in {name}'s words.",
    "What happens if the first choice does not come off?",
)
