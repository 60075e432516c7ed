"""Inputs Django does not have: a date in three boxes, and several files at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

DAY, MONTH, YEAR = "day", "month", "year"


class DateInput(forms.Widget):
    """Day, month and year as three inputs, as the council writes dates."""

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        if isinstance(value, list | tuple) and len(value) == 3:
            return [str(part) for part in value]
        return ["", "", ""]

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> list[str]:
        parts = (data.get(f"{name}-{part}") or "" for part in (DAY, MONTH, YEAR))
        return [str(part).strip() for part in parts]

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> bool:
        return all(f"{name}-{part}" not in data for part in (DAY, MONTH, YEAR))


class FilesInput(forms.ClearableFileInput):
    """Several files at once. Its field gives a list."""

    allow_multiple_selected = True
