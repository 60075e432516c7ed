"""Updates and statuses: told of several at once, corrected, struck out, never lost."""

import zipfile
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import (
    CommitteeOfficerFactory,
    ManagerFactory,
    UserFactory,
)
from parentis.evidence.actions import NewEvidence, NewFile
from parentis.evidence.choices import EvidenceKind, FileForm
from parentis.meetings.tests.factories import ActionFactory
from parentis.recommendations import actions as keeping
from parentis.recommendations import queries
from parentis.recommendations.chasing.actions import chase_updates
from parentis.recommendations.choices import Status
from parentis.recommendations.in_reports import queries as in_reports
from parentis.recommendations.models import Recommendation, StatusSet, Update
from parentis.recommendations.story import queries as story
from parentis.recommendations.tests.factories import (
    RecommendationFactory,
    SourceFactory,
    StatusSetFactory,
    UpdateFactory,
)
from parentis.recommendations.updates import actions
from parentis.recommendations.updates.actions import NewStatus
from parentis.recorded.actions import ChangedSince, NotRecorded

AT = datetime(2026, 3, 5, 10, tzinfo=UTC)
ON = AT.date()
SAID = {
    "words": "The post is agreed, and paid for by both of us.",
    "reported_on": date(2026, 3, 4),
    "told_by": "Corporate Parenting Officer",
}
SEEN = NewEvidence(kind=EvidenceKind.WORDS, words="The contract was signed.")


@pytest.fixture
def officer(db):
    return CommitteeOfficerFactory.create()


@pytest.fixture
def twelve_and_thirteen(db):
    source = SourceFactory.create()
    return [
        RecommendationFactory.create(source=source, number=number)
        for number in ("12", "13")
    ]


def green(evidence=SEEN, **instead):
    who = "Head of Corporate Parenting"
    fields = {"status": Status.GREEN, "set_by": who, "evidence": evidence}
    return NewStatus(**fields | instead)


def page_of(recommendation, viewer, **asked):
    return story.recommendation_page(recommendation.pk, viewer=viewer, on=ON, **asked)


def test_one_update_tells_of_two_and_sets_the_status_of_one(
    officer, twelve_and_thirteen
):
    twelve, thirteen = twelve_and_thirteen
    actions.add_update(
        twelve_and_thirteen,
        by=officer,
        at=AT,
        answers=SAID,
        statuses={twelve.pk: green()},
    )

    page = page_of(twelve, officer)
    (told,) = page.story
    assert told.update.words == SAID["words"]
    assert [each.number for each in told.also] == ["13"]
    assert page.line.status_words == "Green"
    assert told.statuses[0].evidence.headline == "The contract was signed."
    assert page_of(thirteen, officer).line.status_words == "No status yet"


def test_the_same_sheet_tells_once(officer, twelve_and_thirteen):
    sheet = uuid4()
    for _ in range(2):
        actions.add_update(
            twelve_and_thirteen,
            by=officer,
            at=AT,
            answers=SAID,
            statuses={each.pk: green() for each in twelve_and_thirteen},
            sent_as=sheet,
        )

    assert Update.objects.count() == 1
    assert StatusSet.objects.count() == 2


@pytest.mark.parametrize(
    "evidence",
    [
        NewEvidence(kind=EvidenceKind.WORDS, words="  "),
        NewEvidence(kind=EvidenceKind.FILE),
        NewEvidence(kind=EvidenceKind.INDICATOR, indicator="eet-19-to-21"),
        NewEvidence(kind=EvidenceKind.ACTION),
    ],
    ids=lambda evidence: evidence.kind.value,
)
def test_no_status_is_set_without_evidence(officer, twelve_and_thirteen, evidence):
    with pytest.raises(NotRecorded):
        actions.add_update(
            twelve_and_thirteen,
            by=officer,
            at=AT,
            answers=SAID,
            statuses={twelve_and_thirteen[0].pk: green(evidence)},
        )

    assert not Update.objects.exists()
    assert not StatusSet.objects.exists()


def test_the_database_holds_no_status_without_evidence_or_without_who(db):
    for without in ({"words": ""}, {"set_by": ""}, {"kind": "file"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            StatusSetFactory.create(**without)


def test_an_action_is_evidence_once_it_is_done(officer, twelve_and_thirteen):
    twelve, _ = twelve_and_thirteen
    action = ActionFactory.create(words="Advertise the post")
    evidence = NewEvidence(kind=EvidenceKind.ACTION, action=action.pk)
    with pytest.raises(NotRecorded, match="that is done"):
        actions.set_status(twelve, by=officer, at=AT, new=green(evidence))

    action.done_on, action.what_was_done = date(2026, 3, 2), "It is in the paper."
    action.save()
    actions.set_status(twelve, by=officer, at=AT, new=green(evidence))

    (told,) = page_of(twelve, officer).story
    shown = told.statuses[0].evidence
    assert shown.headline == "Done on 2 March 2026: Advertise the post"


def test_what_an_exempt_item_asked_for_is_not_told_to_the_public(
    officer, twelve_and_thirteen
):
    twelve, _ = twelve_and_thirteen
    action = ActionFactory.create(
        words="Pay the landlord more",
        item__exempt=True,
        done_on=date(2026, 3, 2),
        what_was_done="Paid",
    )
    evidence = NewEvidence(kind=EvidenceKind.ACTION, action=action.pk)
    actions.set_status(twelve, by=officer, at=AT, new=green(evidence))

    (told,) = story.public_recommendation(twelve.pk, on=ON).story
    said = told.statuses[0].evidence
    assert said.headline == "An action that a meeting asked for, done on 2 March 2026"
    assert said.link == ""


def test_a_document_is_kept_and_only_staff_may_open_it(
    officer, twelve_and_thirteen, visit, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    twelve, _ = twelve_and_thirteen
    file = actions_file(b"%PDF-1.4 the contract")
    evidence = NewEvidence(kind=EvidenceKind.FILE, words="Signed by both", file=file)
    status = actions.set_status(twelve, by=officer, at=AT, new=green(evidence))

    page = visit(f"/recommendations/{twelve.pk}/", by=officer)
    assert "Document: contract.pdf Signed by both" in page.text
    opened = visit(f"/recommendations/statuses/{status.pk}/file/", by=officer)
    assert opened.response.content == b"%PDF-1.4 the contract"
    assert opened.response["Content-Disposition"].startswith("attachment")
    (told,) = story.public_recommendation(twelve.pk, on=ON).story
    assert "contract.pdf" not in str(told.statuses[0].evidence)


@pytest.fixture
def workbook():
    made, file = openpyxl.Workbook(), BytesIO()
    made.create_sheet("What was counted").append(["Month", "Asked", "Answered"])
    made.save(file)
    return file.getvalue()


def send(visit, officer, of, contents, name="counted.xlsx"):
    typed = {
        "status": "green",
        "set_on-day": "4",
        "set_on-month": "3",
        "set_on-year": "2026",
        "set_by": "Head of Corporate Parenting",
        "evidence_kind": "file",
        "evidence_words": "Counted each month",
        "evidence_file": SimpleUploadedFile(name, contents),
        "sent_as": str(uuid4()),
    }
    return visit(f"/recommendations/{of.pk}/status/", by=officer, answers=typed)


def test_a_spreadsheet_is_evidence(
    officer, twelve_and_thirteen, visit, workbook, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    twelve, _ = twelve_and_thirteen

    page = send(visit, officer, twelve, workbook)

    assert "Document: counted.xlsx" in page.text
    status = StatusSet.objects.get()
    opened = visit(f"/recommendations/statuses/{status.pk}/file/", by=officer)
    assert opened.response.content == workbook
    assert "spreadsheetml" in opened.response["Content-Type"]
    assert opened.response["Content-Disposition"].startswith("attachment")


def more_in(workbook, name, contents=b"x"):
    file = BytesIO(workbook)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, contents)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "contents", "why"),
    [
        ("xl/vbaProject.bin", b"x", "This file holds macros"),
        ("xl/macrosheets/sheet1.xml", b"<x/>", "This spreadsheet holds macros"),
        ("xl/media/run.exe", b"MZ", "another file hidden in it"),
        ("xl/more.xml", b"<!DOCTYPE x [<!ENTITY a 'a'>]><x/>", "used to do harm"),
        ("xl/bomb.xml", b" " * (65 * 1024 * 1024), "would unpack to far more"),
    ],
    ids=["macros", "old macros", "a program", "entities", "a bomb"],
)
def test_a_spreadsheet_that_could_do_harm_is_no_evidence(
    officer, twelve_and_thirteen, visit, workbook, name, contents, why
):
    page = send(
        visit, officer, twelve_and_thirteen[0], more_in(workbook, name, contents)
    )

    assert any(why in error for error in page.errors)
    assert not StatusSet.objects.exists()


def test_a_spreadsheet_is_known_by_what_is_in_it_and_not_by_its_name(
    officer, twelve_and_thirteen, visit, workbook
):
    twelve, _ = twelve_and_thirteen

    misnamed = send(visit, officer, twelve, workbook, "counted.docx")
    no_file = send(visit, officer, twelve, b"PK\x03\x04 and no more")

    assert any("ends in .docx" in error for error in misnamed.errors)
    assert any("a spreadsheet (.xlsx)" in error for error in no_file.errors)


def actions_file(contents):
    return NewFile(form=FileForm.PDF, name="contract.pdf", contents=contents)


def test_a_file_is_not_left_behind_where_the_status_is_refused(
    officer, twelve_and_thirteen, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    twelve, _ = twelve_and_thirteen
    evidence = NewEvidence(kind=EvidenceKind.FILE, file=actions_file(b"%PDF-1.4"))
    with pytest.raises(NotRecorded):
        actions.set_status(twelve, by=officer, at=AT, new=green(evidence, set_by=""))

    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


def test_superseding_shows_on_both(officer, twelve_and_thirteen):
    twelve, thirteen = twelve_and_thirteen
    actions.set_status(
        twelve,
        by=officer,
        at=AT,
        new=green(status=Status.SUPERSEDED, superseded_by=thirteen.pk),
    )

    assert page_of(twelve, officer).line.status_words == "Superseded by 13"
    assert page_of(thirteen, officer).supersedes == [twelve]
    with pytest.raises(NotRecorded, match="itself been superseded"):
        actions.set_status(
            thirteen,
            by=officer,
            at=AT,
            new=green(status=Status.SUPERSEDED, superseded_by=twelve.pk),
        )


def test_what_takes_the_place_of_another_is_not_struck_out(visit, officer):
    old = RecommendationFactory.create(number="7")
    new = RecommendationFactory.create(number="14", source=old.source)
    elsewhere = RecommendationFactory.create(number="3")
    replaced = green(status=Status.SUPERSEDED, superseded_by=new.pk)
    for each in (old, elsewhere):
        actions.set_status(each, by=officer, at=AT, new=replaced)
    why = {"why": "Written down twice."}

    page = visit(f"/recommendations/{new.pk}/strike-out/", by=officer, answers=why)

    assert "Recommendation 7 of" in page.errors[0]
    new.refresh_from_db()
    assert not new.is_struck_out
    with pytest.raises(NotRecorded, match="Recommendation 3 of"):
        keeping.strike_out_source(new.source, by=officer, at=AT, **why)
    for each in (old, elsewhere):
        actions.strike_out_status(each.statuses.get(), by=officer, at=AT, **why)
    visit(f"/recommendations/{new.pk}/strike-out/", by=officer, answers=why)
    new.refresh_from_db()
    assert new.is_struck_out


def test_an_update_is_due_from_the_day_in_london_on_which_it_was_written_down(officer):
    source = SourceFactory.create(made_on=None, update_every=3)
    asked = RecommendationFactory.create(
        source=source, recorded_at=datetime(2026, 6, 14, 23, 30, tzinfo=UTC)
    )

    due = page_of(asked, officer).line.update_due_on

    assert due == date(2026, 9, 15)


def test_a_corrected_update_keeps_what_it_said(officer, visit):
    update = UpdateFactory.create(words="All 43 have a laptop.")
    actions.change_update(
        update, by=officer, at=AT, version=1, answers={"words": "All 34 have one."}
    )
    with pytest.raises(ChangedSince):
        actions.change_update(
            update, by=officer, at=AT, version=1, answers={"words": "Nobody has one."}
        )

    page = visit(f"/recommendations/updates/{update.pk}/", by=officer)
    now, before = page.text.split("What it said before")
    assert "All 34 have one." in now
    assert "All 43 have a laptop." in before


def test_a_status_set_with_an_update_is_of_the_day_that_is_corrected(officer):
    twelve = RecommendationFactory.create(number="12")

    def tell(status, reported_on):
        return actions.add_update(
            [twelve],
            by=officer,
            at=AT,
            answers={**SAID, "reported_on": reported_on},
            statuses={twelve.pk: green(status=status)},
        )

    tell(Status.GREEN, date(2025, 6, 1))
    last = tell(Status.COMPLETE, date(2015, 12, 1))
    assert page_of(twelve, officer).line.status_words == "Green"

    actions.change_update(
        last,
        by=officer,
        at=AT,
        version=1,
        answers={"reported_on": date(2025, 12, 1)},
    )

    page = page_of(twelve, officer)
    assert page.line.status_words == "Complete"
    assert page.story[-1].statuses[0].words == "Complete"
    assert last.statuses.get().set_on == date(2025, 12, 1)


@pytest.mark.django_db(transaction=True)
def test_which_recommendations_an_update_is_about_is_corrected_and_kept(visit):
    officer = CommitteeOfficerFactory.create()
    source = SourceFactory.create()
    twelve, thirteen, fourteen = (
        RecommendationFactory.create(source=source, number=number)
        for number in ("12", "13", "14")
    )
    update = actions.add_update(
        [twelve, thirteen],
        by=officer,
        at=AT,
        answers=SAID,
        statuses={each.pk: green() for each in (twelve, thirteen)},
    )
    address = f"/recommendations/updates/{update.pk}"
    typed = {
        "recommendations": [str(thirteen.pk), str(fourteen.pk)],
        "words": SAID["words"],
        "reported_on-day": "4",
        "reported_on-month": "3",
        "reported_on-year": "2026",
        "told_by": SAID["told_by"],
        "is_public": "yes",
        "version": "1",
    }

    visit(f"{address}/change/", by=officer, answers=typed)

    page = visit(f"{address}/", by=officer)
    now, before = page.text.split("What it said before")
    assert "About Recommendation 13, Recommendation 14" in now
    assert "About recommendations 12, 13." in before
    of_twelve, of_thirteen, of_fourteen = (
        page_of(each, officer) for each in (twelve, thirteen, fourteen)
    )
    assert of_twelve.story == []
    assert of_twelve.line.status_words == "No status yet"
    (struck,) = of_twelve.struck_out
    assert struck.statuses[0].set.why_struck_out == actions.NOT_ABOUT_IT
    assert of_thirteen.line.status_words == "Green"
    assert [each.update for each in of_fourteen.story] == [update]
    assert of_fourteen.line.status_words == "No status yet"
    again = visit(f"{address}/change/", by=officer, answers=typed)
    assert any("Somebody else changed this" in error for error in again.errors)


def test_an_update_is_corrected_to_be_of_one_source_and_of_ones_own(
    officer, twelve_and_thirteen
):
    twelve, thirteen = twelve_and_thirteen
    update = actions.add_update([twelve], by=officer, at=AT, answers=SAID)
    elsewhere = RecommendationFactory.create()
    owner = ManagerFactory.create()
    Recommendation.objects.filter(pk=twelve.pk).update(owner_user=owner)

    for about, said in ([elsewhere], "different sources"), ([], "Choose the"):
        with pytest.raises(NotRecorded, match=said):
            actions.change_update(
                update, by=officer, at=AT, version=1, answers={}, about=about
            )
    with pytest.raises(PermissionDenied):
        actions.change_update(
            update, by=owner, at=AT, version=1, answers={}, about=[thirteen]
        )

    assert list(update.recommendations.all()) == [twelve]


def test_striking_an_update_out_takes_its_status_back(officer, twelve_and_thirteen):
    twelve, _ = twelve_and_thirteen
    StatusSetFactory.create(
        recommendation=twelve, status="red", set_on=date(2025, 1, 1)
    )
    update = actions.add_update(
        [twelve], by=officer, at=AT, answers=SAID, statuses={twelve.pk: green()}
    )
    actions.strike_out_update(update, by=officer, at=AT, why="Told of the wrong one")

    page = page_of(twelve, officer)
    assert page.line.status_words == "Red"
    assert [each.update for each in page.struck_out] == [update]
    assert story.public_recommendation(twelve.pk, on=ON).struck_out == ()


def test_an_owner_tells_of_their_own_and_of_no_other(twelve_and_thirteen):
    twelve, thirteen = twelve_and_thirteen
    owner = ManagerFactory.create()
    Recommendation.objects.filter(pk=twelve.pk).update(owner_user=owner)
    twelve.refresh_from_db()
    part = RecommendationFactory.create(
        source=twelve.source, whole=twelve, number="(i)"
    )

    actions.add_update([twelve, part], by=owner, at=AT, answers=SAID)
    assert page_of(part, owner).may_tell
    assert not page_of(thirteen, owner).may_tell
    with pytest.raises(PermissionDenied):
        actions.add_update([twelve, thirteen], by=owner, at=AT, answers=SAID)
    with pytest.raises(PermissionDenied):
        actions.set_status(thirteen, by=owner, at=AT, new=green())


def test_what_is_overdue_is_asked_for_once_for_each_day_it_was_due(officer):
    owner = UserFactory.create(role=Role.VIRTUAL_SCHOOL)
    source = SourceFactory.create(made_on=date(2025, 1, 1), update_every=6)
    asked = RecommendationFactory.create(source=source, number="4", owner_user=owner)
    StatusSetFactory.create(
        recommendation=RecommendationFactory.create(source=source), status="complete"
    )

    assert chase_updates(by=None, at=AT) == 2
    assert chase_updates(by=None, at=AT + timedelta(days=1)) == 0
    (told,) = owner.notices.all()
    assert told.about == (
        "An update on recommendation 4 of “Nearer to home” was due on 1 July 2025."
    )
    assert told.link == f"/recommendations/{asked.pk}/"
    assert officer.notices.count() == 1

    UpdateFactory.create(source=source, of=[asked], reported_on=date(2025, 8, 1))
    assert chase_updates(by=None, at=AT) == 2
    assert owner.notices.count() == 2


def test_reports_are_told_of_some_and_since_a_day(officer, twelve_and_thirteen):
    twelve, thirteen = twelve_and_thirteen
    source = twelve.source
    RecommendationFactory.create(source=source, whole=twelve, number="(i)")
    for year in (2008, 2010):
        UpdateFactory.create(
            source=source,
            of=[twelve, thirteen],
            reported_on=date(year, 4, 14),
            words=f"As in {year}",
        )
    UpdateFactory.create(source=source, of=[thirteen], words="Secret", is_public=False)

    (told,) = in_reports.told([source.pk], viewer=None, on=ON)
    assert [each.number for each in told.recommendations] == ["12", "13"]
    assert [each.number for each in told.recommendations[0].parts] == ["(i)"]
    assert [each.words for each in told.recommendations[1].updates] == [
        "As in 2008",
        "As in 2010",
    ]
    assert told.recommendations[1].updates[0].also == ["12"]
    (told,) = in_reports.told(
        [source.pk],
        viewer=officer,
        on=ON,
        recommendation_pks=[thirteen.pk],
        since=date(2010, 1, 1),
    )
    (only,) = told.recommendations
    assert [each.words for each in only.updates] == ["As in 2010", "Secret"]


def test_the_public_reads_nothing_of_a_source_that_is_kept_back(db):
    kept_back = RecommendationFactory.create(source__is_public=False)
    open_one = RecommendationFactory.create()
    StatusSetFactory.create(
        recommendation=kept_back, status="superseded", superseded_by=open_one
    )

    assert [each.source for each in queries.public_sources(on=ON)] == [open_one.source]
    assert story.public_recommendation(open_one.pk, on=ON).supersedes == []
    assert in_reports.told([kept_back.source.pk], viewer=None, on=ON) == []
