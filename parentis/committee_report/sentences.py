"""What the figures say, in sentences an officer can keep, change or strike out.

They are written as plain text in the form `narrative.py` reads, so that the same words
stand in the editing box, the preview and the report.
"""

from collections.abc import Iterator, Sequence

from parentis.committee_report.evidence import Beside, Evidence
from parentis.committee_report.narrative import note_mark
from parentis.committee_report.phrases import phrase_of
from parentis.committee_report.shape import Part, Section
from parentis.indicators.indicator import Figure, Indicator, Kind, Theme
from parentis.indicators.wording import as_published, change, out_of, written

# What a councillor asks first. The summary says these, where they were chosen.
HEADLINES = (
    "looked-after",
    "in-touch-19-to-21",
    "eet-19-to-21",
    "suitable-accommodation-19-to-21",
    "suitable-accommodation-19-to-21-to-2017",
)


def suggested(
    section: Section, indicators: Sequence[Indicator], evidence: Evidence, *, year: int
) -> str:
    """The first version of a section's words; empty where the figures have none."""
    if Part.SUMMARY in section.parts:
        return "\n\n".join(_summary(indicators, evidence, year=year))
    if Part.FINDINGS in section.parts:
        return "\n\n".join(_findings(indicators, evidence, year=year))
    return ""


def _summary(
    indicators: Sequence[Indicator], evidence: Evidence, *, year: int
) -> Iterator[str]:
    headlines = [
        sentence(each, evidence, year=year)
        for each in indicators
        if each.code in HEADLINES and _is_shown(evidence.figure(each.code, year))
    ]
    if headlines:
        yield " ".join(headlines)
    moved = moved_in_words(indicators, evidence, year=year)
    if moved:
        yield moved


def _findings(
    indicators: Sequence[Indicator], evidence: Evidence, *, year: int
) -> Iterator[str]:
    for theme in Theme:
        chosen = [
            each for each in indicators if each.theme is theme and not each.part_of
        ]
        if not chosen:
            continue
        yield f"# {theme.value}"
        for indicator in chosen:
            said = sentence(indicator, evidence, year=year)
            beside = beside_in_words(indicator, evidence.beside(indicator.code, year))
            yield f"{said} {beside}".strip()


def sentence(indicator: Indicator, evidence: Evidence, *, year: int) -> str:
    """One figure in words, with last year's, and the mark of its note."""
    figure = evidence.figure(indicator.code, year)
    mark = note_mark(indicator.code)
    if figure is None:
        return f"{indicator.title}: no return of {year} is held.{mark}"
    if figure.is_hidden:
        return (
            f"{indicator.title}: hidden, because so few young people are concerned that"
            f" somebody might be recognised.{mark}"
        )
    if figure.unavailable:
        return f"{indicator.title}: not available ({figure.unavailable}).{mark}"
    if figure.value is None:
        return f"{indicator.title}: there was nobody to count.{mark}"
    since = _since(figure, evidence.figure(indicator.code, year - 1), indicator)
    return f"{_said(indicator, figure, figure.value)}{since}.{mark}"


def _said(indicator: Indicator, figure: Figure, value: float) -> str:
    number = written(indicator, value)
    if indicator.code == "looked-after":
        return f"The council looked after {number} children on 31 March {figure.year}"
    phrase = phrase_of(indicator)
    if phrase is None or indicator.kind is Kind.MEAN:
        return f"{indicator.title}: {number}"
    if indicator.kind is Kind.COUNT:
        verb_number = f"{number} {phrase.who}"
        return f"{verb_number} {phrase.what}"
    return f"{number} of {phrase.who} ({out_of(figure, indicator)}) {phrase.what}"


def _since(now: Figure, before: Figure | None, indicator: Indicator) -> str:
    moved = change(now, before, indicator)
    if moved is None:
        return ""
    if moved.difference == 0:
        return ", the same as a year before"
    way = "up" if moved.difference > 0 else "down"
    return f", {way} from {moved.before} a year before"


def beside_in_words(indicator: Indicator, beside: Beside | None) -> str:
    """What others' figures are, in a sentence; empty without any, and for counts."""
    if beside is None or indicator.kind is Kind.COUNT:
        return ""
    places = [
        f"in {place} it was {as_published(indicator, value)}"
        for place, value in (
            (_with_article(beside.region_name), beside.region),
            ("England", beside.england),
        )
        if value is not None
    ]
    # "In the North West it was 48% and in England 49%": one verb is enough.
    others = [each.replace(" it was", "") for each in places[1:]]
    elsewhere = " and ".join([*places[:1], *others])
    if beside.neighbours_mean is None:
        return f"{elsewhere[0].upper()}{elsewhere[1:]}." if elsewhere else ""
    mean = written(indicator, beside.neighbours_mean)
    said = f"The mean of our statistical neighbours was {mean}"
    return f"{said}; {elsewhere}." if elsewhere else f"{said}."


def moved_in_words(
    indicators: Sequence[Indicator], evidence: Evidence, *, year: int
) -> str:
    """How many figures became better or worse, and which."""
    better: list[str] = []
    worse: list[str] = []
    for each in indicators:
        moved = change(
            evidence.figure(each.code, year), evidence.figure(each.code, year - 1), each
        )
        if each.part_of or moved is None or moved.is_better is None:
            continue
        (better if moved.is_better else worse).append(each.short_title)
    if not better and not worse:
        return ""
    points = [
        f"- {heading}: {'; '.join(names)}"
        for heading, names in (("Better", better), ("Worse", worse))
        if names
    ]
    opening = (
        f"Since the year before, {len(better) or 'none'} of the figures in this report"
        f" became better and {len(worse) or 'none'} became worse:"
    )
    return "\n".join([opening, *points])


def _is_shown(figure: Figure | None) -> bool:
    return figure is not None and figure.value is not None


def _with_article(region: str) -> str:
    """Regions take an article in a sentence; London and Yorkshire do not."""
    bare = ("London", "Inner London", "Outer London", "Yorkshire", "the ")
    if not region:
        return "the region"
    return region if region.startswith(bare) else f"the {region}"
