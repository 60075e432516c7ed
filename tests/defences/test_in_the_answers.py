"""Defences that show in what the product answers. docs/asvs.csv names these tests."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.datastructures import MultiValueDict
from django.utils.text import slugify

from parentis.accounts.tests.factories import PASSWORD, AnalystFactory
from parentis.design.downloads import TYPES, Download, download
from parentis.documents.spreadsheet import Sheet
from parentis.reports import actions as reports
from parentis.returns import forms
from tests.test_repository import ROUTES, an_address

SIGN_IN = "/sign-in/"
# Pages of each kind of answer: a page, a file, a refusal, nothing there, a way on.
ANSWERS = [SIGN_IN, "/accessibility/", "/brand.css", "/healthz", "/nothing/", "/"]


@pytest.fixture
def signed_in(db: None) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(AnalystFactory.create())
    return client


# -- every answer ----------------------------------------------------------------------


@pytest.mark.parametrize("url", ANSWERS)
def test_every_answer_says_its_type(signed_in, url):
    response = signed_in.get(url)

    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    kind = response.headers["Content-Type"]
    assert not kind.startswith("text/") or "charset=utf-8" in kind


@pytest.mark.parametrize("url", ANSWERS)
def test_nothing_is_shared_with_another_site(signed_in, url):
    response = signed_in.get(url, headers={"Origin": "https://elsewhere.example"})

    assert not [name for name in response.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("route", sorted(ROUTES))
def test_trace_is_not_answered(signed_in, route):
    response = signed_in.generic(
        "TRACE", an_address(route), headers={"X-Said": "echoed"}
    )

    assert response.status_code in {302, 403, 404, 405}
    assert b"echoed" not in response.content


def test_an_address_is_decoded_once(signed_in):
    # %252D is a hyphen written twice over: decoded once, it is no code of ours.
    assert signed_in.get("/figures/looked%252Dafter/").status_code == 404


@pytest.mark.parametrize("route", sorted(ROUTES))
def test_no_page_is_exempt_from_the_check_of_forms(route):
    assert not getattr(ROUTES[route].callback, "csrf_exempt", False)


def test_an_address_is_no_answer_to_a_form(db):
    amara = AnalystFactory.create()
    client = Client()

    client.post(f"{SIGN_IN}?login={amara.email}&password={PASSWORD}")

    assert "_auth_user_id" not in client.session


def test_signing_out_is_on_every_page(signed_in):
    for url in ("/figures/", "/your-account/", "/nothing/"):
        assert b"Sign out" in signed_in.get(url, follow=True).content


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"],
)
def test_the_way_on_never_leads_to_another_site(db, elsewhere):
    amara = AnalystFactory.create()

    response = Client().post(
        SIGN_IN, {"login": amara.email, "password": PASSWORD, "next": elsewhere}
    )

    assert "elsewhere" not in response.headers.get("Location", "")


def test_a_fault_is_in_the_log(signed_in, monkeypatch, caplog):
    monkeypatch.setattr("parentis.config.views.open_to", None)

    with caplog.at_level(logging.ERROR):
        assert signed_in.get("/").status_code == 500

    assert [each.exc_info for each in caplog.records if each.exc_info]


# -- files -----------------------------------------------------------------------------


@pytest.mark.parametrize("form", sorted(TYPES))
def test_files_are_attachments(form):
    sheet = Sheet(name="Who", columns=["Name"], rows=[["=1+1"]])

    response = download(Download(sheet=sheet), form=form, name="who")

    assert response["Content-Disposition"] == f'attachment; filename="who.{form}"'


def test_names_of_files_are_plain():
    """A title is somebody's words; its file's name is made of their letters."""
    title = 'a"b\r\nSet-Cookie: ../é'

    assert re.fullmatch(r"[a-z0-9-]+", slugify(title))
    assert reports.LONGEST_NAME < 255


def test_uploads_lie_where_nothing_is_served():
    files = Path(settings.MEDIA_ROOT).resolve()
    served = {Path(place).resolve() for place, _ in _static_files()}

    assert settings.MEDIA_URL.strip("/") == ""
    assert served
    assert not [place for place in served if files.is_relative_to(place)]


def _static_files() -> Iterator[tuple[str, str]]:
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            yield storage.location, name


@pytest.mark.parametrize(
    "url",
    [
        "/static/",
        "/static/design/",
        "/static/../pyproject.toml",
        "/static/%2e%2e/pyproject.toml",
        "/.git/config",
        "/.env",
    ],
)
def test_no_folder_is_listed_and_no_source_served(signed_in, url):
    assert signed_in.get(url).status_code in {302, 404}


def test_a_return_too_large_is_refused():
    large = SimpleUploadedFile("return.zip", b"PK")
    large.size = (forms.LARGEST_MIB + 1) * 1024 * 1024

    form = forms.UploadReturnForm({}, MultiValueDict({"return_files": [large]}))

    assert not form.is_valid()
    assert f"over {forms.LARGEST_MIB} MB" in form.errors["return_files"][0]
