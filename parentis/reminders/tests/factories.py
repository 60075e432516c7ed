"""Weekly e-mails as they may stand."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from parentis.accounts.tests.factories import AdviserFactory
from parentis.reminders.models import Reminder


class ReminderFactory(DjangoModelFactory[Reminder]):
    class Meta:
        model = Reminder

    person = factory.SubFactory(AdviserFactory)
    week = date(2026, 5, 4)
    queued_at = datetime(2026, 5, 4, 6, tzinfo=UTC)
