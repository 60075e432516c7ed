"""Every part of a record, in the order of its contents."""

from parentis.activities import parts as activities
from parentis.entries.parts import Part
from parentis.homes import parts as homes
from parentis.personal_details import parts as personal_details

PARTS: tuple[Part, ...] = (
    *personal_details.PARTS,
    *homes.PARTS,
    *activities.PARTS,
)
BY_SLUG = {part.slug: part for part in PARTS}
