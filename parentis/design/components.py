"""The macros of govuk-frontend-jinja, called by name.

One door to them: `component("button", text="Save")`. Words are given in Python's case
(`is_start_button`) and reach the macro in its own (`isStartButton`). Values are
escaped; what is marked safe is not.
"""

import re
from functools import cache
from typing import Any

from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader

_PACKAGE = "govuk_frontend_jinja"
_ENVIRONMENT = Environment(
    loader=PrefixLoader({_PACKAGE: PackageLoader(_PACKAGE)}),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
# Words of HTML stay as they are: attributes are not the macro's own parameters.
_VERBATIM = frozenset({"attributes"})


def component(name: str, params: dict[str, Any]) -> SafeString:
    """A component's HTML. Raises jinja2.TemplateNotFound for a name that is none."""
    html: str = _macro(name)(_in_camel_case(params))
    return mark_safe(html)  # noqa: S308 (escaped within)


@cache
def _macro(name: str) -> Any:
    template = _ENVIRONMENT.get_template(f"{_PACKAGE}/components/{name}/macro.html")
    return getattr(template.module, f"govuk{name.title().replace('-', '')}")


@cache
def _camel(word: str) -> str:
    return re.sub(r"_([a-z])", lambda letter: letter[1].upper(), word)


def _in_camel_case(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            _camel(word): held if word in _VERBATIM else _in_camel_case(held)
            for word, held in value.items()
        }
    if isinstance(value, list | tuple):
        return [_in_camel_case(item) for item in value]
    return force_str(value) if isinstance(value, Promise) else value
