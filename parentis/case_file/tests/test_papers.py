"""Documents that people give us: kept, told, taken away, struck out."""

from datetime import date
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from parentis.accounts.roles import Role
from parentis.accounts.tests.factories import AdviserFactory, UserFactory
from parentis.audit.choices import Looking
from parentis.audit.models import Look
from parentis.case_file.models import Paper, PaperFile
from parentis.case_file.tests.conftest import HEIC, JPEG, PDF, PNG, TEXT, WORD
from parentis.case_file.tests.factories import (
    DeathFactory,
    PaperFactory,
    PaperFileFactory,
)
from parentis.entries.models import TimelineEntry
from parentis.young_people.tests.factories import (
    AllocationFactory,
    RestrictionFactory,
)

ANSWERS = {
    "kind": "home",
    "title": "Tenancy of 3 Lantern Row",
    "dated_on-day": "2",
    "dated_on-month": "2",
    "dated_on-year": "2026",
    "is_shared": "yes",
}


def upload(visit, sam, by, name: str, contents: bytes, **answers: str):
    file = SimpleUploadedFile(name, contents)
    return visit(
        f"/young-people/{sam.pk}/papers/upload/",
        by=by,
        answers=ANSWERS | {"file": file} | answers,
    )


@pytest.mark.parametrize(
    ("name", "contents", "kept"),
    [
        ("tenancy.pdf", PDF, "tenancy.pdf"),
        ("Letter from Zoë.docx", WORD, "Letter from Zoë.docx"),
        ("note.txt", TEXT, "note.txt"),
        ("note.txt", "Привет".encode("utf-16"), "note.txt"),
        ("note.txt", b"caf\xe9", "note.txt"),
        ("photo.JPG", JPEG, "photo.jpg"),
        ("photo.jpeg", JPEG, "photo.jpeg"),
        ("photo.png", PNG, "photo.png"),
        ("IMG 0042.HEIC", HEIC, "IMG 0042.heic"),
        ("scan", PDF, "scan.pdf"),
        ("version 1.2", PDF, "version 1.2.pdf"),
    ],
)
def test_a_document_is_kept_as_it_came(visit, sam, adviser, name, contents, kept):
    page = upload(visit, sam, adviser, name, contents)

    assert page.messages == ["The document is kept"]
    file = PaperFile.objects.get()
    assert file.name == kept
    assert file.path.read_bytes() == contents
    assert kept in page.links


def test_a_document_stands_in_the_timeline(visit, sam, adviser):
    upload(visit, sam, adviser, "tenancy.pdf", PDF, note="The first page only.")

    line = TimelineEntry.objects.get(young_person=sam)
    assert line.headline == "Document: Tenancy of 3 Lantern Row"
    assert line.words == "The first page only."
    assert (line.kind, line.happened_on) == ("papers", date(2026, 2, 2))


def test_the_same_sheet_sent_twice_is_kept_once(visit, sam, adviser):
    sent_as = str(uuid4())
    for _twice in range(2):
        upload(visit, sam, adviser, "tenancy.pdf", PDF, sent_as=sent_as)

    assert Paper.objects.count() == PaperFile.objects.count() == 1
    kept = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert kept == [PaperFile.objects.get().path]


def test_what_is_missing_is_said_and_nothing_typed_is_lost(visit, sam, adviser):
    page = visit(
        f"/young-people/{sam.pk}/papers/upload/",
        by=adviser,
        answers={"note": "It is the signed one."},
    )

    assert page.errors == [
        "Choose the file",
        "Choose what it is",
        "Write what to call it",
        "Enter the day that is on it",
        "Say whether it is shared with the young person",
    ]
    assert "It is the signed one." in page.html


def test_a_full_disk_is_said_in_one_sentence(visit, sam, adviser, monkeypatch):
    def full(*_args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("parentis.case_file.actions.os.fsync", full)
    page = upload(visit, sam, adviser, "tenancy.pdf", PDF, note="The signed one.")

    (error,) = page.errors
    assert error.startswith("The file could not be kept: there is no room left for it")
    assert "The signed one." in page.html
    assert not Paper.objects.exists()
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


# -- taking it away --------------------------------------------------------------------


def test_a_file_is_saved_and_never_opened_as_a_page(client, sam, adviser):
    file = PaperFileFactory.create(
        paper__young_person=sam, name="Zoë’s tenancy.txt", written=b"Two rooms."
    )
    client.force_login(adviser)

    response = client.get(f"/young-people/{sam.pk}/papers/files/{file.pk}/")

    assert response.content == b"Two rooms."
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''Zo%C3%AB")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox"
    assert response.headers["Cache-Control"] == "no-store, private"
    look = Look.objects.latest("pk")
    assert (look.looking, look.young_person) == (Looking.EXPORTED, sam.pk)


def test_a_file_opens_with_its_own_young_person_alone(visit, sam, adviser):
    others = PaperFileFactory.create()
    theirs = PaperFileFactory.create(paper__young_person=sam)

    mixed = f"/young-people/{sam.pk}/papers/files/{others.pk}/"
    assert visit(mixed, by=adviser).status == 404
    stranger = AdviserFactory.create()
    address = f"/young-people/{sam.pk}/papers/files/{theirs.pk}/"
    assert visit(address, by=stranger).status == 404


def test_papers_are_not_for_an_employment_adviser(visit, sam):
    file = PaperFileFactory.create(paper__young_person=sam)
    referred = AllocationFactory.create(
        young_person=sam,
        allocated_as="employment-adviser",
        person=UserFactory.create(role=Role.EMPLOYMENT_ADVISER),
    ).person

    for rest in ("", "upload/", "letters/", f"files/{file.pk}/", f"{file.paper_id}/"):
        page = visit(f"/young-people/{sam.pk}/papers/{rest}", by=referred)
        assert page.status == 403, rest


def test_papers_of_a_restricted_record_are_as_if_there_were_none(visit, sam, adviser):
    file = PaperFileFactory.create(paper__young_person=sam)
    RestrictionFactory.create(young_person=sam)

    for rest in ("", f"files/{file.pk}/", f"{file.paper_id}/"):
        page = visit(f"/young-people/{sam.pk}/papers/{rest}", by=adviser)
        assert page.status == 404, rest


def test_a_file_that_is_gone_from_the_disk_is_not_found(visit, sam, adviser):
    file = PaperFileFactory.create(paper__young_person=sam)
    file.path.unlink()

    address = f"/young-people/{sam.pk}/papers/files/{file.pk}/"
    assert visit(address, by=adviser).status == 404


# -- changing and striking out ---------------------------------------------------------


def test_what_is_said_of_it_is_changed_and_the_file_stays(visit, sam, adviser):
    file = PaperFileFactory.create(paper__young_person=sam)
    address = f"/young-people/{sam.pk}/papers/{file.paper_id}/"

    changed = ANSWERS | {"version": "1", "title": "The other tenancy"}
    assert "The other tenancy" in visit(address, by=adviser, answers=changed)

    late = ANSWERS | {"version": "1", "title": "My own title"}
    page = visit(address, by=adviser, answers=late)
    assert "saved: The other tenancy" in page
    assert "My own title" in page.html
    assert Paper.objects.get().title == "The other tenancy"
    assert file.path.exists()


def test_what_is_struck_out_is_kept_and_opens_for_a_manager(visit, sam, adviser):
    file = PaperFileFactory.create(paper__young_person=sam)
    page = visit(
        f"/young-people/{sam.pk}/papers/{file.paper_id}/strike-out/",
        by=adviser,
        answers={"why": "It is another Sam's."},
    )

    assert "It is another Sam's." in page
    assert file.name not in page.links
    address = f"/young-people/{sam.pk}/papers/files/{file.pk}/"
    assert visit(address, by=adviser).status == 404
    manager = AllocationFactory.create(
        young_person=sam,
        allocated_as="social-worker",
        person=UserFactory.create(role=Role.TEAM_MANAGER),
    ).person
    assert visit(address, by=manager).status == 200
    assert not TimelineEntry.objects.exists()


# -- how long it is kept ---------------------------------------------------------------


def test_the_page_says_how_long_the_record_is_kept(visit, sam, adviser):
    page = visit(f"/young-people/{sam.pk}/papers/", by=adviser)

    assert "At least until 20 May 2081. The day of their 75th birthday." in page
    assert "from memory, not yet confirmed" in page


def test_the_page_says_that_they_died_and_offers_no_letter(visit, sam, adviser):
    DeathFactory.create(young_person=sam, died_on=date(2024, 5, 19))

    page = visit(f"/young-people/{sam.pk}/papers/", by=adviser)

    assert f"{sam} died on 19 May 2024." in page
    assert "At least until 19 May 2039. 15 years after they died" in page
    assert "Write a letter" not in page.links


@pytest.mark.parametrize("number", [1, 30])
def test_many_papers_are_read_in_as_many_queries_as_one(
    visit, sam, adviser, number, django_assert_max_num_queries
):
    for _each in range(number):
        PaperFileFactory.create(paper=PaperFactory.create(young_person=sam))

    with django_assert_max_num_queries(30):
        page = visit(f"/young-people/{sam.pk}/papers/", by=adviser)

    assert page.text.count("tenancy.txt") == number
