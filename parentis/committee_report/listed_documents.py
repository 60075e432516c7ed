"""The documents attached to a report, and those it rests on, listed."""

from collections.abc import Sequence

from parentis.committee_report.attached import Listed, all_listed
from parentis.committee_report.head import names_of
from parentis.committee_report.narrative import inline, inlines
from parentis.committee_report.shape import Shape
from parentis.documents.content import Block, Bullets, Paragraph, Run, Table, Text

NONE_LISTED = "None are listed."


def annexes(shape: Shape, attached: Sequence[Listed]) -> list[Block]:
    """What is attached, each with its number and the name of its file."""
    if not attached:
        return []
    return [
        Bullets(
            [
                (Run(f"{name}: ", is_strong=True), *inlines(_with_place(each)))
                for name, each in zip(names_of(shape, attached), attached, strict=True)
            ]
        )
    ]


def relied_on(documents: Sequence[str]) -> list[Block]:
    """A list: "Our children first (published 2006)"."""
    if not documents:
        return [Paragraph(NONE_LISTED, is_numbered=True)]
    return [Bullets([_with_place(each) for each in all_listed(documents)])]


def relied_on_as_table(documents: Sequence[str]) -> list[Block]:
    """Each document with the place where it is kept."""
    if not documents:
        return [Paragraph(NONE_LISTED, is_numbered=True)]
    return [
        Table(
            caption="Source documents and where they are",
            columns=("Source document", "Location"),
            rows=[
                (inline(each.title), inline(each.location))
                for each in all_listed(documents)
            ],
            is_counted=False,
        )
    ]


def _with_place(each: Listed) -> Text:
    if not each.location:
        return inline(each.title)
    return (*inlines(inline(each.title)), " (", *inlines(inline(each.location)), ")")
