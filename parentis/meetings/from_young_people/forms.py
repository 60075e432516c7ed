from parentis.recorded.forms import (
    EVERYBODY_READS_IT,
    EntryForm,
    day,
    line,
    select,
    words,
)


class FromYoungPeopleForm(EntryForm):
    asked_of_id = select("Whom do they ask?", missing="Choose whom they ask")
    said_by = line(
        "Which group asks?",
        hint="A group, such as the children in care council. Name no young person.",
        missing="Write which group asks",
    )
    words = words(
        "What do they want us to talk about?",
        hint=f"In their own words. {EVERYBODY_READS_IT}",
        missing="Write what they want us to talk about",
    )
    said_on = day("When did they say so?", missing="Enter when they said so")


class AnswerForm(EntryForm):
    answer = words(
        "What is our answer?",
        hint=f"Write it as you would say it to them. {EVERYBODY_READS_IT}",
        missing="Write our answer",
        rows=6,
    )
    answered_on = day("When was it answered?", missing="Enter when it was answered")


class ToldForm(EntryForm):
    told_on = day(
        "On which day did the answer go back to them?",
        missing="Enter the day the answer went back to them",
    )
    how_told = line(
        "How were they told?",
        hint="Such as: the chair came to their meeting",
        missing="Write how they were told",
    )
