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
        email="adviser@aldermere.example",
        name="Bethan Marsh",
        role=Role.PERSONAL_ADVISER,
    ),
    DemoPerson(
        email="social-worker@aldermere.example",
        name="Kwame Aldous",
        role=Role.SOCIAL_WORKER,
    ),
    DemoPerson(
        email="manager@aldermere.example",
        name="Rukhsana Peel",
        role=Role.TEAM_MANAGER,
    ),
    DemoPerson(
        email="employment@aldermere.example",
        name="Liam Corrigan",
        role=Role.EMPLOYMENT_ADVISER,
    ),
    DemoPerson(
        email="virtual-school@aldermere.example",
        name="Ngozi Lamb",
        role=Role.VIRTUAL_SCHOOL,
    ),
    DemoPerson(
        email="corporate-parenting@aldermere.example",
        name="Helen Strand",
        role=Role.CORPORATE_PARENTING_OFFICER,
    ),
    DemoPerson(
        email="guardian@aldermere.example",
        name="Dafydd Rowe",
        role=Role.DATA_GUARDIAN,
    ),
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
        email="editor@aldermere.example",
        name="Mina Castell",
        role=Role.CONTENT_EDITOR,
    ),
    DemoPerson(
        email="auditor@aldermere.example",
        name="Gregor Vane",
        role=Role.AUDITOR,
    ),
    DemoPerson(
        email="administrator@aldermere.example",
        name="Joan Okafor",
        role=Role.ADMINISTRATOR,
    ),
    DemoPerson(
        email="lead-member@aldermere.example",
        name="Councillor Owen Thackray",
        role=Role.LEAD_MEMBER,
    ),
)
