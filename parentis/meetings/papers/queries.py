from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.urls import reverse

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.meetings.choices import FileForm, marking, paragraph_in_full
from parentis.meetings.models import AgendaItem, Paper
from parentis.meetings.queries import Reader


@dataclass(frozen=True, kw_only=True)
class PaperShown:
    """A paper under an item. `address` leads to it; a file without one has its pk."""

    pk: int
    title: str
    address: str
    form: str
    size: int
    is_exempt: bool
    paragraph: str = ""

    @classmethod
    def of(cls, paper: Paper, item: AgendaItem, reader: Reader) -> "PaperShown":
        ours = paper.address or reverse("meetings:paper", args=[paper.pk])
        form = FileForm(paper.file_form).label if paper.file_form else ""
        return cls(
            pk=paper.pk,
            title=paper.title,
            address=ours if reader.viewer else paper.public_address,
            form=form,
            size=paper.size,
            is_exempt=paper.is_exempt,
            paragraph=paragraph_in_full(paper.paragraph or item.paragraph),
        )

    @property
    def marking(self) -> str:
        return marking(self.paragraph) if self.is_exempt else ""

    @property
    def is_file(self) -> bool:
        return bool(self.form)


def get_paper(pk: int, *, viewer: User) -> Paper:
    require(viewer, Permission.SEE_COUNCIL)
    found = Paper.objects.standing().filter(
        item__struck_out_at__isnull=True, item__meeting__struck_out_at__isnull=True
    )
    if not viewer.may(Permission.SEE_EXEMPT):
        found = found.filter(is_exempt=False, item__is_exempt=False)
    return get_object_or_404(found.select_related("item__meeting__body"), pk=pk)


def public_paper(pk: int, *, viewer: User | None = None) -> Paper:
    """A file of an open item, once the agenda is out. `downloads.paper_download`."""
    return get_object_or_404(Paper.objects.public().exclude(file_form=""), pk=pk)
