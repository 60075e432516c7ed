"""A good answer to the form of each part: its required questions, and these besides.

Whoever adds a part whose form asks more of its answers than each alone says it here.
"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from parentis.design.forms import DateField
from parentis.recorded.forms import EntryForm

WORDS = "Written down by somebody who asked."


def days_from_now(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def a_day(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


def besides(slug: str) -> dict[str, Any]:
    """What the required questions alone do not say."""
    return {
        "about-them": {"pronouns": "they and them"},
        "ways-to-reach": {"kind": "mobile", "what": "07700 900123"},
        "warnings": {"is_told": "yes", **a_day("review_on", days_from_now(60))},
        "safety-plans": a_day("review_on", days_from_now(60)),
        "homes": {"kind": "U", "is_suitable": "yes"},
    }.get(slug, {})


def good_answers(form: EntryForm, slug: str) -> dict[str, Any]:
    """As a browser sends them: a first choice, a day a month ago, a few words."""
    answers: dict[str, Any] = {}
    for name, field in form.fields.items():
        if field.required:
            answers |= _answer(name, field)
    return answers | besides(slug)


def _answer(name: str, field: Any) -> dict[str, Any]:
    if isinstance(field, DateField):
        return a_day(name, days_from_now(-30))
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        first = next(value for value, _label in choices if value)
        is_many = isinstance(field, forms.MultipleChoiceField)
        return {name: [first] if is_many else first}
    if isinstance(field, forms.DecimalField | forms.IntegerField):
        return {name: "3"}
    return {name: WORDS}


def a_text_of(form: EntryForm) -> str:
    """The name of a question that is answered in words; empty where there is none."""
    names = [
        name
        for name, field in form.fields.items()
        if type(field) is forms.CharField
        and (field.max_length or 0) >= len(WORDS)
        and not name.endswith(("postcode", "phone"))
    ]
    return names[-1] if names else ""
