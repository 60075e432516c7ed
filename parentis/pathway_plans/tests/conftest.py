"""Sam, whose adviser and whose manager plan with them."""

from types import SimpleNamespace

import pytest

from parentis.accounts.tests.factories import (
    AdviserFactory,
    ManagerFactory,
    TeamFactory,
    TeamMembershipFactory,
)
from parentis.pathway_plans.choices import Matter, Status
from parentis.pathway_plans.models import Section
from parentis.pathway_plans.tests.factories import (
    ActionFactory,
    PlanFactory,
    SectionFactory,
)
from parentis.young_people.tests.factories import AllocationFactory, YoungPersonFactory


@pytest.fixture
def there(db):
    team = TeamFactory.create()
    adviser = AdviserFactory.create(name="Priya Nair")
    manager = ManagerFactory.create(name="Owen Blake")
    for person in (adviser, manager):
        TeamMembershipFactory.create(person=person, team=team)
    sam = YoungPersonFactory.create(service=team.service, family_name="Thornbury")
    AllocationFactory.create(young_person=sam, person=adviser)
    return SimpleNamespace(
        sam=sam,
        adviser=adviser,
        manager=manager,
        url=f"/young-people/{sam.pk}/pathway-plan/",
        team=team,
    )


@pytest.fixture
def plan_in(there):
    """`plan_in("submitted")`: Sam's plan, ten sections written, as far as this."""

    def make(state, **fields):
        by = {"submitted_by": there.adviser, "written_by": [there.adviser.pk]}
        made = {
            "unassessed": {"assessed_on": None},
            "draft": {},
            "submitted": {"is_submitted": True, **by},
            "returned": {"status": Status.RETURNED},
            "approved": {"is_approved": True, **by, "approved_by": there.manager},
            "discarded": {"struck_out_at": "2026-05-01T12:00Z", "why_struck_out": "x"},
        }[state]
        plan = PlanFactory.create(young_person=there.sam, **(made | fields))
        Section.objects.bulk_create(
            SectionFactory.build(plan=plan, matter=matter) for matter in Matter
        )
        ActionFactory.create(plan=plan)
        return plan

    return make
