"""How long a record is kept, drawn on each side of every line."""

from datetime import date

import pytest

from parentis.law.retention import retention

# Born, died, kept until.
DRAWN = {
    "alive": ("2006-05-20", None, "2081-05-20"),
    "born on 29 February": ("2004-02-29", None, "2079-03-01"),
    "died the day before 18": ("2006-05-20", "2024-05-19", "2039-05-19"),
    "died on the day of 18": ("2006-05-20", "2024-05-20", "2081-05-20"),
    "died at 24": ("2006-05-20", "2030-06-01", "2081-05-20"),
    "born on 29 February, died on 28 February of the year of 18": (
        "2004-02-29",
        "2022-02-28",
        "2037-02-28",
    ),
    "born on 29 February, died on 1 March of the year of 18": (
        "2004-02-29",
        "2022-03-01",
        "2079-03-01",
    ),
    "died on 29 February, before 18": ("2008-05-20", "2024-02-29", "2039-03-01"),
    "died on the day they were born": ("2026-05-20", "2026-05-20", "2041-05-20"),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_record_is_kept_until(name):
    born, died_on, until = DRAWN[name]
    death = date.fromisoformat(died_on) if died_on else None

    found = retention(born=date.fromisoformat(born), died_on=death)
    assert found.until == date.fromisoformat(until)


def test_without_a_date_of_birth_nothing_may_go():
    kept = retention(born=None, died_on=date(2024, 5, 19))

    assert kept.until is None
    assert "not known" in kept.why


def test_it_says_that_its_source_is_from_memory():
    kept = retention(born=date(2006, 5, 20), died_on=None)

    assert "from memory" in str(kept.source)
