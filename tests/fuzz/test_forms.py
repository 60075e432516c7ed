"""Every form of every page, sent with what no form expects: none is a fault of ours.

The forms are read from the pages themselves, so a new page's forms are sent too. What
is answered is opened as well: what was kept has to be fit to be shown.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import lxml.html
import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from parentis.accounts.roles import Role
from tests.fuzz.conftest import World
from tests.fuzz.description import description

FEW, MANY = 2, 500
SURROGATE = "\ud800"
LONG = "a" * 1024 * 1024
STRANGE = [
    "",
    "\0",
    "a\0b",
    SURROGATE,
    LONG,
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>{{ 7*7 }}{% x %}${7*7}",
    "'; DROP TABLE accounts_user; --",
    "../../etc/passwd",
    "\u202etxt.exe",
    "\u0000\u0001\u001f\u007f\u0085\u2028",
    "e\u0301" * 300,
    "\U0001f469\u200d\U0001f467" * 40,
    "-1",
    "0",
    "9" * 30,
    "1e999",
    "NaN",
    "²",
    "٣",
    "0001",
    "9999",
    "0001-01-01",
    "9999-12-31",
    "31",
    "12",
    "line\r\nline",
    " ",
]
# Who is most likely to find a form on a page comes first.
BY = [
    Role.ADMINISTRATOR,
    Role.TEAM_MANAGER,
    Role.PERFORMANCE_ANALYST,
    Role.DATA_GUARDIAN,
    Role.AUDITOR,
    Role.PERSONAL_ADVISER,
    Role.COMMITTEE_OFFICER,
    None,
]
NO_FAULT = 500
MOST_ADDRESSES = 3
"""Of one route."""


@dataclass(frozen=True)
class Form:
    """A form as it stands on a page: where it goes, and what its boxes hold."""

    action: str
    method: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]

    @property
    def name(self) -> str:
        names = ",".join(sorted({name for name, _ in self.fields} | {*self.files}))
        return f"{self.method} {urlsplit(self.action).path} {names}"


def test_no_form_is_a_fault_of_ours(world, client_of, faults, undone):
    forms = forms_of(world, client_of)

    assert len(forms) > 10
    for form, client in forms.values():
        sends_all(form, client, faults, undone, times=FEW)


@pytest.mark.slow
def test_no_form_of_thousands_is_a_fault_of_ours(world, client_of, faults, undone):
    for form, client in forms_of(world, client_of).values():
        sends_all(form, client, faults, undone, times=MANY)


# -- finding the forms -----------------------------------------------------------------


def forms_of(
    world: World, client_of: Callable[[Role | None], Client]
) -> dict[str, tuple[Form, Client]]:
    clients = [client_of(role) for role in BY]
    found: dict[str, tuple[Form, Client]] = {}
    for url in addresses(world):
        for client in clients:
            opened = list(forms_on(client, url))
            found |= {form.name: (form, client) for form in opened}
            if opened:
                break
    return found


def addresses(world: World) -> Iterator[str]:
    """Each page that can be read, with what exists in each place of its address."""
    for path, methods in description(numbers=world.numbers)["paths"].items():
        if "get" not in methods:
            continue
        filled = [path]
        for place in methods["get"]["parameters"]:
            if place["in"] == "path":
                known = list(place["examples"]) or ["x"]
                slot = "{" + place["name"] + "}"
                filled = [each.replace(slot, one) for each in filled for one in known]
        yield from filled[:MOST_ADDRESSES]


def forms_on(client: Client, url: str) -> Iterator[Form]:
    response = client.get(url)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if response.status_code != 200 or not is_page or not response.content:
        return
    page = lxml.html.document_fromstring(response.content.decode())
    for form in page.iter("form"):
        yield Form(
            action=urljoin(url, form.get("action") or url),
            method=form.method.upper(),
            fields=tuple(_fields(form)),
            files=tuple(
                each.get("name") for each in form.cssselect("input[type=file][name]")
            ),
        )


def _fields(form: Any) -> Iterator[tuple[str, str]]:
    """Every box once, with what stands in it, ticked or not."""
    for each in form.cssselect("[name]"):
        if each.get("type") != "file" and each.get("name") != "csrfmiddlewaretoken":
            value = each.text if each.tag == "textarea" else each.get("value")
            if each.tag == "select":
                value = each.value
            yield each.get("name"), value or ""


# -- sending them ----------------------------------------------------------------------


def sends_all(
    form: Form,
    client: Client,
    faults: list[BaseException],
    undone: Callable[..., Any],
    *,
    times: int,
) -> None:
    @given(answers=answers_to(form))
    @trying(
        # A form of one button can be sent in one way alone.
        max_examples=times if form.fields else 1,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def each(answers: list[tuple[str, str]]) -> None:
        status = undone(send, form, client, answers)
        told = [(name, value[:40]) for name, value in answers]
        assert faults == [], (form.name, told, faults.pop())
        assert status < NO_FAULT, (form.name, told)

    each()


def answers_to(form: Form) -> st.SearchStrategy[list[tuple[str, str]]]:
    """What stands in each box, or something strange; each as likely."""
    strange = st.sampled_from(STRANGE) | st.text(max_size=40)
    return st.tuples(
        *(
            st.tuples(st.just(name), st.just(value) | strange)
            for name, value in form.fields
        )
    ).map(list)


def send(form: Form, client: Client, answers: list[tuple[str, str]]) -> int:
    body = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in answers)
    if form.method == "GET":
        url = f"{form.action.split('?')[0]}?{body[:20_000]}"
        response = client.get(url, follow=True)
    elif form.files:
        sent: dict[str, Any] = {
            name: value.encode(errors="surrogatepass") for name, value in answers
        }
        response = client.post(form.action, sent, follow=True)
    else:
        kind = "application/x-www-form-urlencoded"
        response = client.post(form.action, body, content_type=kind, follow=True)
    return response.status_code


def _quoted(value: str) -> str:
    """As bytes that are no UTF-8, where there is a lone surrogate."""
    return quote(value.encode(errors="surrogatepass"))
