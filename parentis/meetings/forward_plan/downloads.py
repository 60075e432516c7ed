from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from parentis.documents.content import Document, Numbering, Paragraph, Table
from parentis.meetings.forward_plan.queries import ForwardPlanPage


def forward_plan_document(page: ForwardPlanPage, *, at: datetime) -> Document:
    return Document(
        title=f"Forward plan: {page.body_name or 'all bodies'}",
        organisation=settings.COUNCIL_NAME,
        date_text=date_format(timezone.localtime(at).date(), "j F Y"),
        blocks=[
            Table(
                caption=f"{each.month:%B %Y}",
                columns=["What", "When", "Who prepares it", "Notes"],
                rows=[
                    [
                        "\n".join(
                            part
                            for part in (
                                item.title,
                                item.why,
                                "" if page.body else item.body,
                            )
                            if part
                        ),
                        date_format(item.meets_on, "j F Y")
                        if item.meets_on
                        else "No day fixed",
                        item.lead,
                        _notes(
                            ("Key decision", item.is_key_decision),
                            ("Part of it will not be public", item.is_exempt),
                            ("Asked for by young people", item.is_from_young_people),
                        ),
                    ]
                    for item in each.items
                ],
                has_row_headers=True,
            )
            for each in page.months
        ]
        or [Paragraph("Nothing is planned yet.")],
        numbering=Numbering.NONE,
        written_at=at,
    )


def _notes(*notes: tuple[str, bool]) -> str:
    return "\n".join(words for words, is_so in notes if is_so)
