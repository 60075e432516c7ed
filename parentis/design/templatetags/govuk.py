"""Template tags: components, the questions of a form, and what is wrong with them."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from parentis.design.components import component
from parentis.design.fields import field_html, first_id

register = template.Library()


@register.simple_tag
def govuk(component_name: str, **params: Any) -> SafeString:
    """{% govuk "input" name="age" label__text="Age" %}: `__` goes a level in."""
    nested: dict[str, Any] = {}
    for path, value in params.items():
        *outer, last = path.split("__")
        inner = nested
        for word in outer:
            inner = inner.setdefault(word, {})
        inner[last] = value
    return component(component_name, nested)


@register.simple_tag
def question(field: BoundField, **options: Any) -> SafeString:
    """One question of a form: {% question form.year rows=3 %}."""
    return field_html(field, options)


@register.filter
def heading_at(headings: Sequence[Any], place: int) -> str:
    """What a cell's column is called, where a narrow screen has no columns."""
    heading = headings[place] if place < len(headings) else ""
    return str(heading.get("text", "") if isinstance(heading, dict) else heading)


@register.simple_tag
def error_summary(form: BaseForm | None) -> SafeString:
    """What is wrong with the answers, each with a link to its question."""
    if not isinstance(form, BaseForm) or not form.errors:
        return mark_safe("")
    errors = [{"text": error} for error in form.non_field_errors()]
    errors += [
        {"text": field.errors[0], "href": f"#{first_id(field)}"}
        for field in form
        if field.errors
    ]
    return component(
        "error-summary", {"title_text": "There is a problem", "error_list": errors}
    )


class _WordsOfBlock(Node):
    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: Context) -> SafeString:
        blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
        block = blocks.get_block(self.name) if blocks else None
        words = strip_tags(block.render(context)) if block else ""
        return mark_safe(" ".join(words.split()))  # noqa: S308 (the block escaped them)


@register.tag
def words_of_block(_parser: Parser, token: Token) -> Node:
    """A block's words again: a page's heading is its title in the browser's bar."""
    return _WordsOfBlock(token.split_contents()[1].strip("\"'"))
