"""Two releases of four made-up councils: one hidden, one revised."""

from pathlib import Path

from parentis.accounts.models import User
from parentis.comparisons import actions
from parentis.published.councils import Council
from parentis.published.writers import write_neighbours, write_release

EET = "eet-19-to-21"
NORTH_WEST = "E12000002"
NAMES = {
    "701": "Aldermere",
    "702": "Brackenshire",
    "703": "Calderwold",
    "704": "Dunmere",
}
COUNCILS = [
    Council(
        code=code,
        name=name,
        ons_code=f"X10000{code}",
        region=NORTH_WEST,
        region_name="North West",
    )
    for code, name in NAMES.items()
]
# Council, indicator, year, counted, out of. Of 702 three were counted: DfE prints c.
RELEASE_2024 = [
    ("701", EET, 2024, 19, 40),
    ("703", EET, 2024, 24, 60),
    ("704", EET, 2024, 30, 50),
]
RELEASE_2025 = [
    ("701", EET, 2024, 20, 40),
    ("701", EET, 2025, 26, 40),
    ("702", EET, 2025, 3, 40),
    ("703", EET, 2025, 30, 60),
    ("704", EET, 2025, 40, 50),
]


def load(folder: Path, *, by: User) -> None:
    """Files as a council downloads them, loaded beside what ships with the product."""
    write_release(folder / "release_2024", RELEASE_2024, COUNCILS)
    write_release(folder / "release_2025", RELEASE_2025, COUNCILS)
    write_neighbours(folder, {"701": ["702", "703", "704"]}, "made up", names=NAMES)
    actions.load_published(folder, by=by)
