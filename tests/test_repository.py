"""Promises about the whole codebase: what a style guide would only ask for."""

import inspect
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from parentis.accounts.permissions import AccessMiddleware, access_of
from parentis.accounts.tests.factories import AnalystFactory
from parentis.config.features import FEATURES
from parentis.config.generated import out_of_date
from parentis.indicators import INDICATORS
from parentis.ssda903.returns import from_frames
from tests.layers import modules_of, rooms_of

ROOT = Path(__file__).resolve().parent.parent

# Whoever adds to this list shows a page to the world.
PUBLIC_PAGES = {
    "accessibility/",
    "brand.css",
    "enter-as/",
    "healthz",
    "invitation/<str:token>/",
    # Somebody's own calendar reads it, by the secret in its address: no name is in it.
    "my-day/calendar/<str:token>.ics",
    # The same, of meetings: which body meets when, and where.
    "meetings/calendar/<str:token>.ics",
    # What the council promised, and how it is doing: nobody is asked who reads it.
    "public/",
    "public/bodies/",
    "public/bodies/<int:pk>/",
    "public/councillors/",
    "public/data/",
    "public/data/<slug:name>.json",
    "public/figures/",
    "public/figures/<slug:code>/",
    "public/meetings/",
    "public/meetings/<int:pk>/",
    "public/meetings/calendar.ics",
    "public/news.atom",
    "public/papers/<int:pk>/",
    "public/pledge/",
    "public/recommendations/",
    "public/recommendations/<int:pk>/",
    "public/recommendations/from/<int:pk>/",
    "public/reports/",
    "public/reports/<int:pk>/",
    "public/reports/<int:pk>/<slug:form>/",
    "public/reports/<int:pk>/charts/<slug:key>.svg",
    "public/strategy/",
    "public/strategy/<int:pk>/",
    "public/strategy/<int:pk>/document/",
    "public/targets/",
    "public/visits/",
    "public/you-said/",
    "readyz",
    "sign-in/",
    "sign-in/closed/",
    "sign-in/passkey/",
    "sign-in/second-factor/",
    "sign-in/single-sign-on/",
    "sign-in/single-sign-on/back/",
}
# Layers of an app that a newcomer could not tell the purpose of from their names.
NO_NAME_AT_ALL = {
    "utils",
    "helpers",
    "services",
    "common",
    "base",
    "misc",
    "manager",
    "core",
}
# Who staff are, who looked, and what every entry of a record is made of.
EVERYBODYS_TABLES = {"accounts", "audit", "entries"}
# Who somebody is has to be asked before there is anybody who views.
ASKED_BEFORE_ANYBODY_VIEWS = {"parentis.accounts.queries.get_staff"}


def routes(
    patterns: list[URLPattern | URLResolver], above: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        here = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, here)
        else:
            yield here, pattern


ROUTES = dict(routes(get_resolver().url_patterns))


def an_address(route: str) -> str:
    """A route with something in each of its places: 1 for a number, `x` for a word."""
    filled = re.sub(r"<int:[^>]+>", "1", route)
    return "/" + re.sub(r"<[^>]+>", "x", filled)


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout.decode()
    if not listed:
        pytest.skip("this copy of the project is not a git repository")
    paths = (ROOT / name for name in listed.split("\0") if name)
    return [path for path in paths if path.exists()]


def apps_of_ours() -> list[str]:
    return [
        app.name for app in apps.get_app_configs() if app.name.startswith("parentis.")
    ]


def functions_in(layer: str) -> dict[str, inspect.Signature]:
    """The public functions of every module of that name, by their full names."""
    found: dict[str, inspect.Signature] = {}
    for app in apps_of_ours():
        for module in modules_of(app, layer):
            found |= {
                f"{module.__name__}.{name}": inspect.signature(function)
                for name, function in inspect.getmembers(module, inspect.isfunction)
                if function.__module__ == module.__name__ and not name.startswith("_")
            }
    return found


ACTIONS = functions_in("actions")
QUERIES = functions_in("queries")


@pytest.mark.parametrize("route", sorted(set(ROUTES) - PUBLIC_PAGES))
def test_every_page_asks_you_to_sign_in(client, db, route):
    response = client.get(an_address(route))

    assert response.status_code == 302
    assert response.url.startswith("/sign-in/")


@pytest.mark.parametrize("route", sorted(ROUTES))
def test_every_page_says_who_may_open_it(route):
    access = access_of(ROUTES[route].callback)

    assert access is not None, f"{route}: mark its view with @page(Permission…)"
    assert access.is_public == (route in PUBLIC_PAGES)


def test_a_page_that_says_nothing_opens_for_nobody(db):
    request = RequestFactory().get("/")
    request.user = AnalystFactory.create()
    door = AccessMiddleware(lambda _request: HttpResponse())

    with pytest.raises(PermissionDenied):
        door.process_view(request, lambda _request: HttpResponse(), (), {})


def test_a_feature_leaves_the_tables_of_others_alone():
    """It asks their queries and actions. A key to another table is for models."""
    graph = grimp.build_graph("parentis", exclude_type_checking_imports=True)
    reached = {
        f"{importer} reads {models}"
        for models in sorted(graph.modules)
        if models.endswith(".models") and models.split(".")[1] not in EVERYBODYS_TABLES
        for importer in graph.find_modules_that_directly_import(models)
        if importer.split(".")[1] not in {models.split(".")[1], "config"}
        and not {"tests", "models"} & set(importer.split("."))
    }

    assert not reached


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_every_action_says_who_did_it(name):
    assert "by" in ACTIONS[name].parameters, name


@pytest.mark.parametrize("name", sorted(set(QUERIES) - ASKED_BEFORE_ANYBODY_VIEWS))
def test_every_query_asks_who_is_viewing(name):
    assert "viewer" in QUERIES[name].parameters, name


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.code)
def test_every_indicator_runs_on_an_empty_return(indicator):
    nothing = from_frames({}, held=frozenset())

    assert indicator.members(nothing).collect().is_empty()


def test_every_feature_is_under_the_contract_of_apps():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    held = [c for c in contracts if c["name"].startswith("Inside ")]
    apps_held = {name for contract in held for name in contract["containers"]}
    rooms = {room for feature in FEATURES for room in rooms_of(feature.app)}

    assert all(contract["exhaustive"] for contract in held)
    assert {feature.app for feature in FEATURES} | rooms <= apps_held


def test_no_file_has_a_name_that_says_nothing():
    named = {path.stem for path in tracked_files() if path.suffix == ".py"}

    assert named & NO_NAME_AT_ALL == set()


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine():
    # Written in pieces, so that this file does not name them itself.
    registry = r"files\.python" + r"hosted|pypi\." + r"org|registry\." + r"npmjs"
    place = r"(?<![\w.])/(?:ro" + r"ot|ho" + r"me|wo" + r"rk|opt/py" + r"pi)/"
    forbidden = re.compile(f"{registry}|{place}")
    named = {
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in tracked_files()
        if path.suffix not in {".png", ".ttf", ".otf", ".woff2", ".parquet", ".xlsx"}
        for found in [forbidden.search(path.read_text(errors="replace"))]
        if found
    }

    assert named == set()


def test_every_page_stands_on_the_one_layout():
    """A template is a page, or a part that a page includes: a part's name says so."""
    astray = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path.suffix == ".html" and "templates" in path.parts
        if not path.name.startswith("_") and "design" not in path.parts[-2:]
        if '{% extends "design/page.html" %}' not in path.read_text()
    ]

    assert astray == []


def test_no_page_holds_a_style_or_a_script_of_its_own():
    """The Content-Security-Policy would drop them in silence."""
    inline = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=")
    astray = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path.suffix == ".html" and "templates" in path.parts
        if inline.search(path.read_text())
    ]

    assert astray == []


def test_the_pages_made_from_the_code_are_as_the_code_is():
    assert out_of_date() == []


def test_every_setting_is_in_the_guide_to_installing():
    config = ROOT / "parentis" / "config"
    read = "".join((config / f"{name}.py").read_text() for name in SETTINGS_ARE_READ_IN)
    names = set(re.findall(r'(?:text|flag|number|words)\(\s*"([A-Z][A-Z_]+)"', read))
    guide = (ROOT / "docs" / "install.md").read_text()

    assert {name for name in names if f"`{name}`" not in guide} == set()


SETTINGS_ARE_READ_IN = ("settings", "environment", "serve")


def test_the_demos_council_is_the_made_up_one():
    from parentis.madeup import council

    settings = (ROOT / "parentis" / "config" / "settings.py").read_text()

    assert f'"{council.COUNTY_NAME}" if IS_DEMO' in settings
    assert f'"{council.COUNTY.code}" if IS_DEMO' in settings
    assert f'"{council.REGION_CODE}" if IS_DEMO' in settings
