"""The made-up council's tracker: whole, read once, and lacking nothing to be saved."""

from datetime import UTC, date, datetime

import pytest

from parentis.accounts.tests.factories import CommitteeOfficerFactory
from parentis.config.made_up_trackers import READ_IN_BY, fill_trackers
from parentis.trackers import queries
from parentis.trackers.choices import Does
from parentis.trackers.models import Reading

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.django_db
def test_a_file_waits_to_be_looked_through():
    officer = CommitteeOfficerFactory.create(email=READ_IN_BY)

    fill_trackers(at=AT)
    fill_trackers(at=AT)

    reading = Reading.objects.get()
    plan = queries.plan(reading, viewer=officer, on=AT.date())
    assert (reading.title, reading.told_on) == (
        "A good place to start",
        date(2026, 2, 10),
    )
    assert plan.counts[Does.ADDS] == 10
    assert plan.counts[Does.TELLS] == 7
    assert not plan.waits
