"""What the pages of a record read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.entries import queries as entries
from parentis.entries.models import Entry
from parentis.entries.parts import Part

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson


@dataclass(frozen=True, kw_only=True)
class PartPage:
    """One part of a record: its entries, and whether the viewer may add to it."""

    part: Part
    young_person: "YoungPerson"
    standing: Sequence[Entry]
    struck_out: Sequence[Entry]
    may_change: bool


def part_page(part: Part, young_person: "YoungPerson", *, viewer: User) -> PartPage:
    require(viewer, part.see)
    found = entries.entries(part.model, young_person, viewer=viewer, needs=part.see)
    return PartPage(
        part=part,
        young_person=young_person,
        standing=[entry for entry in found if not entry.is_struck_out],
        struck_out=[entry for entry in found if entry.is_struck_out],
        may_change=viewer.may(part.change),
    )
