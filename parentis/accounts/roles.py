"""Who may do what: every permission, and the roles as named lists of them.

This is the one file to read, and the one to change, about who may do what. *Whose*
records somebody may open is decided by `visible_to` in `parentis.young_people.models`.
"""

from dataclasses import dataclass

from django.db.models import TextChoices


class Permission(TextChoices):
    SEE_FIGURES = "see-figures", "see figures and compare councils"
    SEE_SMALL_NUMBERS = (
        "see-small-numbers",
        "see counts that are hidden from the public",
    )
    SEE_CHILD_NUMBERS = (
        "see-child-numbers",
        "see which young people a figure is made of, by the return's child number",
    )
    SEE_RETURNS = "see-returns", "see the returns received and what was found in them"
    RECEIVE_RETURNS = "receive-returns", "upload a return, and put one in force"
    MAKE_STATUTORY_RETURN = (
        "make-statutory-return",
        "take away the whole return for DfE, restricted records among it",
    )
    SEE_REPORTS = "see-reports", "read committee reports"
    WRITE_REPORTS = "write-reports", "write committee reports"
    EDIT_TEMPLATES = "edit-templates", "change the templates of committee reports"
    SIGN_OFF_AS_OFFICER = (
        "sign-off-as-officer",
        "sign a committee report off for the officers",
    )
    SIGN_OFF_AS_LEAD_MEMBER = (
        "sign-off-as-lead-member",
        "sign a committee report off as the Lead Member",
    )
    PUBLISH = "publish", "publish reports and figures to the public's pages"
    # -- the council as a parent --
    SEE_COUNCIL = (
        "see-council",
        "see bodies, meetings, recommendations, promises and targets",
    )
    SEE_EXEMPT = "see-exempt", "read papers that are not open to the public"
    RUN_MEETINGS = (
        "run-meetings",
        "keep bodies, their members, meetings, papers and minutes",
    )
    KEEP_PROMISES = (
        "keep-promises",
        "write down recommendations, pledges, plans, risks, targets and funding",
    )
    TELL_PROGRESS = (
        "tell-progress",
        "tell how far what they were asked to do has come",
    )
    ACT_AS_MEMBER = (
        "act-as-member",
        "have a councillor's own page, visit children's homes and champion",
    )
    SEE_VISITS = "see-visits", "read what members found on visits to children's homes"
    ANSWER_VISITS = (
        "answer-visits",
        "answer what members found on visits, and tell the young people",
    )
    # -- records of young people, by name --
    SEE_ALLOCATED = (
        "see-allocated",
        "open the records of young people allocated or referred to them",
    )
    SEE_TEAM = "see-team", "open the records of young people of the teams they manage"
    SEE_WITH_REASON = (
        "see-with-reason",
        "open another record of their service after saying why",
    )
    BREAK_GLASS = "break-glass", "open any record for three hours in an emergency"
    SEE_CASEWORK = (
        "see-casework",
        "read the whole of a record they may open: contacts, plans, health, care",
    )
    CHANGE_RECORDS = "change-records", "change the records they may open"
    FOLLOW_WORK_AND_LEARNING = (
        "follow-work-and-learning",
        "write down the work and learning of young people they may open",
    )
    APPROVE_PLANS = "approve-plans", "approve a pathway plan that somebody else wrote"
    ALLOCATE = "allocate", "say whose work a young person of their teams is"
    BRING_IN_RECORDS = (
        "bring-in-records",
        "bring in records from other systems, and join two of one young person",
    )
    RESTRICT_RECORDS = "restrict-records", "say who alone may open a record"
    GUARD_RECORDS = (
        "guard-records",
        "be told of each emergency, and look after every restriction",
    )
    # -- who looked --
    SEE_WHO_LOOKED = "see-who-looked", "see who looked at the records they may open"
    REVIEW_LOOKING = (
        "review-looking",
        "see who looked at any record, and work through what was flagged",
    )
    MANAGE_PEOPLE = "manage-people", "say who may sign in, as what, and in which team"


class Role(TextChoices):
    PERSONAL_ADVISER = "personal-adviser", "Personal adviser"
    SOCIAL_WORKER = "social-worker", "Social worker"
    TEAM_MANAGER = "team-manager", "Team manager"
    EMPLOYMENT_ADVISER = "employment-adviser", "Employment adviser"
    VIRTUAL_SCHOOL = "virtual-school", "Virtual school"
    CORPORATE_PARENTING_OFFICER = (
        "corporate-parenting-officer",
        "Corporate parenting officer",
    )
    DATA_GUARDIAN = "data-guardian", "Data guardian"
    PERFORMANCE_ANALYST = "performance-analyst", "Performance analyst"
    COMMITTEE_OFFICER = "committee-officer", "Committee officer"
    ELECTED_MEMBER = "elected-member", "Elected member"
    LEAD_MEMBER = "lead-member", "Lead Member for Children's Services"
    CONTENT_EDITOR = "content-editor", "Content editor"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


@dataclass(frozen=True, kw_only=True)
class RoleDefinition:
    """What people in a role come to do, and the permissions that lets them do it."""

    comes_to: str
    permissions: frozenset[Permission]


_CASEWORK = frozenset(
    {
        Permission.SEE_FIGURES,
        Permission.SEE_COUNCIL,
        Permission.SEE_ALLOCATED,
        Permission.SEE_WITH_REASON,
        Permission.BREAK_GLASS,
        Permission.SEE_CASEWORK,
        Permission.CHANGE_RECORDS,
        Permission.FOLLOW_WORK_AND_LEARNING,
    }
)
_MEMBER = frozenset(
    {
        Permission.SEE_FIGURES,
        Permission.SEE_REPORTS,
        Permission.SEE_COUNCIL,
        Permission.SEE_EXEMPT,
        Permission.SEE_VISITS,
        Permission.ACT_AS_MEMBER,
    }
)

ROLES = {
    Role.PERSONAL_ADVISER: RoleDefinition(
        comes_to="keep in touch with their young people, and see they get their due",
        permissions=_CASEWORK,
    ),
    Role.SOCIAL_WORKER: RoleDefinition(
        comes_to="plan with children in care until their personal adviser takes over",
        permissions=_CASEWORK,
    ),
    Role.TEAM_MANAGER: RoleDefinition(
        comes_to="see who is overdue or unallocated, and hand over a caseload",
        permissions=_CASEWORK
        | {
            Permission.SEE_TEAM,
            Permission.ALLOCATE,
            Permission.APPROVE_PLANS,
            Permission.BRING_IN_RECORDS,
            Permission.RESTRICT_RECORDS,
            Permission.SEE_WHO_LOOKED,
            Permission.SEE_SMALL_NUMBERS,
            Permission.TELL_PROGRESS,
            Permission.SEE_VISITS,
            Permission.ANSWER_VISITS,
        },
    ),
    # These two know the young people referred to them, and nobody else.
    Role.EMPLOYMENT_ADVISER: RoleDefinition(
        comes_to="follow young people not in work or learning, and find them places",
        permissions=frozenset(
            {
                Permission.SEE_FIGURES,
                Permission.SEE_COUNCIL,
                Permission.TELL_PROGRESS,
                Permission.SEE_ALLOCATED,
                Permission.FOLLOW_WORK_AND_LEARNING,
            }
        ),
    ),
    Role.VIRTUAL_SCHOOL: RoleDefinition(
        comes_to="keep tuition, laptops and personal education plans going",
        permissions=frozenset(
            {
                Permission.SEE_FIGURES,
                Permission.SEE_COUNCIL,
                Permission.TELL_PROGRESS,
                Permission.SEE_ALLOCATED,
                Permission.FOLLOW_WORK_AND_LEARNING,
            }
        ),
    ),
    Role.CORPORATE_PARENTING_OFFICER: RoleDefinition(
        comes_to="win opportunities against targets, and keep the offer alive",
        permissions=frozenset(
            {
                Permission.SEE_FIGURES,
                Permission.SEE_REPORTS,
                Permission.SIGN_OFF_AS_OFFICER,
                Permission.SEE_COUNCIL,
                Permission.SEE_EXEMPT,
                Permission.KEEP_PROMISES,
                Permission.TELL_PROGRESS,
                Permission.SEE_VISITS,
                Permission.ANSWER_VISITS,
            }
        ),
    ),
    # Restricts by child number and reads who looked. The records stay with caseworkers.
    Role.DATA_GUARDIAN: RoleDefinition(
        comes_to="see that records are open to the right people, and to nobody else",
        permissions=frozenset(
            {
                Permission.SEE_FIGURES,
                Permission.SEE_COUNCIL,
                Permission.RESTRICT_RECORDS,
                Permission.GUARD_RECORDS,
                Permission.SEE_WHO_LOOKED,
                Permission.REVIEW_LOOKING,
            }
        ),
    ),
    Role.PERFORMANCE_ANALYST: RoleDefinition(
        comes_to="read the return, trust the figures, compare, write the report",
        permissions=frozenset(
            {
                Permission.SEE_FIGURES,
                Permission.SEE_SMALL_NUMBERS,
                Permission.SEE_CHILD_NUMBERS,
                Permission.SEE_RETURNS,
                Permission.RECEIVE_RETURNS,
                Permission.MAKE_STATUTORY_RETURN,
                Permission.SEE_REPORTS,
                Permission.WRITE_REPORTS,
                Permission.SEE_COUNCIL,
                Permission.SEE_EXEMPT,
                Permission.TELL_PROGRESS,
            }
        ),
    ),
    # What a committee officer sees may be published the same day, so small numbers
    # are hidden from them as they are from the public.
    Role.COMMITTEE_OFFICER: RoleDefinition(
        comes_to="produce the report for the committee",
        permissions=frozenset(
            {
                Permission.SEE_FIGURES,
                Permission.SEE_REPORTS,
                Permission.WRITE_REPORTS,
                Permission.EDIT_TEMPLATES,
                Permission.SIGN_OFF_AS_OFFICER,
                Permission.PUBLISH,
                Permission.SEE_COUNCIL,
                Permission.SEE_EXEMPT,
                Permission.RUN_MEETINGS,
                Permission.KEEP_PROMISES,
                Permission.TELL_PROGRESS,
                Permission.SEE_VISITS,
            }
        ),
    ),
    # A councillor may know a ward's families: never a person, never a small number.
    Role.ELECTED_MEMBER: RoleDefinition(
        comes_to="see how our children fare, visit homes, and champion one area",
        permissions=_MEMBER,
    ),
    # Children Act 2004, section 19: each council designates one of its members.
    Role.LEAD_MEMBER: RoleDefinition(
        comes_to="answer for the council as a parent, and sign off what it tells",
        permissions=_MEMBER
        | {Permission.SIGN_OFF_AS_LEAD_MEMBER, Permission.TELL_PROGRESS},
    ),
    Role.CONTENT_EDITOR: RoleDefinition(
        comes_to="keep what the council tells young people true and plain",
        permissions=frozenset({Permission.SEE_FIGURES, Permission.SEE_COUNCIL}),
    ),
    Role.AUDITOR: RoleDefinition(
        comes_to="see who looked at what, and ask why",
        permissions=frozenset(
            {
                Permission.SEE_FIGURES,
                Permission.SEE_COUNCIL,
                Permission.SEE_WHO_LOOKED,
                Permission.REVIEW_LOOKING,
            }
        ),
    ),
    Role.ADMINISTRATOR: RoleDefinition(
        comes_to="say who may sign in, and as what",
        permissions=frozenset(
            {Permission.MANAGE_PEOPLE, Permission.SEE_FIGURES, Permission.SEE_COUNCIL}
        ),
    ),
}
