"""Who may do what: every permission, and the roles as named lists of them.

This is the one file to read, and the one to change, about who may see what.
"""

from dataclasses import dataclass

from django.db.models import TextChoices


class Permission(TextChoices):
    SEE_FIGURES = "see-figures", "see figures and compare councils"
    SEE_SMALL_NUMBERS = (
        "see-small-numbers",
        "see counts that are hidden from the public",
    )
    SEE_YOUNG_PEOPLE = (
        "see-young-people",
        "see which young people a figure is made of, by the return's child number",
    )
    SEE_RETURNS = "see-returns", "see the returns received and what was found in them"
    RECEIVE_RETURNS = "receive-returns", "upload a return, and put one in force"
    SEE_REPORTS = "see-reports", "read committee reports"
    WRITE_REPORTS = "write-reports", "write committee reports"
    MANAGE_PEOPLE = "manage-people", "say who may sign in, and as what"


class Role(TextChoices):
    PERFORMANCE_ANALYST = "performance-analyst", "Performance analyst"
    COMMITTEE_OFFICER = "committee-officer", "Committee officer"
    ELECTED_MEMBER = "elected-member", "Elected member"
    ADMINISTRATOR = "administrator", "Administrator"


@dataclass(frozen=True, kw_only=True)
class RoleDefinition:
    """What people in a role come to do, and the permissions that lets them do it."""

    comes_to: str
    permissions: frozenset[Permission]


ROLES = {
    Role.PERFORMANCE_ANALYST: RoleDefinition(
        comes_to="read the return, trust the figures, compare, write the report",
        permissions=frozenset(
            {
                Permission.SEE_FIGURES,
                Permission.SEE_SMALL_NUMBERS,
                Permission.SEE_YOUNG_PEOPLE,
                Permission.SEE_RETURNS,
                Permission.RECEIVE_RETURNS,
                Permission.SEE_REPORTS,
                Permission.WRITE_REPORTS,
            }
        ),
    ),
    # What a committee officer sees may be published the same day, so small numbers
    # are hidden from them as they are from the public.
    Role.COMMITTEE_OFFICER: RoleDefinition(
        comes_to="produce the report for the committee",
        permissions=frozenset(
            {Permission.SEE_FIGURES, Permission.SEE_REPORTS, Permission.WRITE_REPORTS}
        ),
    ),
    # A councillor may know a ward's families: never a person, never a small number.
    Role.ELECTED_MEMBER: RoleDefinition(
        comes_to="see how our children fare",
        permissions=frozenset({Permission.SEE_FIGURES, Permission.SEE_REPORTS}),
    ),
    Role.ADMINISTRATOR: RoleDefinition(
        comes_to="say who may sign in, and as what",
        permissions=frozenset({Permission.MANAGE_PEOPLE, Permission.SEE_FIGURES}),
    ),
}
