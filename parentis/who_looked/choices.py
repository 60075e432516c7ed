"""What staff are to a young person, in words said to them."""

from parentis.young_people.choices import AllocatedAs

WORK_OF = {
    AllocatedAs.PERSONAL_ADVISER: "your personal adviser",
    AllocatedAs.SOCIAL_WORKER: "your social worker",
    AllocatedAs.EMPLOYMENT_ADVISER: "your employment adviser",
    AllocatedAs.VIRTUAL_SCHOOL: "of the virtual school",
}
