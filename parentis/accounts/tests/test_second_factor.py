"""What happens around a second factor: whom it is asked of, what is kept and noted."""

import logging
from typing import Any

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import get_hasher
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from parentis.accounts.sign_in_views import device_in_words
from parentis.accounts.tests.factories import PASSWORD, AnalystFactory
from tests.reading import Page

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = 1_777_885_200  # 4 May 2026, 09:00 UTC
TOO_MANY = "There have been too many tries. Wait five minutes, then try again"


@pytest.fixture(autouse=True)
def clock(db):
    cache.clear()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def amara():
    person = AnalystFactory.create(email="amara@aldermere.example")
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    return person


def code(at: int = NOW) -> str:
    return str(format_hotp_value(hotp_value(SECRET, at // 30)))


def after_the_password(person, *, where="192.0.2.1") -> Any:
    client = Client(REMOTE_ADDR=where)
    client.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    return client


def give(client, typed) -> Page:
    answer = client.post("/sign-in/second-factor/", {"code": typed}, follow=True)
    return Page(answer, url=answer.request["PATH_INFO"])


def is_in(client) -> bool:
    return bool(client.get("/your-account/").status_code == 200)


def test_the_password_alone_opens_nothing(amara):
    client = after_the_password(amara)

    assert not is_in(client)
    assert client.get("/figures/").url.startswith("/sign-in/")


def test_the_code_opens_the_account(amara):
    client = after_the_password(amara)
    give(client, code())

    assert is_in(client)


def test_a_phone_that_is_half_a_minute_slow_opens_it_too(amara):
    client = after_the_password(amara)
    give(client, code(NOW - 30))

    assert is_in(client)


def test_a_code_opens_once_however_long_it_is_shown(clock, amara):
    give(after_the_password(amara), code(NOW + 30))
    clock.shift(45)

    client = after_the_password(amara)
    assert give(client, code(NOW + 30)).errors == [
        "Check the code: it is not the right one, or was used before"
    ]
    assert not is_in(client)


def test_somebody_with_the_password_guesses_codes_for_no_longer_than_five(amara):
    client = after_the_password(amara)
    pages = [give(client, f"{n:06}") for n in range(6)]

    assert pages[-1].errors == [TOO_MANY]
    assert give(client, code()).errors == [TOO_MANY]
    assert not is_in(client)


def test_and_does_not_stop_the_owner(amara):
    stranger = after_the_password(amara, where="203.0.113.1")
    for n in range(6):
        give(stranger, f"{n:06}")

    owner = after_the_password(amara, where="192.0.2.1")
    give(owner, code())
    assert is_in(owner)


def test_a_device_is_known_once_somebody_is_fully_in(amara, settings):
    client = after_the_password(amara)
    assert settings.DEVICE_COOKIE_NAME not in client.cookies
    give(client, code())

    assert settings.DEVICE_COOKIE_NAME in client.cookies


def test_secrets_rest_encrypted(amara):
    kept = Authenticator.objects.get(user=amara, type=Authenticator.Type.TOTP)

    assert SECRET not in str(kept.data)
    assert get_adapter().decrypt(kept.data["secret"]) == SECRET


def test_an_earlier_key_still_reads_them(amara, settings):
    with override_settings(
        SECRET_KEY="new", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]
    ):
        client = after_the_password(amara)
        give(client, code())
        assert is_in(client)


def test_a_lost_key_lets_nobody_in(amara):
    with override_settings(SECRET_KEY="lost"):
        for guess in (code(), "000000"):
            client = after_the_password(amara)
            give(client, guess)
            assert not is_in(client)


def test_the_pages_for_setting_one_up_ask_for_it_again_after_a_while(clock, amara):
    client = after_the_password(amara)
    give(client, code())
    assert client.get("/your-account/second-factor/app/remove/").status_code == 200

    clock.shift(11 * 60)
    asked = client.get("/your-account/second-factor/app/remove/")
    assert asked.url.startswith("/sign-in/confirm/")


def test_a_made_up_session_without_any_record_is_led_to_setting_one_up():
    client: Any = Client()
    client.force_login(AnalystFactory.create())
    session = client.session
    del session["account_authentication_methods"]
    session.save()

    assert client.get("/figures/").url == "/your-account/second-factor/"


def test_what_happens_is_noted_by_number_and_names_nobody(amara, caplog):
    caplog.set_level(logging.INFO, logger="parentis.security")
    client = after_the_password(amara)
    give(client, "000000")
    give(client, code())
    client.post("/sign-out/")
    Client().post("/sign-in/", {"login": amara.email, "password": "wrong"})
    Client().post("/sign-in/", {"login": "nobody@x.example", "password": "wrong"})

    assert [record.getMessage() for record in caplog.records] == [
        f"sign-in-failed person={amara.pk} by=code",
        f"signed-in person={amara.pk} by=mfa+password",
        f"signed-out person={amara.pk}",
        f"sign-in-failed person={amara.pk} by=password",
        "sign-in-failed person=nobody by=password",
    ]


def test_changing_a_password_ends_every_other_session(amara):
    here, there = after_the_password(amara), after_the_password(amara)
    recovery = RecoveryCodes(
        Authenticator.objects.get(user=amara, type="recovery_codes")
    ).get_unused_codes()
    give(here, recovery[0])
    give(there, recovery[1])
    new = "another long sentence"

    here.post(
        "/your-account/password/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert is_in(here)
    assert not is_in(there)


def test_sessions_are_listed_and_ended_by_their_owner(amara):
    codes = RecoveryCodes(
        Authenticator.objects.get(user=amara, type="recovery_codes")
    ).get_unused_codes()
    here, there = after_the_password(amara), after_the_password(amara)
    give(here, codes[0])
    give(there, codes[1])
    page = Page(here.get("/your-account/sessions/"), url="")
    assert set(page.summary) == {"Here", "Elsewhere"}

    theirs = amara.usersession_set.exclude(session_key=here.session.session_key).get()
    stranger = Client()
    stranger.force_login(AnalystFactory.create())
    end = f"/your-account/sessions/{theirs.pk}/end/"
    assert stranger.post(end).status_code == 404
    assert is_in(there)
    here.post(end)
    assert not is_in(there)
    assert is_in(here)


def test_signing_out_everywhere_ends_them_all(amara):
    codes = RecoveryCodes(
        Authenticator.objects.get(user=amara, type="recovery_codes")
    ).get_unused_codes()
    here, there = after_the_password(amara), after_the_password(amara)
    give(here, codes[0])
    give(there, codes[1])

    answer = here.post("/your-account/sessions/end-all/")

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(here)
    assert not is_in(there)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Firefox/144.0", "Firefox"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604", "Safari"),
        ("curl/8", "A browser"),
    ],
)
def test_a_device_is_told_in_words(user_agent, words):
    assert device_in_words(user_agent).startswith(words)
    assert device_in_words("Mozilla/5.0 (Windows NT 10.0) Firefox/144.0") == (
        "Firefox on Windows"
    )


def test_an_unknown_account_costs_as_much_work_as_a_known_one(amara, monkeypatch):
    """One hash of a password each: nobody learns from the time it takes."""
    hashed = []
    hasher = get_hasher()
    encode = type(hasher).encode

    def count(self, *args, **kwargs):
        hashed.append(args)
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(type(hasher), "encode", count)
    without = AnalystFactory.create(password=None)
    without.set_unusable_password()
    without.save()
    costs = []
    for email in (amara.email, "nobody@x.example", without.email):
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            Client().post("/sign-in/", {"login": email, "password": "wrong"})
        costs.append((len(hashed), len(queries)))

    assert len(set(costs)) == 1, costs
