"""Writing a report part by part, and keeping the draft."""

import re
from typing import Any

import pytest
from django.test import Client

from parentis.accounts.models import User
from parentis.committee_report.parts import state_of
from parentis.reports.models import CommitteeReport

# The two of forty who are in higher education.
SMALL = re.compile(r"\b2 of 40\b")

EMPTY = state_of({"words": ""})


def test_words_are_saved_and_the_next_part_follows(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    page = visit(
        f"/reports/{report.pk}/write/consultations/",
        by=amara,
        answers={"words": "We asked the forum.", "base": EMPTY},
    )

    assert page.heading == "Implications"
    report.refresh_from_db()
    assert report.narrative["consultations"] == "We asked the forum."
    assert report.saved["consultations"]["by"] == "Amara"


def test_save_draft_stays_on_the_page_and_says_when(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    page = visit(
        f"/reports/{report.pk}/write/consultations/",
        by=amara,
        answers={"words": "We asked", "base": EMPTY, "stay": "yes"},
    )

    assert page.heading == "Consultations"
    assert page.messages[0].startswith("Draft saved on")
    assert "We asked" in page.html


def test_the_figures_begin_the_words_of_a_section(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    page = visit(f"/reports/{report.pk}/write/performance/", by=amara)

    assert "65.0% of care leavers aged 19 to 21 (26 of 40)" in page.html
    assert "These sentences come from the figures" in page


def test_suggested_words_left_as_they_are_stay_fresh(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    """They are not kept, so that a corrected return changes them."""
    from parentis.reports.queries import writing_page

    suggestion = writing_page(report.pk, "summary", viewer=amara).suggestion

    visit(
        f"/reports/{report.pk}/write/summary/",
        by=amara,
        answers={"words": suggestion, "base": EMPTY},
    )

    report.refresh_from_db()
    assert "summary" not in report.narrative


def test_suggested_words_hide_small_counts(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    page = visit(f"/reports/{report.pk}/write/performance/", by=amara)

    assert not SMALL.search(page.html)
    assert "somebody might be recognised" in page.html


def test_two_people_at_once_lose_neither_text(
    visit: Any, amara: User, tomasz: User, report: CommitteeReport
) -> None:
    address = f"/reports/{report.pk}/write/risk/"
    visit(address, by=tomasz, answers={"words": "His words", "base": EMPTY})

    page = visit(address, by=amara, answers={"words": "Her words", "base": EMPTY})

    assert page.errors[0].startswith("Tomasz saved this part while you were writing")
    assert "Her words" in page.html
    assert "His words" in page.text
    report.refresh_from_db()
    assert report.narrative["risk"] == "His words"


def test_saving_again_after_seeing_the_others_words_keeps_mine(
    visit: Any, amara: User, tomasz: User, report: CommitteeReport
) -> None:
    address = f"/reports/{report.pk}/write/risk/"
    visit(address, by=tomasz, answers={"words": "His words", "base": EMPTY})

    visit(
        address,
        by=amara,
        answers={"words": "Both words", "base": state_of({"words": "His words"})},
    )

    report.refresh_from_db()
    assert report.narrative["risk"] == "Both words"


def test_recommendations_are_kept_one_a_line(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    visit(
        f"/reports/{report.pk}/write/recommendations/",
        by=amara,
        answers={"lines": "(a) note the figures\n(b) agree", "base": state_of([])},
    )

    report.refresh_from_db()
    assert report.recommendations == ["note the figures", "agree"]


def test_counts_that_cannot_be_read_are_explained_and_kept_in_the_box(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    page = visit(
        f"/reports/{report.pk}/write/counts/",
        by=amara,
        answers={"rows": "College: 97\nWork", "published": "yes", "base": state_of({})},
    )

    assert page.errors == [
        (
            "Line 2, 'Work', has no number at its end. Write the category, a colon and"
            " how many young people, such as 'Apprenticeship: 12'"
        )
    ]
    assert "College: 97" in page.html


def test_published_counts_must_say_where(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    page = visit(
        f"/reports/{report.pk}/write/counts/",
        by=amara,
        answers={
            "caption": "Year 12",
            "rows": "College: 97",
            "published": "yes",
            "base": state_of({}),
        },
    )

    assert page.errors == ["Say where these numbers were published"]


def test_a_part_this_template_does_not_have_is_not_found(
    visit: Any, amara: User, report: CommitteeReport
) -> None:
    assert visit(f"/reports/{report.pk}/write/voice/", by=amara).status == 404


def test_a_member_cannot_write(
    visit: Any, priya: User, report: CommitteeReport
) -> None:
    assert visit(f"/reports/{report.pk}/write/risk/", by=priya).status == 403


@pytest.mark.parametrize(
    ("answers", "status", "begins"),
    [
        ({"words": "Typed so far", "base": EMPTY}, 200, "Draft saved on"),
        ({"words": "x" * 50_001, "base": EMPTY}, 422, "Not saved yet. Write 50,000"),
    ],
)
def test_the_page_saves_itself_and_says_so(
    amara: User,
    report: CommitteeReport,
    answers: dict[str, str],
    status: int,
    begins: str,
) -> None:
    client = Client()
    client.force_login(amara)

    answer = client.post(f"/reports/{report.pk}/write/risk/save/", answers)

    assert answer.status_code == status
    assert answer.json()["message"].startswith(begins)


def test_what_the_page_saved_is_the_base_of_the_next_save(
    amara: User, report: CommitteeReport
) -> None:
    client = Client()
    client.force_login(amara)
    address = f"/reports/{report.pk}/write/risk/save/"

    first = client.post(address, {"words": "One", "base": EMPTY}).json()
    second = client.post(address, {"words": "One two", "base": first["base"]})

    assert second.status_code == 200


def test_a_page_left_open_does_not_save_over_somebody_else(
    amara: User, tomasz: User, report: CommitteeReport
) -> None:
    for person, words in ((tomasz, "His"), (amara, "Hers")):
        client = Client()
        client.force_login(person)
        answer = client.post(
            f"/reports/{report.pk}/write/risk/save/", {"words": words, "base": EMPTY}
        )

    assert answer.status_code == 409
    report.refresh_from_db()
    assert report.narrative["risk"] == "His"
