from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from parentis.recommendations import queries as recommendations
from parentis.recorded.forms import EVERYBODY_READS_IT, SheetForm, day, line, select
from parentis.recorded.forms import words as several_lines
from parentis.strategy.queries import owner_choices, priority_choices, strategy_choices

if TYPE_CHECKING:
    from parentis.accounts.models import User
    from parentis.strategy.models import ActionPlan

LONGEST_TITLE = 200


class PlanForm(SheetForm):
    title = line("What is it called?", missing="Write what it is called")
    what_for = several_lines("What is it for?", hint=EVERYBODY_READS_IT)
    strategy_id = select(
        "Which strategy does it carry out?", hint="Its steps lead to the priorities"
    )
    source_address = forms.ChoiceField(
        label="Whose recommendations does it answer?",
        help_text="If it answers an inspection or another report",
        required=False,
    )

    def fit(self, to: Any, *, viewer: "User") -> None:
        of_strategies = strategy_choices(viewer=viewer)
        self.offer("strategy_id", list(of_strategies), none="None")
        found = recommendations.sources(viewer=viewer, on=self.on)
        self.sources = {
            each.source.get_absolute_url(): str(each.source) for each in found
        }
        kept = self.initial.get("source_address")
        if kept and kept not in self.sources:
            self.sources[kept] = self.initial["source_title"]
        self.offer("source_address", list(self.sources.items()), none="None")

    def answers(self) -> dict[str, Any]:
        answers = super().answers()
        title = self.sources.get(answers["source_address"], "")
        return answers | {"source_title": title[:LONGEST_TITLE]}


class MilestoneForm(SheetForm):
    words = forms.CharField(
        label="What is to be done?",
        help_text=EVERYBODY_READS_IT,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Write what is to be done",
            "max_length": "Write what is to be done in 500 letters or fewer",
        },
    )
    priority_id = select("Which priority does it lead to?")
    owner = line(
        "Whose is it?",
        hint="A post, such as Head of Fostering",
        missing="Write whose it is",
    )
    owner_user_id = select(
        "Who is told when it is overdue?", hint="They may tell how far it has come"
    )
    due_on = day("By when?", missing="Enter by when it is to be done")

    def fit(self, to: Any, *, viewer: "User") -> None:
        """`to` is the plan, or a step that is there already."""
        plan: ActionPlan = getattr(to, "plan", to)
        of_plan = priority_choices(plan, viewer=viewer)
        self.offer("priority_id", list(of_plan), none="None of them")
        owners = owner_choices(viewer=viewer)
        self.offer("owner_user_id", list(owners), none="Those who keep the plan")


DONE = 100
HOW_FAR = (
    (0, "Not begun"),
    (25, "Begun: about a quarter"),
    (50, "About half"),
    (75, "About three quarters"),
    (DONE, "Done"),
)


class ProgressForm(SheetForm):
    percent = forms.TypedChoiceField(
        label="How far has it come?",
        choices=HOW_FAR,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how far it has come"},
    )
    progress = several_lines("What has happened so far?", hint=EVERYBODY_READS_IT)
    done_on = day("When was it done?", hint="Leave empty until it is done")
    what_was_done = several_lines(
        "What was done?", hint=f"Once it is done. {EVERYBODY_READS_IT}"
    )

    def clean_done_on(self) -> date | None:
        return self.not_to_come("done_on")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("percent") == DONE:
            if "done_on" in answers and not answers["done_on"]:
                self.add_error("done_on", "Enter when it was done")
            if not answers.get("what_was_done"):
                self.add_error("what_was_done", "Write what was done")
        elif "percent" in answers:
            answers |= {"done_on": None, "what_was_done": ""}
        return answers
