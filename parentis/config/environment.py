"""What an installation says about itself: environment variables, and their defaults."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "testserver"})
YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"", "0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """A list written with commas between its words."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def flag(name: str) -> bool:
    value = text(name).lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write yes or no.")
    return value in YES


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a whole number.")
    return int(value)


def data_folder() -> Path:
    """Where this installation keeps its files, and its embedded database if it has one.

    The folder is its owner's alone: returns are children's records.
    """
    folder = Path(text("PARENTIS_DATA", ".data")).expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def files_folder() -> Path:
    """Where uploads are kept: its owner's alone, whatever the folder above allows."""
    folder = data_folder() / "files"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def secret(name: str) -> str:
    """A random word kept in the data folder, made the first time it is asked for."""
    kept = data_folder() / "secrets" / name
    kept.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        with os.fdopen(
            os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
        ) as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return kept.read_text()


def secret_key() -> str:
    """The environment's, or on a machine of one's own one that is kept on disk."""
    return text("SECRET_KEY") or secret("secret-key")


def hosts() -> list[str]:
    """The names the site is reached by: this machine's, unless others are said."""
    return words("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]


def log_form() -> str:
    """Plain words on a machine of one's own, else JSON."""
    form = text("PARENTIS_LOG", "plain" if are_loopback(hosts()) else "json")
    if form not in {"plain", "json"}:
        raise ImproperlyConfigured(f"PARENTIS_LOG is {form!r}. Write plain or json.")
    return form


def are_loopback(hosts: Iterable[str]) -> bool:
    return all(host in LOOPBACK for host in hosts)


def database() -> dict[str, Any]:
    """Django's words for DATABASE_URL.

    Without one the embedded PostgreSQL is meant: `parentis.config.database` starts it
    and says here where it is, so settings can be read before it runs.
    """
    url = text("DATABASE_URL")
    if not url:
        return {**as_django("postgresql:///parentis"), "HOST": "embedded-not-started"}
    return as_django(url)


def as_django(url: str) -> dict[str, Any]:
    """Raises ImproperlyConfigured for anything but PostgreSQL."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL must start with postgresql://. Parentis runs on PostgreSQL"
            " and on no other database."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "parentis",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "application_name": "parentis",
            # A server that is away is said to be, and not waited for.
            "connect_timeout": "5",
            "tcp_user_timeout": "10000",
            **options,
        },
    }


def single_sign_on(
    *, issuer: str, name: str, client_id: str, client_secret: str
) -> dict[str, Any]:
    """allauth's words for the council's OpenID Connect provider, if it has one.

    The issuer stands for the provider, so that a link to somebody is one of issuer and
    subject: another provider's subject of the same name is somebody else.
    """
    if not issuer:
        return {}
    if not client_id:
        raise ImproperlyConfigured(
            "PARENTIS_SSO_ISSUER is set, but PARENTIS_SSO_CLIENT_ID is not."
        )
    app = {
        "provider_id": issuer,
        "name": name,
        "client_id": client_id,
        "secret": client_secret,
        "settings": {"server_url": issuer},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
