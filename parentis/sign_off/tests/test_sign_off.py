"""Signed by an officer, then by the Lead Member: one version, by two people."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from parentis.accounts.models import User
from parentis.notices.models import Notice
from parentis.reports.models import CommitteeReport
from parentis.sign_off import actions
from parentis.sign_off.choices import Capacity, Stage
from parentis.sign_off.models import FairCopy
from parentis.sign_off.tests.conftest import AT, a_report


def read(page: Any) -> dict[str, str]:
    """Which copy the page that somebody read has above its form."""
    return {"copy": page.html.split('name="copy" value="')[1].split('"')[0]}


def signed_as_read(page: Any) -> dict[str, str]:
    return {"answer": "sign", **read(page)}


def test_it_is_handed_in_signed_twice_and_everybody_next_is_told(
    visit: Any, report: CommitteeReport, tomasz: User, officer: User, lead: User
) -> None:
    address = f"/reports/{report.pk}/fair-copy/"
    page = visit(f"/reports/{report.pk}/hand-in/", by=tomasz, answers={})
    assert page.messages == ["It is handed in. Whoever signs it next is told"]
    assert page.items("steps")[0].startswith("Version 1 handed in by Tomasz")
    told = Notice.objects.get(person=officer)
    assert "waits for an officer" in told.about
    assert told.link == address

    visit(address, by=officer, answers=signed_as_read(visit(address, by=officer)))
    assert "as the Lead Member" in Notice.objects.get(person=lead).about
    read_by_lead = visit(address, by=lead)
    page = visit(address, by=lead, answers=signed_as_read(read_by_lead))

    assert page.messages == ["You have signed it off"]
    assert "Signed as the Lead Member by Councillor Lead" in page
    assert FairCopy.objects.get().stage is Stage.SIGNED
    assert Notice.objects.filter(person=tomasz, about__contains="signed by both")


def test_whoever_is_next_finds_it_under_reports(
    visit: Any, handed_in: FairCopy, officer: User, lead: User
) -> None:
    assert visit("/reports/published/", by=officer).items("to-sign")
    assert "Waiting for your signature" not in visit("/reports/published/", by=lead)

    actions.sign(handed_in, by=officer, at=AT)

    assert visit("/reports/published/", by=lead).items("to-sign")


def test_the_lead_member_does_not_sign_before_an_officer(
    handed_in: FairCopy, lead: User
) -> None:
    with pytest.raises(PermissionDenied):
        actions.sign(handed_in, by=lead, at=AT)


def test_nobody_signs_in_both_capacities(handed_in: FairCopy, lead: User) -> None:
    lead.roles = ["lead-member", "committee-officer"]
    lead.save()
    actions.sign(handed_in, by=lead, at=AT)

    with pytest.raises(actions.NotDone, match="somebody else signs next"):
        actions.sign(handed_in, by=lead, at=AT)


def test_any_change_undoes_the_signatures_and_the_page_says_so(
    visit: Any, signed: FairCopy, tomasz: User
) -> None:
    answers = {"words": "Fewer are in work.", "base": ""}
    page = visit(f"/reports/{signed.report_id}/write/words/", by=tomasz)
    base = page.html.split('name="base" value="')[1].split('"')[0]
    visit(
        f"/reports/{signed.report_id}/write/words/",
        by=tomasz,
        answers={**answers, "base": base},
    )

    page = visit(f"/reports/{signed.report_id}/fair-copy/", by=tomasz)

    assert "Changed since it was handed in: nothing counts as signed" in page
    with pytest.raises(actions.NotDone, match="once an officer and the Lead Member"):
        actions.freeze(signed, by=tomasz, at=AT)
    assert "Hand it in again" in page.buttons


def test_nobody_signs_a_copy_that_they_did_not_read(
    visit: Any, handed_in: FairCopy, officer: User, tomasz: User
) -> None:
    address = f"/reports/{handed_in.report_id}/fair-copy/"
    as_read = signed_as_read(visit(address, by=officer))
    CommitteeReport.objects.filter(pk=handed_in.report_id).update(
        narrative={"words": "Other words, handed in meanwhile."}
    )
    another = actions.hand_in(handed_in.report, by=tomasz, at=AT)

    page = visit(address, by=officer, answers=as_read)

    assert page.errors == [actions.OVERTAKEN]
    assert "Other words, handed in meanwhile." in page
    assert not another.signatures.exists()
    visit(address, by=officer, answers=signed_as_read(page))
    assert another.signatures.get().by == officer


def test_a_copy_is_neither_signed_nor_frozen_once_another_is_handed_in(
    signed: FairCopy, tomasz: User, officer: User
) -> None:
    FairCopy.objects.filter(pk=signed.pk).update(html="As the records were then.")
    another = actions.hand_in(signed.report, by=tomasz, at=AT)

    with pytest.raises(actions.NotDone, match="handed in again"):
        actions.freeze(signed, by=tomasz, at=AT)
    with pytest.raises(actions.NotDone, match="handed in again"):
        actions.sign(signed, by=officer, at=AT)

    assert another.stage is Stage.WAITS_FOR_OFFICER


def test_it_is_sent_back_with_words_and_handed_in_again(
    visit: Any, handed_in: FairCopy, officer: User, tomasz: User
) -> None:
    address = f"/reports/{handed_in.report_id}/fair-copy/"
    back = {"answer": "send-back", **read(visit(address, by=officer))}
    page = visit(address, by=officer, answers={**back, "words": ""})
    assert page.errors == ["Write what should be different"]

    words = "Say what it costs."
    page = visit(address, by=officer, answers={**back, "words": words})

    assert "Sent back by Olive" in page
    assert words in page
    assert Notice.objects.filter(person=tomasz, about__contains="sent back")
    again = actions.hand_in(handed_in.report, by=tomasz, at=AT)
    assert again.version.number == 2
    assert again.stage is Stage.WAITS_FOR_OFFICER


def test_what_says_the_same_is_handed_in_once(
    handed_in: FairCopy, tomasz: User
) -> None:
    with pytest.raises(actions.NotDone, match="handed in already"):
        actions.hand_in(handed_in.report, by=tomasz, at=AT)


def test_what_is_unwritten_or_internal_is_not_handed_in(
    analyst: User, tomasz: User
) -> None:
    unwritten = a_report(made_by=tomasz, narrative={})
    internal = a_report(made_by=analyst, is_internal=True)

    with pytest.raises(actions.NotDone, match="Write first what is missing: What we"):
        actions.hand_in(unwritten, by=tomasz, at=AT)
    with pytest.raises(actions.NotDone, match="neither signed off nor published"):
        actions.hand_in(internal, by=analyst, at=AT)


def test_a_councillor_reads_nothing_of_it_before_it_is_out(
    visit: Any, signed: FairCopy, priya: User
) -> None:
    address = f"/reports/{signed.report_id}/fair-copy/"

    assert visit(address, by=priya).status == 404
    assert visit(f"{address}files/docx/", by=priya).status == 404


def test_the_capacities_are_signed_in_their_order() -> None:
    assert list(Capacity) == [Capacity.OFFICER, Capacity.LEAD_MEMBER]
