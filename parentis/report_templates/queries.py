"""Which templates of committee reports there are, and what one is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.shape import (
    FILLED_LINES,
    Entry,
    Part,
    Section,
    Shape,
)
from parentis.committee_report.shape_data import shape_from_data
from parentis.committee_report.shapes import SHAPE_BY_CODE, SHAPES
from parentis.documents.content import Numbering
from parentis.report_templates.models import Template


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A template somebody can choose: one that Parentis brings, or the council's own.

    `template` is the council's own, where it is one.
    """

    code: str
    shape: Shape
    template: Template | None = None

    @property
    def name(self) -> str:
        return self.template.name if self.template else self.shape.name

    @property
    def description(self) -> str:
        return self.shape.description


@dataclass(frozen=True, kw_only=True)
class TemplatesPage:
    built_in: Sequence[Layout]
    own: Sequence[Layout]
    struck_out: Sequence[Template]


@dataclass(frozen=True, kw_only=True)
class TemplatePage:
    """One template of the council's own, and the lines and sections it is made of."""

    template: Template
    shape: Shape

    @property
    def numbering(self) -> str:
        return NUMBERINGS[self.shape.numbering.name]

    @property
    def lines(self) -> list[tuple[Entry, bool]]:
        """Each line of the head, and whether the report fills it by itself."""
        return [(each, each.code in FILLED_LINES) for each in self.shape.head]

    @property
    def sections(self) -> list[tuple[Section, list[str]]]:
        """Each section, and what stands in it besides an officer's words."""
        return [
            (each, [part.value for part in each.parts if part is not Part.WORDS])
            for each in self.shape.sections
        ]


NUMBERINGS = {
    Numbering.NONE.name: "Nothing is numbered",
    Numbering.PLAIN.name: "Paragraphs from first to last: 1, 2, 3",
    Numbering.SECTIONS.name: "Sections 1, 2 and in each its paragraphs: 1.1, 1.2",
    Numbering.SUBHEADINGS.name: "Sections 1, 2 and in each its sub-headings: 1.1, 1.2",
    Numbering.DEEP.name: "Sections, sub-headings and paragraphs: 1, 1.1, 1.1.1",
}


def templates_page(*, viewer: User) -> TemplatesPage:
    require(viewer, Permission.EDIT_TEMPLATES)
    struck_out = Template.objects.filter(struck_out_at__isnull=False)
    return TemplatesPage(
        built_in=_built_in(),
        own=_own(),
        struck_out=list(struck_out.select_related("struck_out_by").in_order_of_name()),
    )


def layouts(*, viewer: User) -> list[Layout]:
    """All that a report can begin from: Parentis' own first."""
    require(viewer, Permission.WRITE_REPORTS)
    return [*_built_in(), *_own()]


def layout(code: str, *, viewer: User) -> Layout | None:
    """The template of this code as it is today, or None where there is none now."""
    require(viewer, Permission.SEE_REPORTS)
    if code in SHAPE_BY_CODE:
        return Layout(code=code, shape=SHAPE_BY_CODE[code])
    number = code.removeprefix("council-")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    found = Template.objects.standing().filter(pk=int(number)).first()
    return _of(found) if found else None


def get_template(pk: int, *, viewer: User) -> Template:
    require(viewer, Permission.EDIT_TEMPLATES)
    return get_object_or_404(Template.objects.standing(), pk=pk)


def template_page(pk: int, *, viewer: User) -> TemplatePage:
    template = get_template(pk, viewer=viewer)
    return TemplatePage(template=template, shape=shape_from_data(template.layout))


def get_line(page: TemplatePage, code: str, *, viewer: User) -> Entry:
    require(viewer, Permission.EDIT_TEMPLATES)
    for each in page.shape.head:
        if each.code == code:
            return each
    raise Http404("This template has no such line.")


def get_section(page: TemplatePage, code: str, *, viewer: User) -> Section:
    require(viewer, Permission.EDIT_TEMPLATES)
    for each in page.shape.sections:
        if each.code == code:
            return each
    raise Http404("This template has no such section.")


def _built_in() -> list[Layout]:
    return [Layout(code=each.code, shape=each) for each in SHAPES]


def _own() -> list[Layout]:
    return [_of(each) for each in Template.objects.standing().in_order_of_name()]


def _of(template: Template) -> Layout:
    return Layout(
        code=template.code, shape=shape_from_data(template.layout), template=template
    )
