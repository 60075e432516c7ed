from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.bodies.choices import SeatKind
from parentis.meetings.choices import InterestKind
from parentis.meetings.models import Declaration, Meeting
from parentis.meetings.queries import Reader


@dataclass(frozen=True, kw_only=True)
class DeclarationShown:
    pk: int
    who: str
    kind: str
    words: str
    has_left: bool
    item: str = ""

    @classmethod
    def of(
        cls, declared: Declaration, reader: Reader, *, item: str = ""
    ) -> "DeclarationShown":
        return cls(
            pk=declared.pk,
            who=reader.name(declared.membership),
            kind=InterestKind(declared.kind).label,
            words=declared.words,
            has_left=declared.has_left,
            item=item,
        )

    @classmethod
    def all_of(
        cls, meeting: Meeting, reader: Reader, *, items: Mapping[int, str]
    ) -> list["DeclarationShown"]:
        """Those its reader may see, each with its item's title, out of `items`."""
        declared = cls.rows().filter(meeting=meeting)
        return [
            cls.of(each, reader, item=items.get(each.item_id or 0, ""))
            for each in declared
            if each.item_id is None or each.item_id in items
            if cls.may_be_told(each, reader)
        ]

    @staticmethod
    def rows() -> QuerySet[Declaration]:
        """In the order written down, each with who declared it."""
        found = Declaration.objects.filter(struck_out_at=None).order_by("pk")
        return found.select_related("membership__councillor")

    @staticmethod
    def may_be_told(declared: Declaration, reader: Reader) -> bool:
        """Of a young person only to who counts them."""
        is_young_person = declared.membership.seat == SeatKind.YOUNG_PERSON
        return reader.counts_young_people or not is_young_person


def get_declaration(pk: int, *, viewer: User) -> Declaration:
    require(viewer, Permission.RUN_MEETINGS)
    found = DeclarationShown.rows().filter(meeting__struck_out_at=None)
    return get_object_or_404(found.select_related("meeting__body"), pk=pk)
