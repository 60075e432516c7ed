"""docs/entitlement.md, made from the rules: who is owed what, by which source."""

from collections.abc import Iterable, Iterator

from parentis.law.amounts import (
    APPRENTICESHIP_BURSARY,
    HIGHER_EDUCATION_BURSARY,
    SETTING_UP_HOME,
    Entitlement,
)
from parentis.law.duties import DUTIES, Duty
from parentis.law.eligibility import RULES, Category
from parentis.law.sources import Source


def handbook() -> str:
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from (
        "# Who is owed what",
        "",
        "`make docs` writes this page from `parentis/law`. What is marked from memory",
        "was written without the document at hand, and nobody has confirmed it yet.",
        "",
        "`parentis eligibility CASES.json` decides any history, and says why.",
        "",
        "## Categories",
        "",
        "The first that applies, in this order, is the category. Days in care count",
        "from a period's first day up to, and not including, its last.",
        "",
    )
    for category, rule in RULES.items():
        yield f"### {rule.name}"
        yield ""
        yield "The young person:"
        yield from (
            f"- {each.text} ({_source(each.source)})" for each in rule.conditions
        )
        yield ""
        yield _owed(category)
        yield ""
    yield from _duties()
    yield from _amounts(
        (SETTING_UP_HOME, HIGHER_EDUCATION_BURSARY, APPRENTICESHIP_BURSARY)
    )


def _owed(category: Category) -> str:
    owed = [
        duty.title for duty in DUTIES if category in duty.owed_to and not duty.waits
    ]
    return f"Owed: {'; '.join(owed)}."


def _duties() -> Iterator[str]:
    yield from (
        "## Duties",
        "",
        "| duty | the council … | until | source |",
        "|---|---|---|---|",
    )
    for duty in DUTIES:
        source = _source(duty.source)
        yield f"| {_title(duty)} | {duty.text} | {duty.until} | {source} |"
    yield ""


def _title(duty: Duty) -> str:
    return f"{duty.title} (switched off)" if duty.waits else duty.title


def _amounts(entitlements: Iterable[Entitlement]) -> Iterator[str]:
    yield from (
        "## Amounts",
        "",
        "| what | from | pounds | source |",
        "|---|---|--:|---|",
    )
    for entitlement in entitlements:
        for amount in entitlement.amounts:
            since = f"{amount.since.day} {amount.since:%B %Y}"
            yield (
                f"| {entitlement.title} | {since} | {amount.pounds:,} |"
                f" {_source(amount.source)} |"
            )


def _source(source: Source) -> str:
    return f"[{source}]({source.url})" if source.url else str(source)
