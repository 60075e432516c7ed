from parentis.meetings.choices import InterestKind
from parentis.recorded.forms import (
    EVERYBODY_READS_IT,
    EntryForm,
    radios,
    select,
    tick,
    words,
)


class DeclarationForm(EntryForm):
    membership_id = select("Who declares it?", missing="Choose who declares it")
    item_id = select("In which item?")
    kind = radios(
        "What kind of interest is it?",
        InterestKind.choices,
        missing="Choose what kind of interest it is",
        hint="Localism Act 2011 (from memory, not yet confirmed)",
    )
    words = words(
        "What is the interest?", hint=EVERYBODY_READS_IT, missing="Write what it is"
    )
    has_left = tick("They left while the item was discussed")
