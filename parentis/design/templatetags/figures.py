"""Template tags: how a figure is written on a page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from parentis.indicators.disclosure import HIDDEN_EXPLANATION, HIDDEN_TEXT
from parentis.indicators.indicator import Figure, Indicator, Kind
from parentis.indicators.rounding import percent

register = template.Library()

NO_FIGURE = "–"
CHANGES = {
    "better": ("▲", "better"),
    "worse": ("▼", "worse"),
    "higher": ("↑", "higher"),
    "lower": ("↓", "lower"),
    "same": ("=", "the same"),
}


def written(value: float, kind: Kind, *, decimals: int = 0) -> str:
    """As people read it: halves rounded up as DfE does, a mean with one place."""
    if kind is Kind.COUNT:
        return f"{value:,.0f}"
    if kind is Kind.MEAN:
        return percent(value, decimals=max(decimals, 1))
    return f"{percent(value, decimals=decimals)}%"


@register.simple_tag
def figure_text(figure: Figure | None, indicator: Indicator, decimals: int = 0) -> str:
    """The value, or in words why there is none."""
    if figure is None:
        return NO_FIGURE
    if figure.is_hidden:
        return format_html(
            '<abbr title="{}">{}</abbr>', HIDDEN_EXPLANATION, HIDDEN_TEXT
        )
    if figure.unavailable:
        return figure.unavailable
    if figure.value is None:
        return NO_FIGURE
    return written(figure.value, indicator.kind, decimals=decimals)


@register.simple_tag
def value_text(
    value: float | str | None, indicator: Indicator, decimals: int = 0
) -> str:
    """A comparator's value; a dash where there is none (a template then gives "")."""
    if value is None or isinstance(value, str):
        return NO_FIGURE
    return written(value, indicator.kind, decimals=decimals)


@register.simple_tag
def out_of_text(figure: Figure | None, indicator: Indicator) -> str:
    """'391 of 416', or nothing where the value says it all."""
    if figure is None or figure.denominator is None or figure.is_hidden:
        return ""
    if indicator.kind is Kind.MEAN:
        return f"{figure.denominator:,} scores"
    return f"{figure.numerator or 0:,.0f} of {figure.denominator:,}"


@register.simple_tag
def change_text(change: str) -> SafeString | str:
    """An arrow for the eye and the words for everybody."""
    if change not in CHANGES:
        return ""
    arrow, words = CHANGES[change]
    return format_html(
        '<span class="app-change app-change--{}"><span aria-hidden="true">{}</span> {}'
        "</span>",
        change,
        arrow,
        words.split(" than")[0].replace(
            "about the same as the year before", "the same"
        ),
    )
