"""A form and the draft of it: what of a form is kept, and how it comes back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

# Where the draft belongs, and what only a browser needs.
PREFIX = "draft-"
LONGEST = 200_000
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "save-draft", "held_form"})


def fields_of(sent: QueryDict) -> list[tuple[str, str]]:
    """What is kept of a form as it was sent: every box, as it was typed."""
    return [
        (name, str(value))
        for name, values in sent.lists()
        if name not in NEVER_KEPT and not name.startswith(PREFIX)
        for value in values
    ]


def is_too_long(fields: Iterable[tuple[str, str]]) -> bool:
    return sum(len(value) for _name, value in fields) > LONGEST


def typed(form: forms.BaseForm, fields: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """What was typed into each question, as the form's `initial` takes it."""
    sent = QueryDict(mutable=True)
    for name, value in fields:
        sent.appendlist(name, value)
    return {
        name: field.widget.value_from_datadict(sent, {}, form.add_prefix(name))
        for name, field in form.fields.items()
    }
