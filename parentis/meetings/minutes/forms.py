from parentis.design.forms import GovukForm
from parentis.meetings.choices import DecisionKind
from parentis.recorded.forms import (
    EVERYBODY_READS_IT,
    EntryForm,
    day,
    optional_line,
    radios,
    tick,
    words,
)


class MinuteForm(EntryForm):
    minute = words(
        "What was said on this item?",
        hint=(
            f"{EVERYBODY_READS_IT} On an item that is not open to the public, only"
            " those who may read the item read this."
        ),
        rows=12,
    )


class MinutesForm(EntryForm):
    minutes = words(
        "What else was said, and when it ended",
        hint=(
            f"{EVERYBODY_READS_IT} What was said on one item is written under the item."
        ),
        rows=12,
    )


class DecisionForm(EntryForm):
    kind = radios(
        "What kind of decision is it?",
        DecisionKind.choices,
        missing="Choose what kind of decision it is",
    )
    words = words(
        "What was decided?",
        hint=f"Such as: That the report be noted. {EVERYBODY_READS_IT}",
        missing="Write what was decided",
    )
    votes = optional_line("How did members vote?", hint="Such as: 6 for, 2 against")
    is_key = tick(
        "It is a key decision",
        hint="One that spends or saves much, or touches many people.",
    )


class ApproveMinutesForm(GovukForm):
    approved_on = day(
        "On which day were the minutes approved?",
        hint="Mostly the day of the next meeting. For example, 27 3 2026",
        missing="Enter the day on which the minutes were approved",
    )
