"""What `make audit` makes of pip-audit's answer."""

from tests.known_faults import told

SOUND = {"name": "django", "version": "5.2.19", "vulns": []}
FAULTY = {
    "name": "lxml",
    "version": "1.0",
    "vulns": [{"id": "CVE-2026-1", "fix_versions": ["1.1"]}],
}
NOT_ASKED = {"name": "click", "skip_reason": "not found"}


def test_a_known_fault_is_a_line_with_the_version_that_mends_it():
    faults, asked, not_asked = told({"dependencies": [SOUND, FAULTY, NOT_ASKED]})

    assert faults == ["lxml 1.0: CVE-2026-1, mended in 1.1"]
    assert (asked, not_asked) == (2, 1)


def test_what_could_not_be_asked_about_is_not_called_clean():
    assert told({"dependencies": [NOT_ASKED]}) == ([], 0, 1)
