"""Sources as a report sets them out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Q

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.from_council import (
    RecommendationTold,
    SourceTold,
    UpdateTold,
)
from parentis.recommendations.choices import Answer
from parentis.recommendations.models import (
    Recommendation,
    Source,
)
from parentis.recommendations.queries import Line
from parentis.recommendations.story.queries import Told, stories


def told(
    source_pks: Collection[int],
    *,
    viewer: User | None,
    on: date,
    recommendation_pks: Collection[int] = (),
    since: date | None = None,
    for_public: bool = False,
) -> list[SourceTold]:
    """These sources as a report sets them out, in the order they are asked for.

    `recommendation_pks` chooses among their recommendations; with no source named, they
    bring their sources along. `since`: updates of that day and later alone.
    """
    if viewer is not None:
        require(viewer, Permission.SEE_COUNCIL)
    is_public = for_public or viewer is None
    asked = Recommendation.objects.open_to(is_public=is_public)
    if source_pks:
        asked = asked.filter(source__in=source_pks)
    if recommendation_pks:
        chosen = Q(pk__in=recommendation_pks)
        asked = asked.filter(
            chosen
            | Q(whole__in=recommendation_pks)
            | Q(pk__in=asked.filter(chosen).values("whole"))
        )
    elif not source_pks:
        return []
    lines = Line.of_each(asked, on, is_public=is_public)
    groups = [[line.recommendation] for line in lines]
    groups += [[part.recommendation] for line in lines for part in line.parts]
    told_of = stories(groups, viewer=viewer, is_public=is_public, since=since)
    story_of = {
        group[0].pk: story for group, story in zip(groups, told_of, strict=True)
    }
    by_source: dict[Source, list[RecommendationTold]] = {}
    for line in lines:
        of_source = by_source.setdefault(line.recommendation.source, [])
        of_source.append(_told(line, story_of))
    order = list(source_pks) or [each.pk for each in by_source]
    return [
        SourceTold(
            title=source.title,
            made_by=source.made_by,
            made_on=source.made_on,
            recommendations=recommendations,
        )
        for source, recommendations in sorted(
            by_source.items(), key=lambda each: order.index(each[0].pk)
        )
    ]


def _told(line: Line, story_of: Mapping[int, Sequence[Told]]) -> RecommendationTold:
    asked = line.recommendation
    return RecommendationTold(
        number=asked.number,
        text=asked.text,
        theme=asked.theme,
        addressed_to=asked.addressed_to,
        answer=_answer(asked),
        owner=asked.owner,
        due_on=asked.due_on,
        status=line.status_words if line.status else "",
        updates=[_update_told(each) for each in story_of.get(asked.pk, ())],
        parts=[_told(part, story_of) for part in line.parts],
    )


def _answer(asked: Recommendation) -> str:
    if asked.answer == Answer.WAITING:
        return ""
    answer = asked.get_answer_display()
    return f"{answer}: {asked.why_answer}" if asked.why_answer else answer


def _update_told(moment: Told) -> UpdateTold:
    status = moment.statuses[-1] if moment.statuses else None
    return UpdateTold(
        on=moment.on,
        words=moment.update.words if moment.update else "",
        told_to=moment.update.whom if moment.update else "",
        status=status.words if status else "",
        set_by=status.set.set_by if status else "",
        evidence=status.evidence.lines if status else (),
        also=[each.full_number for each in moment.also],
    )
