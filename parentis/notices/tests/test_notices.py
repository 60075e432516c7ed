"""What staff are told: on a page, and by an e-mail that names nobody."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from parentis.accounts.tests.factories import AdviserFactory, DataGuardianFactory
from parentis.notices import actions
from parentis.notices.models import Notice

NOW = datetime(2026, 3, 10, 14, 30, tzinfo=UTC)
ABOUT = "Bethan Marsh opened the record of 70100007 in an emergency, for three hours."


@pytest.fixture
def guardian(db):
    return DataGuardianFactory.create(name="Ines Okafor", email="ines@council.example")


def tell(*people, about=ABOUT, at=NOW, link=""):
    actions.tell(people, by=None, at=at, about=about, link=link)


def notice_of(person):
    return Notice.objects.get(person=person)


# -- the page --------------------------------------------------------------------------


def test_who_was_told_reads_it(visit, guardian):
    tell(guardian, link="/who-looked/")

    page = visit("/notices/", by=guardian)

    assert page.heading == "Notices"
    assert ABOUT in page.text
    assert "10 March 2026, 14:30" in page.text
    opens = [link for words, link in page.links.items() if words.startswith("Open")]
    assert opens == ["/who-looked/"]


def test_nobody_reads_anothers(visit, guardian):
    tell(guardian)

    assert ABOUT not in visit("/notices/", by=AdviserFactory.create()).text


def test_nothing_to_read_says_what_would_be_there(visit, guardian):
    assert "You have no notices." in visit("/notices/", by=guardian).text


def test_the_latest_is_on_top(visit, guardian):
    tell(guardian, about="The second", at=NOW + timedelta(hours=1))
    tell(guardian, about="The first")

    first, second = visit("/notices/", by=guardian).items("notices")

    assert "The second" in first
    assert "The first" in second


def test_long_ago_is_on_the_next_page(visit, guardian):
    for number in range(31):
        tell(guardian, about=f"Told {number}", at=NOW + timedelta(minutes=number))

    assert "Told 0" not in visit("/notices/", by=guardian).items("notices")[-1]
    assert "Told 0" in visit("/notices/?page=2", by=guardian).items("notices")[-1]


def test_a_page_that_is_no_number_is_the_first(visit, guardian):
    tell(guardian)

    assert ABOUT in visit("/notices/?page=none", by=guardian).text


# -- marking as read -------------------------------------------------------------------


def unread_in_the_head(page):
    badge = page.html.partition("moj-notification-badge")[2]
    return int(badge.partition(">")[2].partition("<")[0]) if badge else 0


def test_every_page_counts_what_is_not_read(visit, guardian):
    tell(guardian)
    tell(guardian)

    assert unread_in_the_head(visit("/your-account/", by=guardian)) == 2
    assert unread_in_the_head(visit("/your-account/", by=AdviserFactory.create())) == 0


def test_marked_as_read_it_stays_and_is_no_longer_counted(visit, guardian):
    tell(guardian)

    url = f"/notices/{notice_of(guardian).pk}/mark-read/"
    page = visit(url, by=guardian, answers={})

    assert page.url == "/notices/"
    assert ABOUT in page.text
    assert unread_in_the_head(page) == 0


def test_reading_the_page_marks_nothing(visit, guardian):
    tell(guardian)
    visit("/notices/", by=guardian)

    assert notice_of(guardian).read_at is None


def test_a_link_marks_nothing(client, guardian):
    tell(guardian)
    client.force_login(guardian)
    url = f"/notices/{notice_of(guardian).pk}/mark-read/"

    assert client.get(url).status_code == 405
    assert client.get("/notices/mark-all-read/").status_code == 405
    assert notice_of(guardian).read_at is None


def test_nobody_marks_anothers(visit, guardian):
    tell(guardian)

    url = f"/notices/{notice_of(guardian).pk}/mark-read/"
    visit(url, by=AdviserFactory.create(), answers={})

    assert notice_of(guardian).read_at is None


def test_all_that_the_page_showed_are_marked_and_no_later_one(visit, guardian):
    tell(guardian, about="Shown")
    tell(guardian, about="Told since", at=NOW + timedelta(seconds=1))

    answers = {"until": NOW.isoformat()}
    visit("/notices/mark-all-read/", by=guardian, answers=answers)

    unread = Notice.objects.of(guardian).unread()
    assert [notice.about for notice in unread] == ["Told since"]


@pytest.mark.parametrize("until", ["", "soon", "2026-13-45T00:00", "2026-03-10T14:30"])
def test_without_a_moment_none_is_marked(visit, guardian, until):
    tell(guardian)

    visit("/notices/mark-all-read/", by=guardian, answers={"until": until})

    assert notice_of(guardian).read_at is None


# -- the e-mail ------------------------------------------------------------------------


def test_the_email_names_nobody_and_says_where_to_read(guardian, run_tasks, settings):
    settings.IS_LOOPBACK = False
    settings.ALLOWED_HOSTS = ["parentis.aldermere.example"]
    tell(guardian)

    run_tasks()

    (message,) = mail.outbox
    assert message.to == ["ines@council.example"]
    assert "https://parentis.aldermere.example/notices/" in message.body
    said = f"{message.subject} {message.body}"
    for word in ("Bethan", "Marsh", "70100007", "emergency", "Ines"):
        assert word not in said


def test_on_a_machine_of_ones_own_the_email_leads_nowhere(guardian, run_tasks):
    tell(guardian)

    run_tasks()

    assert "http" not in mail.outbox[0].body


def test_each_is_written_to_once(guardian, run_tasks):
    tell(guardian, AdviserFactory.create(email="bethan@council.example"))

    run_tasks()
    actions.email_notice(notice_of(guardian).pk, by=None, at=NOW)

    to = sorted(message.to[0] for message in mail.outbox)
    assert to == ["bethan@council.example", "ines@council.example"]


def test_what_is_taken_back_sends_nothing(guardian):
    class ItFailedAfterwards(Exception):
        pass

    def told_and_then_failed():
        with transaction.atomic():
            tell(guardian)
            raise ItFailedAfterwards

    with pytest.raises(ItFailedAfterwards):
        told_and_then_failed()

    assert not Notice.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_a_mail_server_that_is_away_is_asked_again(guardian, run_tasks, monkeypatch):
    def away(*_args, **_kwargs):
        raise SMTPException

    tell(guardian)
    with monkeypatch.context() as patched:
        patched.setattr("parentis.notices.actions.send_mail", away)
        with pytest.raises(SMTPException):
            run_tasks()

    assert notice_of(guardian).emailed_at is None
    actions.email_notice(notice_of(guardian).pk, by=None, at=NOW)
    assert [message.to for message in mail.outbox] == [["ines@council.example"]]
    assert notice_of(guardian).emailed_at == NOW


def test_it_is_tried_again_for_ten_hours(guardian):
    task = app.tasks["notices.email_notice"]
    job = Job(
        id=1,
        queue="notices",
        lock=None,
        queueing_lock=None,
        task_name=task.name,
        task_kwargs={"notice": 1},
    )
    waits: list[timedelta] = []
    while again := task.get_retry_exception(
        SMTPException(), job.evolve(attempts=len(waits))
    ):
        assert again.retry_decision.retry_at
        waits.append(again.retry_decision.retry_at - datetime.now(UTC))

    assert timedelta(hours=10) < sum(waits, timedelta()) < timedelta(hours=11)


@pytest.mark.parametrize("meanwhile", ["left", "read"])
def test_nobody_is_written_to_in_vain(guardian, run_tasks, meanwhile):
    tell(guardian)
    if meanwhile == "left":
        guardian.is_active = False
        guardian.save()
    else:
        actions.mark_read(notice_of(guardian).pk, by=guardian, at=NOW)

    run_tasks()

    assert mail.outbox == []
