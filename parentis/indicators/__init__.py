"""What the figures mean: every indicator, and the same by its code."""

from parentis.indicators import (
    accommodation,
    activity,
    contact,
    distance,
    health,
    historic,
    leaving,
    looked_after,
    reviews,
    safety,
    social_workers,
    stability,
    staying_put,
)
from parentis.indicators.indicator import Indicator, Theme

_ALL = (
    *contact.INDICATORS,
    *activity.INDICATORS,
    *accommodation.INDICATORS,
    *staying_put.INDICATORS,
    *historic.INDICATORS,
    *looked_after.INDICATORS,
    *stability.INDICATORS,
    *social_workers.INDICATORS,
    *distance.INDICATORS,
    *health.INDICATORS,
    *safety.INDICATORS,
    *reviews.INDICATORS,
    *leaving.INDICATORS,
)
_ORDER = {theme: place for place, theme in enumerate(Theme)}

# By theme, in the order of the scorecard; within a theme as each file lists them.
INDICATORS: tuple[Indicator, ...] = tuple(
    sorted(_ALL, key=lambda indicator: _ORDER[indicator.theme])
)
INDICATOR_BY_CODE = {indicator.code: indicator for indicator in INDICATORS}
