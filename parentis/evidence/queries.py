"""Evidence as it reads: what it is, and for a figure the day it was set beside today.

Figures are what the public may read, whoever asks: evidence is told in public.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.text import Truncator

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.evidence.choices import Direction, EvidenceKind
from parentis.evidence.models import Evidence
from parentis.figures import queries as figures
from parentis.indicators import INDICATOR_BY_CODE, INDICATORS
from parentis.indicators.indicator import Figure, Indicator
from parentis.indicators.wording import as_published, shown, written
from parentis.meetings.actions_asked import queries as actions_asked

if TYPE_CHECKING:
    from parentis.meetings.actions_asked.queries import ActionShown
    from parentis.meetings.models import Action

EXACT_TO = 1
A_DOCUMENT = "A document that the council keeps"


@dataclass(frozen=True, kw_only=True)
class EvidenceShown:
    """One piece of evidence in writing. `link` leads staff to the thing itself.

    `then` and `now` are the figure on the day it was set, where it may be told, and
    today; `was_met` and
    `is_met` whether its target was, None where the figure is hidden or not held.
    """

    kind: EvidenceKind
    headline: str
    words: str = ""
    link: str = ""
    has_file: bool = False
    then: str = ""
    now: str = ""
    was_met: bool | None = None
    is_met: bool | None = None

    @property
    def met_in_words(self) -> str:
        if not self.now:
            return ""
        if self.is_met is None:
            return "Whether the target is met cannot be told"
        return "The target is met" if self.is_met else "The target is not met"

    @property
    def lines(self) -> list[str]:
        """For a report: what it is, then what it shows."""
        is_other = self.then and self.then != self.now
        figure = f"{self.then} then, {self.now} now" if is_other else self.now
        figure = f"{figure}. {self.met_in_words}."
        said = self.words if self.words != self.headline else ""
        return list(filter(None, [self.headline, figure if self.now else "", said]))


def figure_now(
    indicator: str, *, viewer: User | None, year: int | None = None
) -> Figure | None:
    """A figure as the public may read it: of a year, or of the latest there is."""
    found = figures_now([indicator], viewer=viewer, year=year)
    return found.get(indicator)


def figures_now(
    indicators: Collection[str],
    *,
    viewer: User | None,
    year: int | None = None,
    for_public: bool = False,
) -> dict[str, Figure]:
    """The latest of each, asked for at once. The public reads what it was told last.

    Staff read the same, and of a year that was not told yet what is computed, hidden as
    for the public. `for_public`: as the public would be told it today, which takes
    longer to say.
    """
    if not indicators:
        return {}
    if viewer is not None and for_public:
        every = figures.figures_for_public(viewer=viewer)
    else:
        computed = (
            figures.figures_of_all_years(viewer=viewer, for_public=True)
            if viewer is not None
            else []
        )
        told = figures.told_to_public(viewer=None)
        every = [*computed, *(figure for each in told for figure in each.figures)]
    found: dict[str, Figure] = {}
    # Of one year, what was told comes after what is computed, and holds.
    for each in sorted(every, key=lambda each: each.year):
        if each.indicator in indicators and year in (None, each.year):
            found[each.indicator] = each
    return found


def evidence_shown(
    rows: Sequence[Evidence], *, viewer: User | None, for_public: bool = False
) -> dict[int, EvidenceShown]:
    """Each piece by its number. Read `action__item__meeting__body` along with them."""
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    codes = {each.indicator for each in rows if each.indicator}
    now = figures_now(codes, viewer=viewer, for_public=for_public)
    is_public = for_public or viewer is None
    return {each.pk: _shown(each, now, is_public=is_public) for each in rows}


def _shown(
    evidence: Evidence, now: dict[str, Figure], *, is_public: bool
) -> EvidenceShown:
    kind = EvidenceKind(evidence.kind)
    if kind is EvidenceKind.INDICATOR:
        of_today = now.get(evidence.indicator)
        then = _then(evidence, of_today, is_public=is_public)
        return _of_figure(evidence, then, of_today)
    if kind is EvidenceKind.ACTION and evidence.action is not None:
        action = evidence.action
        is_open = not is_public or _is_open(action)
        return EvidenceShown(
            kind=kind,
            headline=_done(action, is_open=is_open),
            words=evidence.words,
            link="" if is_public else action.get_absolute_url(),
        )
    if kind is EvidenceKind.FILE:
        named = A_DOCUMENT if is_public else f"Document: {evidence.file_name}"
        return EvidenceShown(
            kind=kind, headline=named, words=evidence.words, has_file=not is_public
        )
    return EvidenceShown(kind=kind, headline=evidence.words, words=evidence.words)


def _is_open(action: "Action") -> bool:
    """Whether everybody may read what a meeting asked for."""
    item = action.item
    return not item.is_exempt and item.meeting.body.is_open_to_public


def _done(action: "Action", *, is_open: bool) -> str:
    on = date_format(action.done_on, "j F Y") if action.done_on else "a day not told"
    if not is_open:
        return f"An action that a meeting asked for, done on {on}"
    return f"Done on {on}: {action.words}"


def _then(evidence: Evidence, now: Figure | None, *, is_public: bool) -> Figure | None:
    """The figure on the day it was set; for the public, what it had been told of it.

    Corrected since, and never told: it is not shown beside the other of the same year,
    or the difference would tell of few young people.
    """
    if evidence.year_then is None or (is_public and not evidence.was_told_then):
        return None
    then = Figure(
        indicator=evidence.indicator,
        council="",
        year=evidence.year_then,
        value=evidence.value_then,
        is_hidden=evidence.is_hidden_then,
    )
    is_corrected = now is not None and now.year == then.year and now.value != then.value
    return None if is_corrected and not evidence.was_told_then else then


def _of_figure(
    evidence: Evidence, then: Figure | None, now: Figure | None
) -> EvidenceShown:
    indicator = INDICATOR_BY_CODE.get(evidence.indicator)
    if indicator is None or evidence.target is None:
        return EvidenceShown(
            kind=EvidenceKind.INDICATOR,
            headline="A figure that is not counted any more",
            words=evidence.words,
        )
    at = Direction(evidence.direction).label.lower()
    return EvidenceShown(
        kind=EvidenceKind.INDICATOR,
        headline=(
            f"{indicator.title}: {at} {as_published(indicator, evidence.target)}"
        ),
        words=evidence.words,
        then=_in_words(then, indicator) if then else "",
        now=_in_words(now, indicator),
        was_met=_is_met(then, indicator, evidence),
        is_met=_is_met(now, indicator, evidence),
    )


def _in_words(figure: Figure | None, indicator: Indicator) -> str:
    said = shown(figure, indicator, decimals=EXACT_TO)
    return f"{said} ({figure.year})" if figure else said


def _is_met(
    figure: Figure | None, indicator: Indicator, evidence: Evidence
) -> bool | None:
    """As a reader with the printed figure would say."""
    if figure is None or figure.value is None or evidence.target is None:
        return None
    printed = written(indicator, figure.value, decimals=EXACT_TO)
    value = float(printed.rstrip("%").replace(",", ""))
    if evidence.direction == Direction.AT_LEAST:
        return value >= evidence.target
    return value <= evidence.target


def indicator_choices(*, viewer: User) -> list[tuple[str, str]]:
    """Figures that evidence may rest on: those a scorecard shows first."""
    require(viewer, Permission.SEE_FIGURES)
    return [(each.code, each.title) for each in INDICATORS if each.is_main]


def action_choices(*, viewer: User, on: date) -> list[tuple[int, str]]:
    """What meetings asked for and is done, the latest first."""
    require(viewer, Permission.SEE_COUNCIL)
    found: list[ActionShown] = []
    for number in range(1, PAGES_TO_CHOOSE + 1):
        of_page = actions_asked.actions_page(
            viewer=viewer, on=on, show="done", page=number
        )
        found += of_page.actions
        if not of_page.page.has_next():
            break
    return [(each.pk, _named(each)) for each in found]


PAGES_TO_CHOOSE = 4
LONGEST_NAME = 120


def _named(action: "ActionShown") -> str:
    on = date_format(action.done_on, "j M Y") if action.done_on else ""
    return f"{on}: {Truncator(action.words).chars(LONGEST_NAME)}"
