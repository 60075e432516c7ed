"""Template tags: how a figure is written on a page."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from parentis.design.sparkline import Sparkline
from parentis.indicators.indicator import Figure, Indicator, Kind
from parentis.indicators.wording import (
    HIDDEN,
    Change,
    as_published,
    out_of,
    shown,
    written,
)

register = template.Library()

NO_FIGURE = "–"


@register.simple_tag
def figure_text(figure: Figure | None, indicator: Indicator, decimals: int = 0) -> str:
    """The value, or in words why there is none."""
    if figure is None or (figure.value is None and not figure.unavailable):
        return HIDDEN if figure and figure.is_hidden else NO_FIGURE
    # Scores lie close together: whole ones would all look alike.
    is_mean = indicator.kind is Kind.MEAN
    return shown(figure, indicator, decimals=max(decimals, 1) if is_mean else decimals)


@register.simple_tag
def value_text(
    value: float | str | None, indicator: Indicator, decimals: int = 0
) -> str:
    """A comparator's value; a dash where there is none (a template then gives "")."""
    if value is None or isinstance(value, str):
        return NO_FIGURE
    if indicator.kind is Kind.MEAN:
        return as_published(indicator, value)
    return written(indicator, value, decimals=decimals)


@register.simple_tag
def out_of_text(figure: Figure | None, indicator: Indicator) -> str:
    """'391 of 416', or nothing where the value says it all."""
    return out_of(figure, indicator)


@register.simple_tag
def change_text(change: Change | None) -> SafeString | str:
    """An arrow for the eye, words for all; a colour only where one way is good."""
    if not change:
        return ""
    colour = {True: "better", False: "worse", None: "neither"}[change.is_better]
    return format_html(
        '<span class="app-change app-change--{}"><span aria-hidden="true">{}</span> {}'
        "</span>",
        colour,
        "▲" if change.difference > 0 else "▼" if change.difference < 0 else "=",
        change.in_words,
    )


@register.simple_tag
def sparkline(line: Sparkline) -> SafeString:
    """A trend in a word's space."""
    lines = format_html_join(
        "",
        '<polyline class="app-sparkline__line" points="{}"></polyline>',
        ((points,) for points in line.points),
    )
    if not lines:
        return mark_safe("")
    return format_html(
        '<svg class="app-sparkline" role="img" aria-label="{0}"'
        ' viewBox="0 0 {1} {2}" width="{1}" height="{2}">'
        '<g transform="translate({3} {3})">{4}'
        '<circle class="app-sparkline__end" cx="{5}" cy="{6}" r="3"></circle>'
        "</g></svg>",
        line.says,
        line.width,
        line.height,
        line.margin,
        lines,
        line.end_x,
        line.end_y,
    )
