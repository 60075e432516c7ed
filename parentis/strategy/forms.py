from django import forms

LARGEST_NUMBER = 999


def whole_number(label: str, *, hint: str = "", missing: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=1,
        max_value=LARGEST_NUMBER,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={
            "required": missing,
            "invalid": f"{label}: enter a whole number, such as 3",
            "min_value": f"{label}: enter 1 or more",
            "max_value": f"{label}: enter 999 or less",
        },
    )
