"""Tokens of the council's sign-in that are not what they should be open nothing."""

import json
import time
from typing import Any

import jwt
import pytest
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import RequestFactory

from parentis.config import environment
from parentis.entrance.single_sign_on import CouncilProvider

ISSUER = "https://sign-in.aldermere.example"
KEYS = f"{ISSUER}/keys"
CLIENT = "parentis"
OURS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ANOTHERS = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class App:
    client_id = CLIENT


class Keys:
    """What the provider publishes, and where it was asked for."""

    asked: list[str]

    def __init__(self) -> None:
        self.asked = []
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OURS.public_key()))
        self.published = {"keys": [{**key, "kid": "1", "alg": "RS256"}]}

    def __enter__(self) -> "Keys":
        return self

    def __exit__(self, *_: object) -> None: ...

    def get(self, url: str) -> "Keys":
        self.asked.append(url)
        return self

    def raise_for_status(self) -> None: ...

    def json(self) -> dict[str, Any]:
        return self.published

    def get_requests_session(self) -> "Keys":
        return self


@pytest.fixture
def keys(db, monkeypatch):
    keys = Keys()
    monkeypatch.setattr(jwtkit, "get_adapter", lambda: keys)
    return keys


def claims(**others: Any) -> dict[str, Any]:
    now = int(time.time())
    return {
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": "amara",
        "iat": now,
        "exp": now + 300,
        **others,
    }


def signed(
    told: dict[str, Any], *, key: Any = OURS, by: str = "RS256", **header: Any
) -> str:
    return jwt.encode(told, key, algorithm=by, headers={"kid": "1", **header})


def read(token: str) -> dict[str, Any]:
    provider = CouncilProvider(RequestFactory().get("/"), ISSUER)
    # What the provider says of itself, which is asked for over HTTPS.
    told = {"issuer": ISSUER, "jwks_uri": KEYS}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CouncilProvider, "openid_config", told)
        return provider._decode_id_token(App(), token)


def test_a_token_of_the_provider_is_read(keys):
    assert read(signed(claims()))["sub"] == "amara"


def test_a_token_that_nobody_or_somebody_else_signed_is_refused(keys):
    unsigned = jwt.encode(claims(), "", algorithm="none", headers={"kid": "1"})
    whole = signed(claims())
    head, body, _ = whole.split(".")
    for token in (
        unsigned,
        signed(claims(), key=ANOTHERS),
        f"{head}.{body}.",
        whole[:-4] + "AAAA",
        "no token",
    ):
        with pytest.raises(OAuth2Error):
            read(token)


def test_a_token_signed_with_what_everybody_may_read_is_refused(keys):
    """By HMAC, with the public key or the client's number for its secret."""
    for secret in (keys.published["keys"][0]["n"], CLIENT * 8):
        with pytest.raises(OAuth2Error, match="not taken"):
            read(signed(claims(), key=secret, by="HS256"))


def test_a_token_does_not_say_where_its_key_is(keys):
    theirs = f"{ISSUER}.elsewhere.example/keys"
    token = signed(claims(), key=ANOTHERS, jku=theirs, x5u=theirs)

    with pytest.raises(OAuth2Error):
        read(token)
    assert set(keys.asked) == {KEYS}


@pytest.mark.parametrize(
    "wrong",
    [
        {"exp": 1_700_000_000},
        {"nbf": 4_000_000_000},
        {"aud": "another-service"},
        {"iss": "https://elsewhere.example"},
        {"iss": f"{ISSUER}/"},
    ],
    ids=["over", "not yet", "for another service", "another issuer", "nearly its name"],
)
def test_a_token_of_another_time_service_or_issuer_is_refused(keys, wrong):
    with pytest.raises(OAuth2Error):
        read(signed(claims(**wrong)))


def test_a_provider_that_calls_itself_another_is_refused(db, settings):
    settings.SOCIALACCOUNT_PROVIDERS = environment.single_sign_on(
        issuer=ISSUER, name="Aldermere", client_id=CLIENT, client_secret="x"
    )
    provider = CouncilProvider(RequestFactory().get("/"), ISSUER)
    told = {"issuer": f"{ISSUER}.elsewhere.example", "jwks_uri": KEYS}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", told)
        with pytest.raises(OAuth2Error, match="another one"):
            _ = provider.openid_config
