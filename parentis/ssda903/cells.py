"""What one cell means: text into a date, a number or a code, or a sentence on why not.

These are asked only about cells that are not as the guide writes them, and once for
each different text: `typed.py` reads the rest as whole columns.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from parentis.ssda903.codes import Code
from parentis.ssda903.findings import Severity
from parentis.ssda903.tables import Column, Kind

FEW_CODES = 12
# What a spreadsheet shows in place of a value that it could not work out.
ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!")

_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})([/.\- ])(\d{{1,2}})\2(\d{{4}}){_TIME}")
_YEAR_FIRST = re.compile(rf"(\d{{4}})([/.\-])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_MONTH_IN_WORDS = re.compile(r"\d{1,2}[ \-][A-Za-z]{3,9}[ \-]\d{4}")
_TWO_DIGIT_YEAR = re.compile(rf"\d{{1,2}}[/.\- ]\d{{1,2}}[/.\- ]\d{{2}}{_TIME}")
_DAYS_SINCE_1900 = re.compile(r"\d{5}(?:\.\d+)?")
_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d+")
_AMOUNT = re.compile(r"(\d+)\.0")
_WHOLE_NUMBER = re.compile(r"([+-]?\d{1,12})(?:\.0*)?")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a cell was read as. `rule` is empty where nothing is to be said about it."""

    value: str | int | date | None = None
    rule: str = ""
    message: str = ""
    severity: Severity = Severity.ERROR


NOTHING = Reading()


def read_cell(column: Column, text: str, year: int) -> Reading:
    """What a cell of a column says in the return of a year. Never raises."""
    text = text.strip()
    if not text:
        return NOTHING
    if text in ERRORS:
        return Reading(
            rule="cell-in-error",
            message=f"The spreadsheet shows the error {text} here: put the value in.",
        )
    match column.kind:
        case Kind.DATE:
            return _date(text)
        case Kind.NUMBER:
            return _number(column, text)
        case Kind.CODE:
            return _code(column, text, year)
        case Kind.CHILD if told := _AMOUNT.fullmatch(text):
            return Reading(value=told.group(1))
        case Kind.CHILD if _SHORTENED.fullmatch(text):
            return Reading(
                value=text,
                rule="child-number-shortened",
                message="A spreadsheet has shortened this child's number, so it may be"
                " somebody else's: format the column as text and put the number in.",
                severity=Severity.WARNING,
            )
        case _:
            return Reading(value=text)


def _date(text: str) -> Reading:
    if told := _DAY_FIRST.fullmatch(text):
        day, _, month, year = told.groups()
    elif told := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = told.groups()
    else:
        return _date_in_other_words(text)
    try:
        return Reading(value=date(int(year), int(month), int(day)))
    except ValueError:
        return Reading(
            rule="date-impossible",
            message=f"There is no such day as {text}: put the right date in, the day"
            " first (dd/mm/yyyy).",
        )


def _date_in_other_words(text: str) -> Reading:
    if _MONTH_IN_WORDS.fullmatch(text):
        words = re.sub(r"[ \-]", " ", text)
        for form in ("%d %b %Y", "%d %B %Y"):
            try:
                return Reading(value=datetime.strptime(words, form).date())  # noqa: DTZ007
            except ValueError:
                continue
    if _TWO_DIGIT_YEAR.fullmatch(text):
        return Reading(
            rule="date-two-digit-year",
            message=f"{text} does not say which century: write the year with four"
            " digits (dd/mm/yyyy).",
        )
    if _DAYS_SINCE_1900.fullmatch(text):
        return Reading(
            rule="date-unreadable",
            message=f"{text} is a spreadsheet's count of days: format the column as"
            " dates (dd/mm/yyyy) and save it again.",
        )
    return Reading(
        rule="date-unreadable",
        message="This is not a date that can be read: write it as dd/mm/yyyy.",
    )


def _number(column: Column, text: str) -> Reading:
    told = _WHOLE_NUMBER.fullmatch(text)
    if not told:
        return Reading(
            rule="number-unreadable",
            message=f"This is not a whole number: put a number in {column.name}, or"
            " leave the cell empty.",
        )
    number = int(told.group(1))
    if is_in_range(column, number):
        return Reading(value=number)
    return Reading(
        rule="number-out-of-range",
        message=f"{column.name} lies between {column.lowest} and {column.highest}: put"
        " the right number in.",
    )


def is_in_range(column: Column, number: int) -> bool:
    is_low = column.lowest is not None and number < column.lowest
    is_high = column.highest is not None and number > column.highest
    return not (is_low or is_high)


def _code(column: Column, text: str, year: int) -> Reading:
    if column.codes is None:
        return Reading(value=text)
    told = re.sub(r"\s+", "", text).upper()
    # A spreadsheet that took codes for numbers writes 1 as 1.0.
    tidied = told.removesuffix(".0")
    known = {code.code: code for code in column.codes.codes}
    code = known.get(told) or known.get(tidied)
    if code is None:
        return Reading(
            rule="code-unknown",
            message=f"This is no code of {column.name}: use {_codes_of(column, year)}.",
        )
    if code.is_valid_in(year):
        return Reading(value=code.code)
    return _code_of_another_year(column, code, year)


def _code_of_another_year(column: Column, code: Code, year: int) -> Reading:
    when = (
        f"began with the return of {code.first_year}"
        if year < code.first_year
        else f"ended with the return of {code.last_year}"
    )
    if code.is_from_memory:
        return Reading(
            value=code.code,
            rule="code-year-not-sure",
            message=f"As far as we know, {column.name} {code.code} {when}. That year is"
            " not confirmed, so the code was used: check it against the guide.",
            severity=Severity.WARNING,
        )
    return Reading(
        rule="code-not-in-year",
        message=f"{column.name} {code.code} {when}, and this is the return of {year}:"
        f" use {_codes_of(column, year)}.",
    )


def _codes_of(column: Column, year: int) -> str:
    assert column.codes is not None  # noqa: S101 -- asked of columns of codes alone
    codes = [code.code for code in column.codes.valid_in(year)]
    if len(codes) > FEW_CODES or len(codes) < 2:
        return "one from the collection guide"
    return f"{', '.join(codes[:-1])} or {codes[-1]}"
