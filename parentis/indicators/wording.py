"""A figure in writing: its value, what it is out of, and how it moved."""

from dataclasses import dataclass

from parentis.indicators.indicator import Better, Figure, Indicator, Kind
from parentis.indicators.rounding import percent

HIDDEN = "hidden"
WHY_HIDDEN = (
    f"“{HIDDEN}”: 1 to 5 young people, or a number that would give such a small one"
    " away. It is left out so that nobody can be recognised."
)
NOT_HELD = "not held"
NOBODY = "nobody to count"


def written(indicator: Indicator, value: float, *, decimals: int = 1) -> str:
    """ "94.2%", "702" or "13.9". Halves round up, as DfE's do."""
    if indicator.kind is Kind.COUNT:
        return f"{round(value):,}"
    rounded = percent(value, decimals=decimals)
    return f"{rounded}%" if indicator.kind is Kind.PROPORTION else rounded


def as_published(indicator: Indicator, value: float, *, decimals: int = 1) -> str:
    """A published value, never more exact than it was published: "54%" stays so."""
    _, _, digits = repr(float(value)).partition(".")
    exact = 0 if digits == "0" else len(digits)
    return written(indicator, value, decimals=min(decimals, exact))


def shown(figure: Figure | None, indicator: Indicator, *, decimals: int = 1) -> str:
    """The value, or in one or two words why there is none."""
    if figure is None:
        return NOT_HELD
    if figure.is_hidden:
        return HIDDEN
    if figure.unavailable:
        return figure.unavailable
    if figure.value is None:
        return NOBODY
    return written(indicator, figure.value, decimals=decimals)


def out_of(figure: Figure | None, indicator: Indicator) -> str:
    """ "391 of 415"; empty where counts say nothing the value does not."""
    if figure is None or figure.is_hidden or indicator.kind is Kind.COUNT:
        return ""
    if figure.denominator is None or figure.value is None:
        return ""
    if indicator.kind is Kind.MEAN:
        return f"{figure.denominator:,} scores"
    return f"{round(figure.numerator or 0):,} of {figure.denominator:,}"


@dataclass(frozen=True, kw_only=True)
class Change:
    """A figure now and a year before, compared as they are printed.

    Comparing what is printed keeps the sentence true for a reader with a calculator.
    """

    indicator: Indicator
    before: str
    difference: float

    @property
    def is_better(self) -> bool | None:
        """Whether the change is for the better; none where neither way is good."""
        if self.difference == 0 or self.indicator.better is Better.NEITHER:
            return None
        return (self.difference > 0) == (self.indicator.better is Better.HIGH)

    @property
    def size(self) -> str:
        """ "2.1 points", "12" or "0.3", without a sign."""
        number = abs(self.difference)
        match self.indicator.kind:
            case Kind.COUNT:
                return f"{round(number):,}"
            case Kind.PROPORTION:
                unit = "point" if f"{number:.1f}" == "1.0" else "points"
                return f"{number:.1f} {unit}"
            case _:
                return f"{number:.1f}"

    @property
    def in_words(self) -> str:
        """ "Up 2.1 points: better"."""
        if self.difference == 0:
            return "No change"
        way = "Up" if self.difference > 0 else "Down"
        verdict = {True: ": better", False: ": worse", None: ""}[self.is_better]
        return f"{way} {self.size}{verdict}"


def change(
    now: Figure | None, before: Figure | None, indicator: Indicator
) -> Change | None:
    """How the figure moved, where both years have a value to show."""
    if now is None or before is None or now.value is None or before.value is None:
        return None
    last = written(indicator, before.value)
    moved = _number(written(indicator, now.value)) - _number(last)
    return Change(indicator=indicator, before=last, difference=round(moved, 1))


def _number(text: str) -> float:
    return float(text.rstrip("%").replace(",", ""))
