"""How long somebody stays signed in, and that a form which comes too late is kept."""

from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from parentis.accounts.tests.factories import AnalystFactory
from parentis.entrance.models import HeldForm
from tests.reading import Page

MORNING = "2026-05-04 09:00 +0000"
SHARED_COMPUTER = '"cache", "storage"'


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def amara(db):
    return AnalystFactory.create(name="Amara")


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def is_in(client) -> bool:
    return bool(client.get("/your-account/").status_code == 200)


def read(client, url) -> Page:
    response = client.get(url, follow=True)
    return Page(response, url=response.request["PATH_INFO"])


def test_half_an_hour_of_nothing_ends_a_session_on_the_server(clock, amara):
    client = signed_in(amara)
    clock.shift(29 * 60)
    assert is_in(client)
    clock.shift(29 * 60)
    assert is_in(client)

    clock.shift(31 * 60)
    key = client.session.session_key
    assert not is_in(client)
    assert not Session.objects.filter(session_key=key).exists()


def test_how_long_is_the_councils_to_say(clock, amara, settings):
    settings.IDLE_MINUTES = 10
    client = signed_in(amara)
    clock.shift(11 * 60)

    assert not is_in(client)


def test_after_twelve_hours_everybody_signs_in_again(clock, amara):
    client = signed_in(amara)
    for _ in range(12 * 3):
        assert is_in(client)
        clock.shift(20 * 60)

    assert not is_in(client)


def test_a_session_that_does_not_say_when_it_began_has_ended(clock, amara):
    client = signed_in(amara)
    session = client.session
    del session["began_at"]
    session.save()

    assert not is_in(client)


def test_asking_how_long_is_left_does_not_make_it_longer(clock, amara):
    client = signed_in(amara)
    clock.shift(20 * 60)
    assert client.get("/stay-signed-in/").json() == {"seconds_left": 10 * 60}
    clock.shift(11 * 60)

    assert not is_in(client)


def test_a_page_that_asks_by_itself_does_not_make_it_longer(clock, amara):
    client = signed_in(amara)
    clock.shift(20 * 60)
    client.get("/figures/", headers={"HX-Request": "true"})
    clock.shift(11 * 60)

    assert not is_in(client)


def test_somebody_who_says_so_stays(clock, amara):
    client = signed_in(amara)
    clock.shift(29 * 60)
    assert client.post("/stay-signed-in/").json() == {"seconds_left": 30 * 60}
    clock.shift(29 * 60)

    assert is_in(client)


def test_a_page_tells_its_script_when_the_session_ends(clock, amara):
    page = signed_in(amara).get("/your-account/").content.decode()

    assert '<meta name="seconds-signed-in" content="1800">' in page


# -- a form that comes too late --------------------------------------------------------

ANSWERS = {
    "title": "Our children, 2025",
    "summary": "First line\r\nsecond line",
    "indicators": ["eet-19-to-21", "ni-148"],
    "password": "never kept",
}


def sent_too_late(clock, person) -> Client:
    client = signed_in(person)
    clock.shift(31 * 60)
    client.post("/reports/make/?from=here", ANSWERS)
    return client


def test_what_was_written_is_kept_and_shown_to_its_writer(clock, amara):
    client = sent_too_late(clock, amara)
    assert not is_in(client)

    client.force_login(amara)
    page = read(client, "/figures/")

    assert page.heading == "You were signed out while you were writing"
    assert page.summary == {
        "Title": "Our children, 2025",
        "Summary": "First line second line",
        "Indicators": "ni-148",
    }
    assert "never kept" not in page.html


def test_whoever_sends_it_too_late_is_told_that_it_is_kept(clock, amara):
    client = signed_in(amara)
    clock.shift(31 * 60)
    answer: Any = client.post("/reports/make/", ANSWERS, follow=True)
    page = Page(answer, url=answer.request["PATH_INFO"])

    assert page.heading == "Sign in"
    (message,) = page.messages
    assert message.endswith("What you wrote is kept: sign in to see it")
    assert "Our children" not in page.html


def test_another_page_of_the_same_browser_may_come_first(clock, amara):
    client = signed_in(amara)
    clock.shift(31 * 60)
    client.get("/stay-signed-in/")
    client.get("/figures/")

    client.post("/reports/make/", ANSWERS)

    assert HeldForm.objects.get().person == amara


def test_a_browser_that_nobody_was_signed_in_to_has_nothing_kept(db):
    Client().post("/reports/make/", ANSWERS)

    assert not HeldForm.objects.exists()


def test_whoever_signed_out_themselves_has_nothing_kept(clock, amara):
    client = signed_in(amara)
    client.post("/sign-out/")
    client.post("/reports/make/", ANSWERS)

    assert not HeldForm.objects.exists()


def test_it_is_sent_as_it_was_and_then_gone(clock, amara):
    client = sent_too_late(clock, amara)
    client.force_login(amara)
    held = HeldForm.objects.get()
    page = read(client, f"/held-forms/{held.pk}/")

    assert 'action="/reports/make/?from=here"' in page.html
    for part in ("Our children, 2025", "eet-19-to-21", "ni-148"):
        assert f'value="{part}"' in page.html

    client.post("/reports/make/?from=here", {**ANSWERS, "held_form": held.pk})
    assert not HeldForm.objects.exists()


def test_it_is_thrown_away(clock, amara):
    client = sent_too_late(clock, amara)
    client.force_login(amara)
    held = HeldForm.objects.get()

    client.post(f"/held-forms/{held.pk}/discard/")

    assert not HeldForm.objects.exists()


def test_nobody_else_ever_sees_it(clock, amara):
    client = sent_too_late(clock, amara)
    other = AnalystFactory.create()
    client.force_login(other)
    held = HeldForm.objects.get()

    assert read(client, "/your-account/").heading == "Your account"
    assert client.get(f"/held-forms/{held.pk}/").status_code == 404
    client.post(f"/held-forms/{held.pk}/discard/")
    client.post("/stay-signed-in/", {"held_form": held.pk})
    assert HeldForm.objects.get() == held


def test_after_a_day_it_is_gone(clock, amara):
    client = sent_too_late(clock, amara)
    held = HeldForm.objects.get()
    clock.shift(24 * 60 * 60)
    client.force_login(amara)

    assert client.get(f"/held-forms/{held.pk}/").status_code == 404
    client.post("/reports/make/", ANSWERS)
    clock.shift(31 * 60)
    client.post("/returns/", {"note": "something else"})
    assert [each.path for each in HeldForm.objects.all()] == ["/returns/"]


def test_a_form_without_its_token_is_not_kept(clock, amara):
    client = Client(enforce_csrf_checks=True)
    client.force_login(amara)
    clock.shift(31 * 60)

    assert client.post("/reports/make/", ANSWERS).status_code == 403
    assert not HeldForm.objects.exists()


@pytest.mark.parametrize(
    ("url", "headers"),
    [
        ("/your-account/password/", {}),
        ("/reports/make/", {"HX-Request": "true"}),
        ("/reports/make/", {"Sec-Fetch-Mode": "cors"}),
    ],
    ids=["about signing in", "by a script", "by a script too"],
)
def test_what_was_no_work_of_theirs_is_not_kept(clock, amara, url, headers):
    client = signed_in(amara)
    clock.shift(31 * 60)
    client.post(url, ANSWERS, headers=headers)

    assert not HeldForm.objects.exists()


# -- where somebody is signed in -------------------------------------------------------


def test_signing_out_leaves_nothing_on_a_shared_computer(amara):
    client = signed_in(amara)
    key = client.session.session_key

    answer = client.post("/sign-out/")

    assert answer.headers["Clear-Site-Data"] == SHARED_COMPUTER
    assert not Session.objects.filter(session_key=key).exists()
