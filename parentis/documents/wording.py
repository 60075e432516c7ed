"""What a chart shows, in words: its text alternative."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Role(StrEnum):
    """Whose figures a line or bar shows: it decides how it is drawn."""

    OWN = "own"
    NEIGHBOURS = "neighbours"
    REGION = "region"
    ENGLAND = "england"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Series:
    """One line of a trend: as many values as there are years. None: no figure."""

    name: str
    values: Sequence[float | None]
    role: Role = Role.OTHER


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar. `text` is what stands beside it, such as "hidden"; else the value."""

    name: str
    value: float | None
    text: str = ""
    role: Role = Role.OTHER


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What the values are. `axis` names them beside the chart."""

    axis: str = "Per cent"
    is_percent: bool = True
    decimals: int = 0

    def written(self, value: float) -> str:
        """The value as people read it, halves rounded up: "94%", "1,204", "13.9"."""
        step = Decimal(1).scaleb(-self.decimals)
        rounded = Decimal(repr(value)).quantize(step, ROUND_HALF_UP)
        return f"{rounded:,}%" if self.is_percent else f"{rounded:,}"


PER_CENT = Measure()


def trend_words(
    title: str, years: Sequence[int], series: Sequence[Series], measure: Measure
) -> str:
    """ "Line chart. In touch. Aldermere rose from 86% in 2016 to 94% in 2025." """
    sentences = [_trend(one, years, measure) for one in series]
    return " ".join(["Line chart.", _sentence(title), *sentences])


def bars_words(title: str, bars: Sequence[Bar], measure: Measure) -> str:
    """ "Bar chart. What care leavers do. College 66%, sixth form 11%." """
    told = ", ".join(f"{bar.name} {bar_text(bar, measure)}" for bar in bars)
    return " ".join(["Bar chart.", _sentence(title), _sentence(told)])


def bar_text(bar: Bar, measure: Measure) -> str:
    """What stands beside the bar."""
    if bar.text:
        return bar.text
    return "no figure" if bar.value is None else measure.written(bar.value)


def _trend(series: Series, years: Sequence[int], measure: Measure) -> str:
    there = [
        (year, value)
        for year, value in zip(years, series.values, strict=True)
        if value is not None
    ]
    if not there:
        return f"{series.name}: no figures."
    (first, earliest), (last, latest) = there[0], there[-1]
    if first == last:
        return f"{series.name} was {measure.written(latest)} in {last}."
    begun, ended = measure.written(earliest), measure.written(latest)
    told = (
        f"{series.name} was {begun} in {first} and in {last}"
        if begun == ended
        else f"{series.name} {'rose' if latest > earliest else 'fell'}"
        f" from {begun} in {first} to {ended} in {last}"
    )
    return told + _gaps(series, years, first=first, last=last)


def _gaps(series: Series, years: Sequence[int], *, first: int, last: int) -> str:
    missing = [
        str(year)
        for year, value in zip(years, series.values, strict=True)
        if value is None and first < year < last
    ]
    return f", with no figure for {listed(missing)}." if missing else "."


def listed(words: Sequence[str]) -> str:
    """ "2019, 2020 and 2021" """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."
