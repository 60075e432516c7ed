from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.meetings.choices import DecisionKind
from parentis.meetings.models import Decision


@dataclass(frozen=True, kw_only=True)
class DecisionShown:
    pk: int
    kind: str
    words: str
    is_key: bool
    votes: str

    @classmethod
    def of(cls, decision: Decision) -> "DecisionShown":
        return cls(
            pk=decision.pk,
            kind=DecisionKind(decision.kind).label,
            words=decision.words,
            is_key=decision.is_key,
            votes=decision.votes,
        )


def get_decision(pk: int, *, viewer: User) -> Decision:
    require(viewer, Permission.RUN_MEETINGS)
    found = Decision.objects.filter(struck_out_at=None, item__struck_out_at=None)
    return get_object_or_404(found.select_related("item__meeting__body"), pk=pk)
