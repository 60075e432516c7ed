"""What the product answers to, as an OpenAPI 3.1 description made from its addresses.

Parentis has no API for other programs. The description exists so that tools which send
what nobody thought of know where to send it. It is read from the URL configuration and
from the views, so a new page is in it without anybody's doing:

- path: the route, and of what kind each of its places is;
- methods: what the view's decorators or its class let through;
- query and form: the names that the view's module reads, and the fields of its forms;
- answers: what any page may say, and the kind of file that an address ends with.
"""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

from django.forms import BaseForm, FileField

from tests.journeys.every_page import SIGNED_IN, SIGNED_OUT
from tests.layers import modules_of
from tests.test_repository import ROUTES

Described = dict[str, Any]

PLACE = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
ADDRESSES = {**SIGNED_OUT, **SIGNED_IN}
PAGE = "text/html; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What an address gives besides pages, by how it ends. The first that fits counts.
FILES = (
    (r"\.csv$", ["text/csv; charset=utf-8"]),
    (r"\.xlsx$", [XLSX]),
    (r"\.svg$", ["image/svg+xml"]),
    (r"\.css$", ["text/css; charset=utf-8"]),
    (r"\.ics$", ["text/calendar; charset=utf-8"]),
    (r"\.atom$", ["application/atom+xml; charset=utf-8"]),
    (r"\.json$", ["application/json"]),
    (
        r"\.txt$|(^|/)(healthz|readyz)$",
        [PLAIN, "application/json"],
    ),
    (r"/statutory-return/$", ["application/zip", PAGE]),
    (
        (
            r"download|/documents/|export|print/<|papers/<int:pk>/$|/files/|/file/$"
            r"|document/$|workbook/$|reports/<int:pk>/<slug:form>/$"
        ),
        ["text/csv; charset=utf-8", XLSX, DOCX, "application/pdf", PAGE],
    ),
)
# Words that stand in places of addresses besides those of tests/journeys/every_page.py.
WORDS = {
    "form": ["csv", "xlsx", "docx", "pdf", "html"],
    "code": ["eet-19-to-21", "looked-after"],
    "key": ["eet-19-to-21"],
}
REFUSED = {
    "400": "The request cannot be read.",
    "403": "This person may not.",
    "404": "There is nothing here, or nothing for this person.",
    "405": "Not by this method.",
    "409": "Somebody else changed it since.",
    "413": "Too large.",
    "422": "What was written cannot be kept.",
    "429": "Too many tries.",
}
KINDS: dict[str, Described] = {
    "int": {"type": "integer", "minimum": 0},
    "uuid": {"type": "string", "format": "uuid"},
    "slug": {"type": "string", "pattern": "^[a-zA-Z0-9_-]+$"},
    "str": {"type": "string", "pattern": "^[^/?#]+$"},
}


def description(*, numbers: dict[str, list[Any]]) -> Described:
    """`numbers` are keys of records that exist, by model and app: `World.numbers`."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Parentis", "version": "1"},
        "paths": {
            as_path(route): _path(route, numbers)
            for route in sorted(ROUTES)
            if not route.startswith("^")
        },
    }


def as_path(route: str) -> str:
    return "/" + PLACE.sub(r"{\g<name>}", route)


def _path(route: str, numbers: dict[str, list[Any]]) -> Described:
    view = ROUTES[route].callback
    module = _module_of(view)
    app = module.__name__.rpartition(".")[0]
    # Some features keep nothing of their own, such as the pages about staff.
    numbers = {**numbers, "pk": numbers.get(app) or numbers.get("user", [])}
    return {
        method.lower(): {
            "operationId": f"{method.lower()} {route}",
            "parameters": [*_places(route, numbers), *_asked(module)],
            **(_form(module) if method == "POST" else {}),
            "responses": _answers(route, view),
        }
        for method in methods_of(view)
    }


def _module_of(view: Any) -> ModuleType:
    return importlib.import_module(inspect.unwrap(view).__module__)


# -- methods ---------------------------------------------------------------------------


def methods_of(view: Any) -> list[str]:
    """Those that mean something: HEAD and OPTIONS say nothing of their own."""
    told = [methods for each in _layers(view) if (methods := _let_through(each))]
    allowed = set.intersection(*told) if told else {"GET", "POST"}
    return [method for method in ("GET", "POST") if method in allowed]


def _layers(view: Any) -> Iterator[Any]:
    """A view as its decorators wrap it, from the outermost inwards."""
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)


def _let_through(layer: Any) -> set[str]:
    of_class = getattr(layer, "view_class", None)
    if of_class is not None:
        names = of_class.http_method_names
        return {name.upper() for name in names if hasattr(of_class, name)}
    if not inspect.isfunction(layer):
        return set()
    kept = inspect.getclosurevars(layer).nonlocals
    return set(kept.get("request_method_list", ()))


# -- places in the address -------------------------------------------------------------


def _places(route: str, numbers: dict[str, list[Any]]) -> list[Described]:
    return [
        {
            "name": place["name"],
            "in": "path",
            "required": True,
            "schema": KINDS.get(place["kind"], KINDS["str"]),
            "examples": {
                str(known): {"value": known}
                for known in _known(
                    route, place["kind"], place["name"], _keys(place["name"], numbers)
                )
            },
        }
        for place in PLACE.finditer(route)
    ]


def _keys(name: str, numbers: dict[str, list[Any]]) -> list[Any]:
    own = numbers.get(name.replace("_", ""))
    people = numbers.get("user", []) if name == "person" else []
    return own or people or numbers["pk"]


def _known(route: str, kind: str, name: str, numbers: list[Any]) -> list[Any]:
    """What may stand in a place so that something is found there."""
    in_addresses = [*_in_addresses(route, name), *WORDS.get(name, [])]
    if kind == "int":
        written = [int(each) for each in in_addresses if each.isdigit()]
        return [*written, *(each for each in numbers if isinstance(each, int))]
    if kind == "uuid":
        return [str(each) for each in numbers if not isinstance(each, int)]
    return in_addresses


def _in_addresses(route: str, name: str) -> list[str]:
    """What stands in this place in the addresses of tests/journeys/every_page.py."""
    pattern = PLACE.sub(r"(?P<\g<name>>[^/]+)", route.replace(".", r"\."))
    found = [
        told[name]
        for addresses in ADDRESSES.values()
        for address in addresses
        if (told := re.fullmatch(f"/{pattern}", address.split("?")[0]))
    ]
    return sorted({word for word in found if "{" not in word})


# -- what a view reads -----------------------------------------------------------------


def _asked(module: ModuleType) -> list[Described]:
    return [
        {
            "name": name,
            "in": "query",
            "schema": {"anyOf": [{"type": "string"}, {"enum": ["2025", "1", "all"]}]},
        }
        for name in sorted(_names_read(module, "GET"))
    ]


def _form(module: ModuleType) -> Described:
    fields = _fields(module)
    names = {*fields, *_names_read(module, "POST"), "base"}
    files = {name for name, field in fields.items() if isinstance(field, FileField)}
    text = {name: {"type": "string"} for name in sorted(names - files)}
    sent = {
        "application/x-www-form-urlencoded": {
            "schema": {"type": "object", "properties": text}
        }
    }
    if files:
        binary = {
            name: {"type": "string", "format": "binary"} for name in sorted(files)
        }
        sent["multipart/form-data"] = {
            "schema": {"type": "object", "properties": {**text, **binary}}
        }
    return {"requestBody": {"content": sent}}


@cache
def _names_read(module: ModuleType, of: str) -> frozenset[str]:
    """Names a module takes from `request.GET` or `request.POST`, by `get` or `[…]`."""
    tree = ast.parse(inspect.getsource(module))
    aliases = {
        target.id
        for each in ast.walk(tree)
        if isinstance(each, ast.Assign) and _is_of(each.value, of, set())
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    return frozenset(
        name for each in ast.walk(tree) if (name := _name_in(each, of, aliases))
    )


def _is_of(node: ast.expr, of: str, aliases: set[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in aliases
    return isinstance(node, ast.Attribute) and node.attr == of


def _name_in(node: ast.AST, of: str, aliases: set[str]) -> str:
    match node:
        case ast.Call(
            func=ast.Attribute(value=asked, attr="get" | "getlist"),
            args=[ast.Constant(value=str(name)), *_],
        ) if _is_of(asked, of, aliases):
            return name
        case ast.Subscript(value=asked, slice=ast.Constant(value=str(name))) if _is_of(
            asked, of, aliases
        ):
            return name
    return ""


@cache
def _fields(module: ModuleType) -> dict[str, Any]:
    """The fields of every form of the view's app, and of its class."""
    app = ".".join(module.__name__.split(".")[:2])
    return {
        name: field
        for forms in modules_of(app, "forms")
        for _, form in inspect.getmembers(forms, inspect.isclass)
        if issubclass(form, BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
    }


# -- answers ---------------------------------------------------------------------------


def _answers(route: str, view: Any) -> Described:
    given = {"200": {"description": "As asked.", "content": _content(route, view)}}
    elsewhere = {"302": {"description": "Somewhere else: to sign in, or on."}}
    away = {"503": "Not ready to work."} if route == "readyz" else {}
    refused = {
        status: {
            "description": why,
            "content": {PAGE: {}, "application/json": {}, PLAIN: {}},
        }
        for status, why in {**REFUSED, **away}.items()
    }
    return given | elsewhere | refused


def _content(route: str, view: Any) -> Described:
    for ending, kinds in FILES:
        if re.search(ending, route):
            return {kind: {} for kind in kinds}
    is_json = "JsonResponse" in inspect.getsource(inspect.unwrap(view))
    return {PAGE: {}} | ({"application/json": {}} if is_json else {})
