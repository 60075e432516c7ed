"""The service drawn for the position: its care leavers, and who knows them."""

from parentis.position.tests.conftest import (
    amara,
    bethan,
    care_leaver,
    rukhsana,
    team,
    today,
)

__all__ = ["amara", "bethan", "care_leaver", "rukhsana", "team", "today"]
