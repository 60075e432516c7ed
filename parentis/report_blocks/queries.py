"""What the council tells of itself, gathered for a report; and what changed since."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies import queries as bodies
from parentis.committee_report.from_council import (
    ChangeTold,
    FromCouncil,
    RecommendationTold,
)
from parentis.committee_report.shape import FROM_COUNCIL, Part
from parentis.figures import queries as figures
from parentis.funding import queries as funding
from parentis.indicators import INDICATOR_BY_CODE
from parentis.indicators.indicator import Figure
from parentis.indicators.suppression import LARGEST_HIDDEN
from parentis.indicators.wording import out_of, shown
from parentis.meetings.actions_asked import queries as actions_asked
from parentis.meetings.from_young_people import queries as from_young_people
from parentis.members import queries as members
from parentis.recommendations import queries as recommendations
from parentis.recommendations.in_reports import queries as in_reports
from parentis.report_blocks.choices import Chosen
from parentis.strategy.pledge.queries import promises_told
from parentis.strategy.risks.queries import risks_told
from parentis.strategy.strategies.queries import priorities_told
from parentis.targets import queries as targets
from parentis.targets.choices import year_name
from parentis.visits import queries as visits

A_FEW = "changed by a few; not shown, so that nobody can be recognised"
NUMBERS = ("numerator", "denominator")
LONGEST_WORDS = 80
YEARS_BACK = 20


@dataclass(frozen=True, kw_only=True)
class BlockChoices:
    """What an officer may choose for the blocks of a report."""

    sources: Sequence[tuple[int, str]]
    recommendations: Sequence[tuple[int, str]]
    bodies: Sequence[tuple[int, str]]
    years: Sequence[tuple[int, str]]


def block_choices(
    *, viewer: User, on: date, for_public: bool, among: Collection[int] = ()
) -> BlockChoices:
    """`among`: the sources chosen already, whose recommendations are offered singly."""
    require(viewer, Permission.SEE_COUNCIL)
    found = (
        recommendations.public_sources(viewer=viewer, on=on)
        if for_public
        else recommendations.sources(viewer=viewer, on=on)
    )
    last = on.year if on.month > 3 else on.year - 1
    return BlockChoices(
        sources=[(each.source.pk, _named(each.source)) for each in found],
        recommendations=[
            (line.recommendation.pk, _asked(line.recommendation))
            for each in found
            if each.source.pk in among
            for line in each.lines
        ],
        bodies=bodies.body_choices(viewer=viewer, on=on),
        years=[
            (year, year_name(year)) for year in range(last + 1, last - YEARS_BACK, -1)
        ],
    )


def _named(source: Any) -> str:
    when = f", {source.made_on:%B %Y}" if source.made_on else ""
    return f"{source}{when}"


def _asked(recommendation: Any) -> str:
    words = " ".join(recommendation.text.split())
    short = words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS]}…"
    return f"{recommendation.number}. {short}"


def gather(
    parts: Collection[Part],
    chosen: Chosen,
    *,
    viewer: User,
    on: date,
    for_public: bool,
) -> FromCouncil:
    """What a report with these parts sets out, as its readers may see it."""
    require(viewer, Permission.SEE_COUNCIL)
    asked = FROM_COUNCIL.intersection(parts)
    if not asked:
        return FromCouncil()
    reader = _Gathering(chosen=chosen, viewer=viewer, on=on, for_public=for_public)
    told: dict[str, Any] = {}
    for part, gathered in reader.makers().items():
        if part in asked:
            told |= gathered()
    return FromCouncil(**told)


@dataclass(frozen=True, kw_only=True)
class _Gathering:
    chosen: Chosen
    viewer: User
    on: date
    for_public: bool

    def makers(self) -> dict[Part, Callable[[], dict[str, Any]]]:
        asked: dict[str, Any] = {
            "viewer": self.viewer,
            "on": self.on,
            "for_public": self.for_public,
        }
        return {
            Part.TRACKER: self._tracker,
            Part.TRACKER_TABLE: self._tracker,
            # What changed is told of the statuses that the report itself shows.
            Part.CHANGES: self._tracker,
            Part.PLEDGE: lambda: {"promises": promises_told(**asked)},
            Part.PRIORITIES: lambda: {"priorities": priorities_told(**asked)},
            Part.RISKS: lambda: {"risks": risks_told(**asked)},
            Part.FUNDING: lambda: {"funding": funding.funding_told(**asked)},
            Part.TARGETS: self._targets,
            Part.VISITS: self._visits,
            Part.VIEWS: self._views,
            Part.ACTIONS: self._actions,
            Part.MEMBERS: self._seats,
            Part.CHAMPIONS: lambda: {
                "champions": members.champions_told(viewer=self.viewer, on=self.on)
            },
        }

    def _tracker(self) -> dict[str, Any]:
        return {
            "sources": in_reports.told(
                self.chosen.sources,
                viewer=self.viewer,
                on=self.on,
                recommendation_pks=self.chosen.recommendations,
                since=self.chosen.updates_since,
                for_public=self.for_public,
            )
        }

    def _targets(self) -> dict[str, Any]:
        year = self.chosen.targets_year
        if year is None:
            return {}
        return {
            "targets": targets.targets_told(
                year, viewer=self.viewer, for_public=self.for_public
            )
        }

    def _visits(self) -> dict[str, Any]:
        begins_on, ends_on = self.chosen.visits_from, self.chosen.visits_to
        if begins_on is None or ends_on is None:
            return {}
        return {
            "visits": visits.visits_told(
                begins_on, ends_on, viewer=self.viewer, for_public=self.for_public
            )
        }

    def _views(self) -> dict[str, Any]:
        if self.chosen.views_since is None:
            return {}
        return {
            "views": from_young_people.views_told(
                self.chosen.views_of,
                viewer=self.viewer,
                since=self.chosen.views_since,
                on=self.on,
                for_public=self.for_public,
            )
        }

    def _actions(self) -> dict[str, Any]:
        if self.chosen.actions_of is None:
            return {}
        return {
            "actions": actions_asked.actions_told(
                self.chosen.actions_of,
                viewer=self.viewer,
                on=self.on,
                for_public=self.for_public,
            )
        }

    def _seats(self) -> dict[str, Any]:
        body = self.chosen.members_of
        if body is None:
            return {}
        return {
            "seats": bodies.seats_told(
                body, viewer=self.viewer, on=self.on, for_public=self.for_public
            ),
            "body": bodies.get_body(body, viewer=self.viewer).name_on(self.on),
        }


# -- as it is kept ---------------------------------------------------------------------


def kept_from_council(told: FromCouncil, *, viewer: User) -> dict[str, Any]:
    """What the council told, as plain data to keep with a report."""
    require(viewer, Permission.SEE_REPORTS)
    return {name: _plain(value) for name, value in asdict(told).items()}


def kept_figures(
    codes: Collection[str], told: Sequence[Figure], *, viewer: User
) -> list[dict[str, Any]]:
    """These indicators' figures of every year, as a report's readers may see them."""
    require(viewer, Permission.SEE_REPORTS)
    return [
        {
            "code": each.indicator,
            "year": each.year,
            "title": INDICATOR_BY_CODE[each.indicator].title,
            "numerator": each.numerator,
            "denominator": each.denominator,
            "value": each.value,
            "is_hidden": each.is_hidden,
            "is_as_told": each.is_as_told,
            "unavailable": each.unavailable,
            "shown": _in_words(each),
        }
        for each in told
        if each.indicator in codes and not each.by
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


# -- what changed since ----------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class FigureChange:
    """A figure that a report told, and as its readers may see it today.

    `is_few`: it changed by so few young people that the new one is not shown.
    """

    code: str
    title: str
    year: int
    before: str
    now: str
    is_few: bool = False


def changed_figures(
    kept: Sequence[Mapping[str, Any]], *, viewer: User | None
) -> list[FigureChange]:
    """Every kept figure that would be told otherwise today, in the report's order."""
    return [
        change
        for each, figure in _beside_today(kept, viewer)
        if (change := _figure_change(each, figure)) is not None
    ]


def changes_since(
    told: Mapping[str, Any], now: FromCouncil, *, viewer: User, year: int
) -> list[ChangeTold]:
    """What is different from what an earlier report told: figures, then states.

    Of figures, those of a year that both tell of; `year` is the later report's own.
    """
    found = [
        ChangeTold(what=f"{each.title}, {each.year}", before=each.before, now=each.now)
        for each in changed_figures(told.get("figures", ()), viewer=viewer)
        if each.year <= year
    ]
    before = told.get("from_council", {})
    states = dict(_states_kept(before))
    for what, state in _states_now(now):
        if what in states and states[what] != state:
            found.append(ChangeTold(what=what, before=states[what], now=state))
    return found


def _beside_today(
    kept: Sequence[Mapping[str, Any]], viewer: User | None
) -> Iterator[tuple[Mapping[str, Any], Figure | None]]:
    today = {(each.indicator, each.year): each for each in _public_figures(viewer)}
    for each in kept:
        if each["code"] in INDICATOR_BY_CODE:
            yield each, today.get((each["code"], each["year"]))


def _public_figures(viewer: User | None) -> list[Figure]:
    """As the public would be told them today; to the public, as it was told last."""
    if viewer is not None:
        return figures.figures_for_public(viewer=viewer)
    last = figures.told_to_public(viewer=None)
    return [figure for year in last for figure in year.figures]


def _figure_change(kept: Mapping[str, Any], now: Figure | None) -> FigureChange | None:
    if now is None or _is_same(kept, now):
        return None
    is_few = now.is_as_told or _differs_by_few(kept, now)
    return FigureChange(
        code=kept["code"],
        title=kept["title"],
        year=kept["year"],
        before=kept["shown"],
        now=A_FEW if is_few else _in_words(now),
        is_few=is_few,
    )


def _is_same(kept: Mapping[str, Any], now: Figure) -> bool:
    names = (*NUMBERS, "value", "is_hidden", "unavailable", "is_as_told")
    return all(kept[name] == getattr(now, name) for name in names)


def _differs_by_few(kept: Mapping[str, Any], now: Figure) -> bool:
    """Whether both beside each other would tell of 1 to 5 young people.

    A change of either count, or of those in one and not in the other.
    """
    if any(kept[name] is None or getattr(now, name) is None for name in NUMBERS):
        return False
    counted = (now.numerator or 0) - kept["numerator"]
    out_of = (now.denominator or 0) - kept["denominator"]
    return any(
        0 < abs(each) <= LARGEST_HIDDEN for each in (counted, out_of, out_of - counted)
    )


def _in_words(figure: Figure) -> str:
    """ "65.0%, 26 of 40"."""
    indicator = INDICATOR_BY_CODE[figure.indicator]
    counts = out_of(figure, indicator)
    value = shown(figure, indicator)
    return f"{value}, {counts}" if counts else value


def _states_kept(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for source in told.get("sources", ()):
        for each in _with_parts(source["recommendations"]):
            yield _recommendation(source["title"], each["number"]), each["status"]
    for promise in told.get("promises", ()):
        yield _promise(promise["number"]), promise["state"]


def _with_parts(found: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for each in found:
        yield each
        for part in each["parts"]:
            yield {**part, "number": f"{each['number']}{part['number']}"}


def _states_now(told: FromCouncil) -> Iterator[tuple[str, str]]:
    for source in told.sources:
        for each in _all_of(source.recommendations):
            yield _recommendation(source.title, each.number), each.status
    for promise in told.promises:
        yield _promise(promise.number), promise.state


def _all_of(found: Sequence[RecommendationTold]) -> Iterator[RecommendationTold]:
    for each in found:
        yield each
        for part in each.parts:
            yield replace(part, number=f"{each.number}{part.number}")


def _recommendation(source: str, number: str) -> str:
    return f"Recommendation {number} of {source}"


def _promise(number: str) -> str:
    return f"Promise {number}"
