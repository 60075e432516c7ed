from collections.abc import Mapping
from typing import Any

from django import forms

from parentis.design.forms import GovukForm
from parentis.sign_off.actions import OVERTAKEN

LONGEST = 5_000


class SignForm(GovukForm):
    """Signing it, or sending it back with words.

    `copy`: the fair copy it stands beneath. What was sent beneath another is refused:
    nobody signs what they did not read.
    """

    answer = forms.ChoiceField(
        label="Do you sign it off?",
        choices=[
            ("sign", "Yes, I sign it off as it stands"),
            ("send-back", "No, I send it back"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you sign it off"},
    )
    words = forms.CharField(
        label="If you send it back: what should be different?",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Write 5,000 letters or fewer"},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, copy: int) -> None:
        self.copy = copy
        super().__init__(data)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.data.get("copy") != str(self.copy):
            self.add_error(None, OVERTAKEN)
        is_sent_back = cleaned.get("answer") == "send-back"
        if is_sent_back and not cleaned.get("words", "x").strip():
            self.add_error("words", "Write what should be different")
        return cleaned

    @property
    def is_signed(self) -> bool:
        return bool(self.cleaned_data["answer"] == "sign")


class WithdrawForm(GovukForm):
    why = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Everybody may read this: name no young person.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Write why it is withdrawn",
            "max_length": "Write 5,000 letters or fewer",
        },
    )
