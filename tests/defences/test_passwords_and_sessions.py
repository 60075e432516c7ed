"""Passwords, cookies and sessions. docs/asvs.csv names these tests."""

import base64
import json
import os
import re
import subprocess
import sys

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from parentis.accounts.passwords import WordsOfThisPlace
from parentis.accounts.tests.factories import AnalystFactory

SETTINGS = """
import json
from parentis.config import settings as s
from django.conf import global_settings as g
names = [
    "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME", "CSRF_COOKIE_HTTPONLY", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT", "DEBUG",
    "PASSWORD_HASHERS", "SESSION_ENGINE", "SESSION_SAVE_EVERY_REQUEST",
]
print(json.dumps({name: getattr(s, name, getattr(g, name)) for name in names}))
"""


@pytest.fixture(scope="module")
def served_to_others(tmp_path_factory):
    """The settings of an installation that other machines reach."""
    told = subprocess.run(
        [sys.executable, "-c", SETTINGS],
        capture_output=True,
        check=True,
        text=True,
        env={
            **os.environ,
            "ALLOWED_HOSTS": "parentis.aldermere.example",
            "PARENTIS_DATA": str(tmp_path_factory.mktemp("data")),
            "PARENTIS_DEMO": "no",
        },
    )
    return json.loads(told.stdout)


# -- cookies and sessions --------------------------------------------------------------


def test_cookies_off_this_machine_are_host_cookies(served_to_others):
    told = served_to_others

    assert told["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert told["CSRF_COOKIE_NAME"].startswith("__Host-")
    for cookie in ("SESSION_COOKIE", "CSRF_COOKIE"):
        assert told[f"{cookie}_SECURE"] is True
        assert told[f"{cookie}_HTTPONLY"] is True
        assert told[f"{cookie}_SAMESITE"] in {"Lax", "Strict"}


def test_a_session_is_known_to_the_server_alone(db):
    client = Client()
    client.force_login(AnalystFactory.create())
    key = client.cookies["session"].value

    assert re.fullmatch(r"[a-z0-9]{32}", key)
    assert client.session["_auth_user_id"]
    client.cookies["session"] = "x" * 32
    assert client.get("/your-account/").status_code == 302


def test_signing_in_changes_the_session(db):
    client = Client()
    session = client.session
    session["before"] = "here"
    session.save()
    client.cookies["session"] = str(session.session_key)

    client.force_login(AnalystFactory.create())

    assert client.cookies["session"].value != session.session_key


def test_an_old_session_opens_nothing_after_signing_out(db):
    client, thief = Client(), Client()
    client.force_login(AnalystFactory.create())
    thief.cookies["session"] = client.cookies["session"].value
    assert thief.get("/your-account/").status_code == 200

    client.post("/sign-out/")

    assert thief.get("/your-account/").status_code == 302


def test_others_are_told_to_use_https_alone(served_to_others):
    assert served_to_others["SECURE_SSL_REDIRECT"] is True
    assert served_to_others["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60
    assert served_to_others["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True


def test_debugging_is_off(served_to_others):
    assert served_to_others["DEBUG"] is False


# -- passwords -------------------------------------------------------------------------


def test_passwords_are_kept_by_a_slow_hash(served_to_others):
    first, *_ = served_to_others["PASSWORD_HASHERS"]

    assert re.search(r"PBKDF2PasswordHasher$|Argon2|Scrypt", first)


@pytest.mark.parametrize("word", ["password1234", "qwertyuiop123", "1q2w3e4r5t6y"])
def test_a_common_password_is_refused(word):
    with pytest.raises(ValidationError):
        validate_password(word)


@pytest.mark.parametrize(
    "word",
    [
        "Password-2026!!",
        "liverpool20242025",
        "abcabcabcabc",
        "Aldermere County 1",
        "aldermerecouncil2026",
        "Corporate-Parenting-2026",
        "ParentisWelcome1",
        "SummerAutumnWinter",
    ],
)
def test_words_that_others_would_try_first_are_refused(word):
    with pytest.raises(ValidationError, match="others would try first"):
        WordsOfThisPlace().validate(word)


@pytest.mark.parametrize(
    "word",
    [
        "alllowercaseletters",
        "only letters and spaces",
        "8462 9751 3046 2289",
        "žluťoučký kůň úpěl",
        "🐎🔋📎🐎🔋📎🐎🔋📎🐎🔋📎",
        "a sentence of many words that nobody would guess " * 4,
        "the council bought nine trombones",
    ],
)
def test_any_characters_make_a_password(word):
    validate_password(word)


def test_a_password_counts_exactly_as_typed(db):
    amara = AnalystFactory.create()
    typed = "  Three Words together " + "x" * 100

    amara.set_password(typed)

    assert amara.check_password(typed)
    for other in (typed.strip(), typed.lower(), typed[:72], typed + " "):
        assert not amara.check_password(other)


def test_a_password_never_expires():
    fields = {field.name for field in get_user_model()._meta.get_fields()}

    assert not {name for name in fields if "expire" in name or "password_ch" in name}


def test_secrets_of_second_factors_are_long_and_never_alike(db):
    amara = AnalystFactory.create()
    seeds = {generate_totp_secret() for _ in range(50)}
    codes = RecoveryCodes.activate(amara).get_unused_codes()

    assert len(seeds) == 50
    assert all(len(base64.b32decode(seed)) >= 20 for seed in seeds)
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[0-9]{8,}", code) for code in codes)


def test_a_password_is_hidden_and_may_be_pasted(visit):
    page = visit("/sign-in/")

    assert 'type="password"' in page.html
    assert 'autocomplete="current-password"' in page.html
    assert "onpaste" not in page.html
