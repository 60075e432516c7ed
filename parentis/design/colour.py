"""The council's colour, and whether white words can be read on it."""

import re

from django.core.exceptions import ImproperlyConfigured

# WCAG 2.2, success criterion 1.4.3.
LEAST_CONTRAST = 4.5


def check_brand_colour(colour: str) -> str:
    """The colour, or ImproperlyConfigured with what to do about it."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ImproperlyConfigured(
            f"PARENTIS_BRAND_COLOUR is {colour!r}."
            " Write it as #rrggbb, such as #2b4c7e."
        )
    if contrast_with_white(colour) < LEAST_CONTRAST:
        raise ImproperlyConfigured(
            f"PARENTIS_BRAND_COLOUR is {colour}: white words on it are too hard to"
            " read. Choose a darker shade."
        )
    return colour


def contrast_with_white(colour: str) -> float:
    """The contrast ratio, 1 to 21, as WCAG 2.2 defines it."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 1.05 / (luminance + 0.05)


def _linear(channel: float) -> float:
    if channel <= 0.04045:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
