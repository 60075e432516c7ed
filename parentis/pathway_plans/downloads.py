"""A pathway plan on paper, for the young person: their words first, in big type.

No confidential address is in it, even where somebody typed one into the plan.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from parentis.documents.content import (
    Block,
    Bullets,
    Document,
    Heading,
    Numbering,
    Paragraph,
    Run,
    Table,
    Text,
)
from parentis.documents.pdf import to_pdf
from parentis.documents.word import to_docx
from parentis.pathway_plans.choices import Agreement, Owner
from parentis.pathway_plans.models import Action, Plan
from parentis.pathway_plans.queries import Chapter, PlanPage

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
WRITERS: dict[str, Callable[[Document], bytes]] = {"docx": to_docx, "pdf": to_pdf}
HIDDEN = "[an address that is kept private]"
NOT_WRITTEN = "Nothing is written here yet."


def plan_document(page: PlanPage, plan: Plan) -> Document:
    """The plan as the young person reads it. Goes out as .docx, as PDF, on screen."""
    name = page.young_person.given_name
    return Document(
        title=_without(f"{page.young_person}: my pathway plan", page),
        subtitle=_subtitle(plan),
        marking="" if plan.is_approved else "Not approved yet",
        head=list(_head(page, plan)),
        blocks=[
            *_interests(page, plan, name),
            *(block for each in page.chapters for block in _chapter(each, page, name)),
            Heading("Who does what"),
            *_actions(page, name),
            *_agreement(page, plan, name),
            Heading("If you want to change something"),
            Paragraph(
                "This is your plan. You can ask for it to be looked at again at any"
                " time. If you do not agree with it, say so: your adviser writes it"
                " down, and can find somebody independent (an advocate) to speak up"
                " for you."
            ),
        ],
        numbering=Numbering.NONE,
        is_large=True,
        written_at=plan.approved_at or plan.changed_at,
    )


def plan_file(page: PlanPage, plan: Plan, form: str) -> bytes:
    """`form` is one of CONTENT_TYPES."""
    return WRITERS[form](plan_document(page, plan))


def _subtitle(plan: Plan) -> str:
    what = "review" if plan.is_review else "first plan"
    made = f", {in_words(plan.made_on)}" if plan.made_on else ""
    return f"Plan {plan.number} ({what}){made}"


def _head(page: PlanPage, plan: Plan) -> Iterator[tuple[str, Text]]:
    if plan.assessed_on:
        yield "What I need was looked at on", in_words(plan.assessed_on)
    if plan.who_took_part:
        yield "Who took part", _without(plan.who_took_part, page)
    if plan.approved_at and plan.approved_by:
        yield "Approved by", f"{plan.approved_by.name}, {in_words(plan.approved_at)}"
    if page.days.next_review_on and plan.is_approved:
        yield "We look at it again by", in_words(page.days.next_review_on)


def _interests(page: PlanPage, plan: Plan, name: str) -> Iterator[Block]:
    chosen, own_words = plan.chosen_interests, plan.interests_in_their_words
    if page.interests and not (plan.waits or plan.is_approved):
        chosen, own_words = page.interests.labels, page.interests.in_their_words
    if not chosen and not own_words:
        return
    yield Heading(f"What {name} wants to do")
    if own_words:
        yield Paragraph(_without(f"“{own_words.strip()}”", page))
    if chosen:
        yield Bullets(chosen)


def _chapter(chapter: Chapter, page: PlanPage, name: str) -> Iterator[Block]:
    section = chapter.section
    yield Heading(section.title)
    for title, text in (
        (f"What {name} says", section.their_view),
        ("What the adviser says", section.advisers_view),
        ("What is needed", section.need),
        ("What we want to reach", section.goals),
    ):
        yield Heading(title, level=2)
        yield Paragraph(_without(text.strip(), page) or NOT_WRITTEN)


def _actions(page: PlanPage, name: str) -> Iterator[Block]:
    """A table for each who has something to do, the young person's first."""
    by_owner: dict[str, list[Action]] = defaultdict(list)
    for chapter in page.chapters:
        for action in chapter.actions:
            by_owner[owner_of(action, name)].append(action)
    if not by_owner:
        yield Paragraph("There is nothing to do at the moment.")
    for owner in sorted(by_owner, key=lambda owner: _rank(owner, name)):
        yield _table(owner, by_owner[owner], page)


def owner_of(action: Action, name: str) -> str:
    if action.owner == Owner.YOUNG_PERSON:
        return name
    return action.owner_name or f"{name}’s adviser"


def _rank(owner: str, name: str) -> tuple[int, str]:
    first = {name: 0, f"{name}’s adviser": 1}
    return first.get(owner, 2), owner.lower()


def _table(owner: str, actions: Sequence[Action], page: PlanPage) -> Table:
    in_order = sorted(actions, key=lambda each: (each.due_on, each.pk))
    return Table(
        caption=f"What {_without(owner, page)} does",
        columns=["What", "By when", "How it went"],
        rows=[
            [
                _without(each.what, page),
                in_words(each.due_on),
                _how_it_went(each, page),
            ]
            for each in in_order
        ],
    )


def _how_it_went(action: Action, page: PlanPage) -> str:
    went = str(action.get_progress_display())
    if action.finished_on:
        went = f"{went}, {in_words(action.finished_on)}"
    note = _without(action.note.strip(), page)
    return f"{went}. {note}" if note else went


def _agreement(page: PlanPage, plan: Plan, name: str) -> Iterator[Block]:
    yield Heading(f"Does {name} agree?")
    said = str(Agreement(plan.agreement).label)
    when = f", {in_words(plan.answered_on)}" if plan.answered_on else ""
    yield Paragraph((Run(f"{said}{when}.", is_strong=True),))
    if plan.agreement_in_their_words:
        own = _without(plan.agreement_in_their_words.strip(), page)
        yield Paragraph(f"“{own}”")


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _without(text: str, page: PlanPage) -> str:
    """Without any part of a confidential address, however it is spaced and cased."""
    for part in sorted(page.hides, key=len, reverse=True):
        spaced = r"\s*".join(re.escape(letter) for letter in re.sub(r"\s+", "", part))
        text = re.sub(rf"(?<!\w){spaced}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
    return text
