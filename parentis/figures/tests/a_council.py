"""Two drawn years of a small council, with its figures computed once a run.

Of forty care leavers aged 19 to 21 in 2025, 26 are in education, employment or
training: shown to everybody. Only two are in higher education: a number to hide.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from parentis.accounts.models import User
from parentis.figures import actions
from parentis.figures.models import Computation, ComputedFigure
from parentis.indicators.breakdowns import BREAKDOWNS
from parentis.indicators.compute import compute
from parentis.returns.tests.a_return import A_RETURN, RECEIVED_AT, csv, receive
from parentis.ssda903.reader import read_years

COMPUTED_AT = datetime(2025, 6, 3, 9, 31, tzinfo=UTC)
ACTIVITIES = {
    2024: (*["F1"] * 8, *["F2"] * 8, *["F5"] * 4, *["G5"] * 20),
    2025: (*["F1"] * 2, *["F2"] * 12, *["F5"] * 12, *["G5"] * 14),
}
HEADING = "CHILD | DOB | IN_TOUCH | ACTIV | ACCOM\n"


def leaver(number: int) -> str:
    """The child number of the care leaver who stands there in `ACTIVITIES`."""
    return f"leaver{number:02}"


def oc3(year: int) -> str:
    """Everybody turned 20 during the year, and one of them died."""
    rows = [
        f"{leaver(n)} | {1 + n % 28:02}/06/{year - 21} | YES | {activity} | U1"
        for n, activity in enumerate(ACTIVITIES[year])
    ]
    return HEADING + "\n".join([*rows, f"mia | 01/06/{year - 21} | DIED | |"])


@cache
def _computed() -> tuple[dict[str, object], ...]:
    """Every row that `figures.actions` would keep: worked out once, being slow."""
    with TemporaryDirectory() as folder:
        for year in ACTIVITIES:
            (Path(folder) / str(year)).mkdir()
            for name, table in {**A_RETURN, "OC3.csv": oc3(year)}.items():
                (Path(folder) / str(year) / name).write_bytes(csv(table))
        returns = read_years(folder).returns
        figures = compute(returns)
        for breakdown in BREAKDOWNS:
            figures += compute(returns, by=breakdown)
    names = [field.name for field in ComputedFigure._meta.fields if field.name != "id"]
    return tuple(
        {name: getattr(row, name) for name in names}
        for row in actions._as_rows(figures)
    )


def fill_figures() -> None:
    """The figures alone, as though their returns had been read."""
    rows = (ComputedFigure(**row) for row in _computed())
    ComputedFigure.objects.bulk_create(rows, batch_size=5_000)
    Computation.objects.create(computed_at=COMPUTED_AT, uploads={})


def receive_returns(*, by: User) -> None:
    """The two returns, read as any other and in force."""
    for number, year in enumerate(ACTIVITIES):
        at = RECEIVED_AT + timedelta(minutes=number)
        receive(by=by, year=year, at=at, oc3=oc3(year))
