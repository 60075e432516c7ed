"""How each kind of question looks: a bound field as the parameters of a component."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.widgets import Input
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from parentis.design.components import component
from parentis.design.widgets import DateInput, FilesInput

Params = dict[str, Any]


def field_html(field: BoundField, options: Params) -> SafeString:
    """`options` add to the component's parameters, or replace them, as `classes`."""
    for widget, render in _HOW:
        if isinstance(field.field.widget, widget):
            return render(field, options)
    return mark_safe(str(field))  # noqa: S308 (Django's own widget, escaped by it)


def first_id(field: BoundField) -> str:
    """Where the error summary's link leads: the first input of the question."""
    if isinstance(field.field.widget, DateInput):
        return f"{field.auto_id}-day"
    return field.auto_id


def _common(field: BoundField) -> Params:
    params: Params = {"id": field.auto_id, "name": field.html_name}
    if field.help_text:
        params["hint"] = {"html": conditional_escape(field.help_text)}
    if field.errors:
        params["error_message"] = {"text": field.errors[0]}
    return params


def _attributes(field: BoundField, *, without: Iterable[str] = ()) -> Params:
    """The widget's own attributes. `required` is left to the server's plain words."""
    taken = {"required", "class", "aria-describedby", "aria-invalid", "id", *without}
    attrs = field.build_widget_attrs({}, field.field.widget)
    own = {**field.field.widget.attrs, **attrs}
    return {
        name: "" if value is True else str(value)
        for name, value in own.items()
        if name not in taken and value not in (None, False)
    }


def _labelled(field: BoundField) -> Params:
    return {**_common(field), "label": {"text": field.label}}


def _grouped(field: BoundField) -> Params:
    return {
        **_common(field),
        "id_prefix": field.auto_id,
        "fieldset": {
            "legend": {"text": field.label, "classes": "govuk-fieldset__legend--s"}
        },
    }


def _value(field: BoundField) -> str:
    value = field.field.widget.format_value(field.value())
    return "" if value is None else str(value)


def _input(field: BoundField, options: Params) -> SafeString:
    widget = field.field.widget
    attributes = _attributes(field, without=["autocomplete", "inputmode"])
    params = {
        **_labelled(field),
        "type": getattr(widget, "input_type", "text"),
        "value": _value(field),
        "autocomplete": widget.attrs.get("autocomplete"),
        "inputmode": widget.attrs.get("inputmode"),
        "classes": widget.attrs.get("class", ""),
        "attributes": attributes,
    }
    if isinstance(widget, forms.NumberInput):
        params |= {"type": "text", "inputmode": "numeric", "attributes": {}}
        params["classes"] = params["classes"] or "govuk-input--width-5"
    return component("input", params | options)


def _password(field: BoundField, options: Params) -> SafeString:
    params = {
        **_labelled(field),
        "autocomplete": field.field.widget.attrs.get("autocomplete"),
    }
    return component("password-input", params | options)


def _textarea(field: BoundField, options: Params) -> SafeString:
    attrs = field.field.widget.attrs
    params = {
        **_labelled(field),
        "value": _value(field),
        "rows": attrs.get("rows") if str(attrs.get("rows")) != "10" else None,
        "spellcheck": True,
        "attributes": _attributes(field, without=["rows", "cols"]),
    }
    return component("textarea", params | options)


def _select(field: BoundField, options: Params) -> SafeString:
    params = {
        **_labelled(field),
        "items": [
            {"value": str(value), "text": text, "selected": is_chosen}
            for value, text, is_chosen in _choices(field)
        ],
        "attributes": _attributes(field),
    }
    return component("select", params | options)


def _radios(field: BoundField, options: Params) -> SafeString:
    return component("radios", _grouped(field) | {"items": _items(field)} | options)


def _checkboxes(field: BoundField, options: Params) -> SafeString:
    return component("checkboxes", _grouped(field) | {"items": _items(field)} | options)


def _checkbox(field: BoundField, options: Params) -> SafeString:
    params = {
        "id_prefix": field.auto_id,
        "name": field.html_name,
        "error_message": _common(field).get("error_message"),
        "items": [
            {
                "id": field.auto_id,
                "value": "on",
                "text": field.label,
                "checked": bool(field.value()),
                "hint": _common(field).get("hint"),
            }
        ],
    }
    return component("checkboxes", params | options)


def _date(field: BoundField, options: Params) -> SafeString:
    typed = field.field.widget.decompress(field.value())
    widths = {"day": 2, "month": 2, "year": 4}
    faulty = "govuk-input--error" if field.errors else ""
    params = {
        **_grouped(field),
        "items": [
            {
                "id": f"{field.auto_id}-{part}",
                "name": f"{field.html_name}-{part}",
                "label": part.title(),
                "value": value,
                "classes": f"govuk-input--width-{widths[part]} {faulty}",
            }
            for part, value in zip(widths, typed, strict=True)
        ],
    }
    params["fieldset"] |= {"attributes": {"role": "group"}}
    del params["name"]
    return component("date-input", params | options)


def _file(field: BoundField, options: Params) -> SafeString:
    widget = field.field.widget
    is_many = isinstance(widget, FilesInput)
    some = "files" if is_many else "a file"
    params = {
        **_labelled(field),
        # The choice can be dropped on where a script runs; without one it is an input.
        "javascript": True,
        "multiple": is_many,
        "choose_files_button_text": f"Choose {some}",
        "drop_instruction_text": f"or drop {some} here",
        "no_file_chosen_text": "Nothing chosen yet",
        "attributes": _attributes(field, without=["multiple"]),
    }
    return component("file-upload", params | options)


def _choices(field: BoundField) -> Iterable[tuple[Any, str, bool]]:
    given = field.value()
    chosen = {str(v) for v in (given if isinstance(given, list | tuple) else [given])}
    choices: Iterable[tuple[Any, str]] = field.field.choices  # type: ignore[attr-defined]
    for value, text in choices:
        yield value, str(text), str(value) in chosen


def _items(field: BoundField) -> list[Params]:
    """Choices as inputs. A question may carry `hints`: a sentence below a choice."""
    hints: dict[Any, str] = getattr(field.field, "hints", {})
    return [
        {
            "id": field.auto_id if place == 0 else f"{field.auto_id}-{place + 1}",
            "value": str(value),
            "text": text,
            "checked": is_chosen,
            "hint": {"text": hints[value]} if value in hints else None,
        }
        for place, (value, text, is_chosen) in enumerate(_choices(field))
        if value not in (None, "")
    ]


# The first that fits: a subclass stands before its parent.
_HOW: tuple[tuple[type[forms.Widget], Callable[[BoundField, Params], SafeString]], ...]
_HOW = (
    (DateInput, _date),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.Select, _select),
    (forms.CheckboxInput, _checkbox),
    (forms.Textarea, _textarea),
    (forms.FileInput, _file),
    (forms.PasswordInput, _password),
    (forms.HiddenInput, lambda field, _options: mark_safe(str(field))),  # noqa: S308
    (Input, _input),
)
