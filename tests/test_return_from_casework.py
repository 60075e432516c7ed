"""The return that casework makes, checked as an analyst checks any other."""

from click.testing import CliRunner

from parentis.config.command import main
from parentis.position.tests.conftest import (
    amara,
    bethan,
    care_leaver,
    team,
    today,
)

__all__ = ["amara", "bethan", "care_leaver", "team", "today"]


def test_parentis_check_finds_nothing_in_it(visit, today, amara, care_leaver, tmp_path):
    care_leaver("ann")
    care_leaver("ben", reached=None, activity="", home="")
    care_leaver("eve", born=today.replace(year=2008, month=6), home="E1")
    page = visit(
        "/position/statutory-return/2027/take-away/",
        by=amara,
        answers={"why": "To send it to DfE"},
    )
    made = tmp_path / "return-2027.zip"
    made.write_bytes(page.response.content)

    asked = ["check", str(made), "--year", "2027", "--format", "json"]
    checked = CliRunner().invoke(main, asked)

    assert (checked.exit_code, checked.output.strip()) == (0, "[]")
