"""The made-up people who sign in to the demo: one for each role."""

from dataclasses import dataclass

from parentis.accounts.roles import Role


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    email: str
    name: str
    role: Role


DEMO_PEOPLE = (
    DemoPerson(
        email="analyst@aldermere.example",
        name="Amara Whitlock",
        role=Role.PERFORMANCE_ANALYST,
    ),
    DemoPerson(
        email="committee@aldermere.example",
        name="Tomasz Ferris",
        role=Role.COMMITTEE_OFFICER,
    ),
    DemoPerson(
        email="councillor@aldermere.example",
        name="Councillor Priya Hale",
        role=Role.ELECTED_MEMBER,
    ),
    DemoPerson(
        email="administrator@aldermere.example",
        name="Joan Okafor",
        role=Role.ADMINISTRATOR,
    ),
)
