from django.db.models import TextChoices

from parentis.accounts.roles import Permission


class Capacity(TextChoices):
    """As what somebody signs, in the order in which they do."""

    OFFICER = "officer", "for the officers"
    LEAD_MEMBER = "lead-member", "as the Lead Member"


class Stage(TextChoices):
    """How far a fair copy has come."""

    WAITS_FOR_OFFICER = "officer", "Waits for an officer to sign it"
    WAITS_FOR_LEAD_MEMBER = "lead-member", "Waits for the Lead Member to sign it"
    SENT_BACK = "sent-back", "Sent back"
    CHANGED_SINCE = (
        "changed",
        "Changed since it was handed in: nothing counts as signed",
    )
    SIGNED = "signed", "Signed by both"
    FROZEN = "frozen", "Frozen"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


SIGNS_AT = {
    Stage.WAITS_FOR_OFFICER: Capacity.OFFICER,
    Stage.WAITS_FOR_LEAD_MEMBER: Capacity.LEAD_MEMBER,
}
MAY_SIGN = {
    Capacity.OFFICER: Permission.SIGN_OFF_AS_OFFICER,
    Capacity.LEAD_MEMBER: Permission.SIGN_OFF_AS_LEAD_MEMBER,
}
COLOURS = {
    Stage.WAITS_FOR_OFFICER: "blue",
    Stage.WAITS_FOR_LEAD_MEMBER: "blue",
    Stage.SENT_BACK: "red",
    Stage.CHANGED_SINCE: "red",
    Stage.SIGNED: "green",
    Stage.FROZEN: "green",
    Stage.PUBLISHED: "green",
    Stage.WITHDRAWN: "grey",
}
