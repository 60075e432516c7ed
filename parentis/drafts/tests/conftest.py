from parentis.young_people.tests.conftest import (  # noqa: F401
    bethan,
    kwame,
    rukhsana,
    sam,
    stranger,
    team,
)
