"""Forms whose questions look alike, and say plainly what is wrong."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.renderers import TemplatesSetting

from parentis.design.widgets import DateInput, FilesInput

__all__ = ["DateField", "DateInput", "FilesField", "FilesInput", "GovukForm"]

MONTHS = {
    date(2000, number, 1).strftime(name).lower(): number
    for number in range(1, 13)
    for name in ("%b", "%B")
}


class GovukRenderer(TemplatesSetting):
    """The one renderer of forms: `{{ form }}` and `{{ field.as_field_group }}`."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"


class GovukForm(forms.Form):
    """A form of ours. The page lists its errors at the top (`design/page.html`)."""

    use_required_attribute = False


class DateField(forms.Field):
    """A day, asked for in three boxes. The month may be a number or a name.

    Its errors name what is missing, in the words of its label's subject: give `missing`
    ("Enter the date of the meeting") through `error_messages["required"]`.
    """

    widget = DateInput
    default_error_messages = {
        "required": "Enter a date",
        "incomplete": "The date must include a %(parts)s",
        "unreal": "The date must be a real one, such as 27 3 2025",
    }

    def clean(self, value: Any) -> date | None:
        cleaned: date | None = super().clean(value)
        return cleaned

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        if not any(value or []):
            return None
        missing = [
            part
            for part, typed in zip(("day", "month", "year"), value, strict=True)
            if not typed
        ]
        if missing:
            raise self._error("incomplete", parts=" and a ".join(missing))
        day, month, year = value
        try:
            return date(_four_digits(year), _month(month), int(day))
        except (ValueError, OverflowError):
            raise self._error("unreal") from None

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise self._error("required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return DateInput().decompress(initial) != (data or ["", "", ""])

    def _error(self, code: str, **params: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code, params)


def _month(typed: str) -> int:
    return MONTHS.get(typed.lower()) or int(typed)


def _four_digits(typed: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", typed):
        raise ValueError(typed)
    return int(typed)


class FilesField(forms.FileField):
    """Several files. Gives a list, of at least one where it is required."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        files = (data if isinstance(data, list | tuple) else [data]) or [None]
        cleaned = [super(FilesField, self).clean(file, initial) for file in files]
        return [file for file in cleaned if file]
