"""The made-up council's recommendations: whole, with evidence of every kind."""

from datetime import UTC, datetime

import pytest

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import CommitteeOfficerFactory, UserFactory
from parentis.bodies.tests.factories import BodyFactory
from parentis.config.made_up_recommendations import fill_recommendations
from parentis.evidence.choices import EvidenceKind
from parentis.meetings.tests.factories import ActionFactory
from parentis.recommendations import queries
from parentis.recommendations.choices import Status
from parentis.recommendations.models import StatusSet, Update

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
ON = AT.date()


@pytest.fixture
def filled(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    UserFactory.create(
        email="corporate-parenting@aldermere.example",
        role=Role.CORPORATE_PARENTING_OFFICER,
    )
    BodyFactory.create(name="Corporate Parenting Panel")
    ActionFactory.create(
        words="Offer each course to carers on an evening as well",
        done_on=AT.date().replace(year=2019),
        what_was_done="Done.",
    )
    fill_recommendations(at=AT)


def test_nine_years_of_updates_with_every_kind_of_evidence_once(filled):
    found = queries.sources(viewer=CommitteeOfficerFactory.create(), on=ON)

    assert {len(each.lines): len(each.themes) for each in found} == {
        23: 6,
        8: 3,
        6: 3,
        5: 1,
    }
    (commission,) = (each for each in found if len(each.lines) == 23)
    assert commission.overdue == 1
    assert commission.updates_overdue
    updates = Update.objects.filter(source=commission.source)
    days = list(updates.order_by("reported_on").values_list("reported_on", flat=True))
    assert (days[-1] - days[0]).days > 9 * 360

    before = Update.objects.count()
    fill_recommendations(at=AT)

    assert Update.objects.count() == before
    kinds = set(StatusSet.objects.values_list("kind", flat=True))
    assert kinds == set(EvidenceKind)
    assert set(StatusSet.objects.values_list("status", flat=True)) == set(Status)
