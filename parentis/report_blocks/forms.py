from collections.abc import Callable, Collection, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst

from parentis.committee_report.shape import LEAVABLE, Part
from parentis.design.forms import DateField, GovukForm
from parentis.report_blocks.choices import Chosen, TrackerAs
from parentis.report_blocks.queries import BlockChoices

TRACKERS = frozenset({Part.TRACKER, Part.TRACKER_TABLE})


class BlocksForm(GovukForm):
    """What the blocks of one report show. Only what its template has is asked."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        parts: Collection[Part],
        choices: BlockChoices,
        chosen: Chosen,
    ) -> None:
        self.chosen_before = chosen
        super().__init__(
            data, initial={name: _initial(each) for name, each in vars(chosen).items()}
        )
        asked: dict[Part, Callable[[BlockChoices], dict[str, forms.Field]]] = {
            Part.TARGETS: _of_targets,
            Part.VISITS: _of_visits,
            Part.VIEWS: _of_views,
            Part.ACTIONS: _of_actions,
            Part.MEMBERS: _of_members,
        }
        if TRACKERS.intersection(parts):
            self.fields.update(_of_tracker(choices))
        elif Part.CHANGES in parts:
            self.fields.update(_of_changes(choices))
        for part, fields in asked.items():
            if part in parts:
                self.fields.update(fields(choices))
        if leavable := [part for part in Part if part in LEAVABLE and part in parts]:
            self.fields["left_out"] = _left_out(leavable)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("visits_from"), cleaned.get("visits_to")
        if begins and ends and ends < begins:
            self.add_error("visits_to", "The last day is before the first. Check both")
        return cleaned

    def chosen(self) -> Chosen:
        """As answered; what was not asked stays as it was."""
        answered = {
            name: tuple(each) if isinstance(each, list) else each
            for name, each in self.cleaned_data.items()
        }
        if not answered.get("tracker_as", "x"):
            answered["tracker_as"] = TrackerAs.AS_IN_TEMPLATE.value
        return Chosen(**{**vars(self.chosen_before), **answered})


def _initial(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _several(label: str, choices: Any, hint: str = "") -> forms.Field:
    return forms.TypedMultipleChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": f"{label} Choose from the list"},
    )


def _one(label: str, choices: Any, *, empty: str) -> forms.Field:
    return forms.TypedChoiceField(
        label=label,
        choices=[("", empty), *choices],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Choose from the list"},
    )


def _day(label: str, hint: str = "For example, 27 3 2026") -> forms.Field:
    return DateField(label=f"{label} (optional)", help_text=hint, required=False)


def _left_out(parts: Collection[Part]) -> forms.Field:
    return forms.MultipleChoiceField(
        label="Leave out of this report (optional)",
        help_text="What the template would set out, and these members need not read.",
        choices=[(part.name, capfirst(part.value)) for part in parts],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the list"},
    )


def _of_changes(choices: BlockChoices) -> dict[str, forms.Field]:
    return {
        "sources": _several(
            "Of which recommendations does it say what changed?",
            choices.sources,
            "All that came from one place, together.",
        )
    }


def _of_tracker(choices: BlockChoices) -> dict[str, forms.Field]:
    singly = {
        "recommendations": _several(
            "Only these of them (optional)",
            choices.recommendations,
            "Tick none to show all of them.",
        )
    }
    return {
        "sources": _several(
            "Which earlier recommendations does it show?",
            choices.sources,
            "All that came from one place, together. Tick some, and the button below"
            " shows them one by one.",
        ),
        **(singly if choices.recommendations else {}),
        "tracker_as": forms.ChoiceField(
            label="How are they set out?",
            choices=TrackerAs,
            required=False,
            widget=forms.RadioSelect,
        ),
        "updates_since": _day(
            "Only updates told since", "Leave it empty for the whole story."
        ),
    }


def _of_targets(choices: BlockChoices) -> dict[str, forms.Field]:
    return {
        "targets_year": _one(
            "Which year of the employment targets does it show?",
            choices.years,
            empty="The financial year that the report is about",
        )
    }


def _of_visits(choices: BlockChoices) -> dict[str, forms.Field]:
    return {
        "visits_from": _day(
            "Visits to homes from",
            "Leave it empty for the period of the report, or the last year.",
        ),
        "visits_to": _day("Visits to homes up to"),
    }


def _of_views(choices: BlockChoices) -> dict[str, forms.Field]:
    return {
        "views_of": _one(
            "Whom did young people speak to?", choices.bodies, empty="All of them"
        ),
        "views_since": _day("What young people said since"),
    }


def _of_actions(choices: BlockChoices) -> dict[str, forms.Field]:
    return {
        "actions_of": _one(
            "Whose actions does it show?",
            choices.bodies,
            empty="Those of the body it goes to",
        )
    }


def _of_members(choices: BlockChoices) -> dict[str, forms.Field]:
    return {
        "members_of": _one(
            "Whose members does it show?",
            choices.bodies,
            empty="Those of the body it goes to",
        )
    }
