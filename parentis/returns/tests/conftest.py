"""What tests of returns share: an analyst, and a return they received."""

import pytest

from parentis.accounts.models import User
from parentis.accounts.tests.factories import AnalystFactory
from parentis.returns.models import Upload
from parentis.returns.tests.a_return import receive


@pytest.fixture
def analyst(db: None) -> User:
    analyst: User = AnalystFactory.create(name="Amara Whitlock")
    return analyst


@pytest.fixture
def a_return(analyst: User) -> Upload:
    return receive(by=analyst)
