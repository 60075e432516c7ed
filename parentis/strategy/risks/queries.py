from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.from_council import RiskTold
from parentis.strategy.choices import Impact, Level, Likelihood, level_of
from parentis.strategy.models import Risk, RiskReview
from parentis.strategy.queries import is_for_everybody, may_tell

HEADINGS_OF_RISKS = ("Risk", "Score", "Whose", "Last review", "Next review")


def risks_told(
    *, viewer: User | None, on: date, for_public: bool = False
) -> list[RiskTold]:
    """The worst first. For the public only those that may stand in a public report."""
    is_public = is_for_everybody(viewer, for_public=for_public)
    risks = Risk.objects.open().worst_first()
    if is_public:
        risks = risks.filter(is_public=True)
    return [
        RiskTold(
            title=each.title,
            effect=each.effect,
            mitigation=each.mitigation,
            owner=each.owner,
            score=each.score,
        )
        for each in risks
    ]


@dataclass(frozen=True, kw_only=True)
class RiskCell:
    """One place of the matrix: how its score is called, and which risks are there."""

    score: int
    risks: Sequence[Risk]

    @property
    def level(self) -> Level:
        return level_of(self.score)

    @property
    def words(self) -> str:
        return f"{self.level.word} {self.score}"


@dataclass(frozen=True, kw_only=True)
class RisksPage:
    """Risks that are open, the worst first; where each stands; and those closed."""

    risks: Sequence[Risk]
    closed: Sequence[Risk]
    on: date
    may_keep: bool
    headings = HEADINGS_OF_RISKS

    @property
    def rows(self) -> list[list[object]]:
        return [
            [
                {"text": each.title, "link": each.get_absolute_url()},
                {
                    "text": f"{each.level.word} ({each.score})",
                    "tag": each.level.colour,
                },
                each.owner,
                date_format(each.reviewed_on, "j F Y"),
                self._next(each),
            ]
            for each in self.risks
        ]

    def _next(self, risk: Risk) -> object:
        if risk.next_review_on is None:
            return "No day is set"
        day = date_format(risk.next_review_on, "j F Y")
        if risk.is_review_overdue(self.on):
            return {"text": f"Overdue since {day}", "tag": "red"}
        return day

    @property
    def matrix(self) -> list[tuple[str, list[RiskCell]]]:
        """The most likely on top. Across, what would matter least comes first."""
        return [
            (
                likelihood.label,
                [
                    RiskCell(
                        score=likelihood * impact,
                        risks=[
                            each
                            for each in self.risks
                            if (each.likelihood, each.impact) == (likelihood, impact)
                        ],
                    )
                    for impact in Impact
                ],
            )
            for likelihood in reversed(Likelihood)
        ]

    @property
    def impacts(self) -> list[str]:
        return list(Impact.labels)


@dataclass(frozen=True, kw_only=True)
class RiskPage:
    risk: Risk
    reviews: Sequence[RiskReview]
    struck_out: Sequence[RiskReview]
    is_review_overdue: bool
    may_keep: bool
    may_review: bool


def risks_page(*, viewer: User, on: date) -> RisksPage:
    require(viewer, Permission.SEE_COUNCIL)
    closed = Risk.objects.standing().filter(closed_on__isnull=False)
    return RisksPage(
        risks=list(Risk.objects.open().worst_first()),
        closed=list(closed.order_by("-closed_on", "pk")),
        on=on,
        may_keep=viewer.may(Permission.KEEP_PROMISES),
    )


def risk_page(pk: int, *, viewer: User, on: date) -> RiskPage:
    risk = get_risk(pk, viewer=viewer)
    reviews = list(risk.reviews.select_related("recorded_by", "struck_out_by"))
    return RiskPage(
        risk=risk,
        reviews=[each for each in reviews if not each.is_struck_out],
        struck_out=[each for each in reviews if each.is_struck_out],
        is_review_overdue=risk.is_review_overdue(on),
        may_keep=viewer.may(Permission.KEEP_PROMISES),
        may_review=risk.closed_on is None and may_tell(risk, viewer=viewer),
    )


def get_risk(pk: int, *, viewer: User) -> Risk:
    require(viewer, Permission.SEE_COUNCIL)
    found = Risk.objects.standing().select_related("owner_user")
    return get_object_or_404(found, pk=pk)


def own_risk(pk: int, *, viewer: User) -> Risk:
    """A risk that the viewer may review. Others are refused."""
    risk = get_risk(pk, viewer=viewer)
    if not may_tell(risk, viewer=viewer):
        raise PermissionDenied("Only whose risk it is reviews it.")
    return risk


def get_review(pk: int, *, viewer: User) -> RiskReview:
    require(viewer, Permission.SEE_COUNCIL)
    stands = RiskReview.objects.filter(struck_out_at__isnull=True)
    of = stands.filter(risk__struck_out_at__isnull=True)
    return get_object_or_404(of.select_related("risk"), pk=pk)
