"""Defences that are a matter of what the code never does, found by reading all of it.

docs/asvs.csv names these tests. Whoever needs an exception adds it here, with why.
"""

import ast
import inspect
import re
import tomllib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from types import ModuleType

from django import forms
from django.apps import apps

from tests.layers import modules_of

ROOT = Path(__file__).resolve().parents[2]
PARENTIS = ROOT / "parentis"

RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
WEAK_HASHES = {"md5", "sha1"}
WEAK_CIPHERS = {"ECB", "PKCS1v15", "ARC4", "Blowfish", "TripleDES"}
RUNS_COMMANDS = {
    ("os", "system"),
    ("os", "popen"),
    ("asyncio", "create_subprocess_shell"),
}
READS_OBJECTS = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "yaml"}
ASKS_THE_DATABASE = {"execute", "executemany", "raw", "extra", "RawSQL"}
CALLS_OUT = {
    "aiohttp",
    "ftplib",
    "http.client",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "telnetlib",
    "urllib.request",
    "urllib3",
}
# It asks its own /healthz whether it has started, and looks for a port that is free;
# and names what single sign-on's client raises where the provider does not answer, and
# what Django's mail raises where the mail server refuses.
MAY_CALL_OUT = {
    "parentis/config/serve.py",
    "parentis/entrance/views.py",
    "parentis/reminders/actions.py",
}
# Names of tables that are the product's own, where psycopg's Identifier would not do:
# DuckDB in memory, and a check that must run without Django.
MAY_WRITE_SQL = {"parentis/ssda903/lake.py", "parentis/config/audit_check.py"}
# A made-up council is drawn by chance; nothing of it is a secret.
MAY_USE_CHANCE = {"parentis/madeup", "parentis/config/made_up_plans.py"}
# Patterns made of the code's own constants; and of a confidential address, each of its
# letters escaped, to leave it out of a plan's text.
MAY_MAKE_PATTERNS = {
    "parentis/indicators/handbook.py",
    "parentis/pathway_plans/downloads.py",
    "parentis/sounds.py",
    "parentis/ssda903/postcodes.py",
}
# What a key answers to the browser, and codes: checked whole, and never kept.
CHECKED_WHOLE = {"credential", "code"}
NOT_OURS = {"built", "vendor"}
WRITES_HTML = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|srcdoc"
    r"|\beval\(|new Function|setTimeout\(\s*[\"'`]"
)
KEEPS_IN_THE_BROWSER = re.compile(
    r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.open"
)
TALKS_BETWEEN_WINDOWS = re.compile(r"postMessage|addEventListener\(\s*[\"']message")
WRITES_PROPERTIES_BY_NAME = re.compile(r"__proto__|Object\.assign\(|\w\[\w+\]\s*=[^=]")


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PARENTIS.rglob("*.py")):
        if "tests" not in path.parts:
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def found(is_one: Callable[[ast.AST], bool], *, but: Collection[str] = ()) -> list[str]:
    return [
        f"{name}:{getattr(node, 'lineno', 0)}"
        for name, tree in modules()
        if not any(name.startswith(excepted) for excepted in but)
        for node in ast.walk(tree)
        if is_one(node)
    ]


def name_called(node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name
    return ""


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else ""


def imported(node: ast.AST) -> set[str]:
    match node:
        case ast.Import(names=names):
            return {each.name for each in names}
        case ast.ImportFrom(module=str(module), names=names):
            return {module, *(f"{module}.{each.name}" for each in names)}
    return set()


# -- text that is run ------------------------------------------------------------------


def test_no_text_is_run_as_code_or_command():
    def runs(node: ast.AST) -> bool:
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in RUNS_TEXT:
                return True
            case ast.Call(func=ast.Attribute(value=ast.Name(id=of), attr=name)):
                return (of, name) in RUNS_COMMANDS or _makes_a_template(of, name)
            case ast.keyword(arg="shell", value=ast.Constant(value=True)):
                return True
        return bool({each.split(".")[0] for each in imported(node)} & READS_OBJECTS)

    assert found(runs) == []


def _makes_a_template(of: str, name: str) -> bool:
    return name == "from_string" and of != "RGBColor"


def test_no_query_is_written_out_of_text():
    """Values go as parameters; names of tables by psycopg's own Identifier."""

    def is_written(node: ast.AST) -> bool:
        match node:
            case ast.Call(args=[asked, *_]) if name_called(node) in ASKS_THE_DATABASE:
                return isinstance(asked, ast.JoinedStr | ast.BinOp) or _is_filled(asked)
        return False

    assert found(is_written, but=MAY_WRITE_SQL) == []


def _is_filled(asked: ast.expr) -> bool:
    """Whether it is `"…".format(…)`, of text and not of psycopg's SQL."""
    match asked:
        case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="format")):
            return True
    return False


def test_no_pattern_is_made_of_what_somebody_typed():
    """A pattern is a constant, or made of constants; no field is matched by one."""

    def is_made(node: ast.AST) -> bool:
        match node:
            case ast.keyword(arg=str(name)) if name.endswith("regex"):
                return name.endswith(("__regex", "__iregex"))
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=attr),
                args=[pattern, *_],
            ) if attr != "escape":
                return any(
                    isinstance(part, ast.Name) and not part.id.isupper()
                    for part in ast.walk(pattern)
                )
        return False

    assert found(is_made, but=MAY_MAKE_PATTERNS) == []


# -- what leaves, and chance -----------------------------------------------------------


def test_the_product_calls_nobody_it_was_not_told_of():
    assert found(lambda node: bool(imported(node) & CALLS_OUT), but=MAY_CALL_OUT) == []


def test_no_weak_hash_and_no_weak_chance():
    def is_weak(node: ast.AST) -> bool:
        if name_called(node) in WEAK_HASHES or _name(node) in WEAK_CIPHERS:
            return True
        return bool(imported(node) & {"random", "numpy.random", "Crypto"})

    assert found(is_weak, but=MAY_USE_CHANCE) == []


# -- forms -----------------------------------------------------------------------------


def our_forms() -> Iterator[type[forms.BaseForm]]:
    for app in apps.get_app_configs():
        if app.name.startswith("parentis."):
            for module in modules_of(app.name, "forms"):
                for _, each in inspect.getmembers(module, inspect.isclass):
                    if issubclass(each, forms.BaseForm) and _is_of(each, module):
                        yield each


def _is_of(each: type[object], module: ModuleType) -> bool:
    return each.__module__ == module.__name__


def test_every_question_has_a_longest_answer():
    without = [
        f"{form.__name__}.{name}"
        for form in our_forms()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.CharField)
        if field.max_length is None and name not in CHECKED_WHOLE
        if not isinstance(field.widget, forms.PasswordInput)
    ]

    assert without == []


def test_no_form_is_made_of_a_model():
    """A model's new field would be in such a form without anybody's deciding it."""
    made = [form.__name__ for form in our_forms() if issubclass(form, forms.ModelForm)]

    assert made == []


def test_there_are_no_secret_questions():
    asked = [
        name
        for form in our_forms()
        for name in getattr(form, "base_fields", {})
        if re.search(r"hint|maiden|secret|security_question|first_pet", name)
    ]

    assert asked == []


# -- scripts ---------------------------------------------------------------------------


def scripts() -> dict[str, str]:
    return {
        path.relative_to(ROOT).as_posix(): path.read_text()
        for path in PARENTIS.rglob("*.js")
        if not NOT_OURS & set(path.parts) and "static" in path.parts
    }


def test_scripts_write_text_and_never_html():
    """Nor keep anything in the browser, nor talk with other windows."""
    forbidden = (
        WRITES_HTML,
        KEEPS_IN_THE_BROWSER,
        TALKS_BETWEEN_WINDOWS,
        WRITES_PROPERTIES_BY_NAME,
    )
    astray = [
        f"{name}: {hit[0]}"
        for name, script in scripts().items()
        for pattern in forbidden
        if (hit := pattern.search(script))
    ]

    assert scripts()
    assert astray == []


# -- what the build holds --------------------------------------------------------------


def project() -> dict[str, dict[str, dict[str, object]]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_warnings_fail_the_tests():
    options = project()["tool"]["pytest"]["ini_options"]

    assert options["filterwarnings"] == ["error"]  # type: ignore[index]


def test_types_are_checked_strictly():
    mypy = project()["tool"]["mypy"]

    assert mypy["strict"] is True
    assert "parentis" in mypy["files"]  # type: ignore[operator]


def test_every_package_is_locked_by_its_hash():
    for lock in sorted(ROOT.glob("requirements*.lock")):
        packages = re.split(r"\n(?=\S)", lock.read_text().strip())
        locked = [each for each in packages if re.match(r"[\w.-]+(\[.*\])?==", each)]

        assert locked, lock.name
        assert [each for each in locked if "--hash=sha256:" not in each] == []
