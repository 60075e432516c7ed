"""What short words say: a day, a status, the numbers of recommendations."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from parentis.tracker_files.read import StatusRead

MOST_IN_A_RANGE = 100
LONGEST_DUE = 60
_DARKEST, _PALEST = 90, 0.12
_YELLOW_FROM, _ORANGE_FROM, _PURPLE_FROM = 0.85, 0.3, 0.4
_MONTHS = {name.lower(): at for at, name in enumerate(calendar.month_abbr) if name}
_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[a-z]{3,9}\.?,?\s+\d{4}"
    r"|\d{1,2}[ -][a-z]{3,9}[ -]\d{2}(?:\d{2})?"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2}(?:\d{2})?"
    r"|\d{4}-\d{2}-\d{2})"
)
_MONTH = r"[a-z]{3,9}\.?,?[ -]\d{4}"
_SHORT_MONTH = r"[a-z]{3}(?:-|\s?['’])\d{2}"
_YEARS = r"\d{2}(?:\d{2})?\s?[/–-]\s?\d{2}(?:\d{2})?"
_QUARTER = (
    rf"(?:(?:q|qtr\.?\s?|quarter\s)[1-4],?(?:\s?of)?\s?{_YEARS}|{_YEARS},?\s?q[1-4])"
)
_A_DAY = re.compile(rf"\b{_DAY}\b", re.IGNORECASE)
_A_MONTH = re.compile(rf"\b(?:{_MONTH}|{_SHORT_MONTH})(?!\w)", re.IGNORECASE)
_A_QUARTER = re.compile(rf"\b{_QUARTER}\b", re.IGNORECASE)
_OPENS = r"^(?:(?:update|progress|position)\b)?\s*(?:as at|at|on|of|to|[,(\[:–—-])?\s*"
_CLOSES = (
    r"(?:[)\]]\s*[:–—-]?"
    r"|\s*(?:(?:update|progress|position)\b)?\s*(?:[:–—]|-\s|$))\s*"
)
_OPENS_WITH_DAY = re.compile(rf"{_OPENS}({_DAY}){_CLOSES}", re.IGNORECASE)
# Nothing parts it from what follows, which then begins as a sentence does.
_BEGINS_WITH_DAY = re.compile(rf"^((?i:{_DAY}))\s+(?=[A-Z“\"‘])")
_OPENS_WITH_MONTH = re.compile(
    rf"{_OPENS}({_MONTH}|{_SHORT_MONTH}|{_QUARTER}){_CLOSES}", re.IGNORECASE
)
_PARTS_OF_A_DAY = re.compile(r"[a-z]+|\d+", re.IGNORECASE)
_NUMBER = r"\d{1,3}(?:\.\d{1,2})?(?:\s?\((?:[ivxlc]{1,6}|[a-z])\))?"
_LIST = rf"{_NUMBER}(?:\s*(?:,|;|&|\band\b|\bto\b|\bthrough\b|[-–—])+\s*{_NUMBER})*"
_MENTION = re.compile(
    rf"\brec(?:ommendation|\.)?s?\.?\s+(?:nos?\.?\s*|numbers?\s+)?({_LIST})(?!\d)",
    re.IGNORECASE,
)
_ONLY_NUMBERS = re.compile(rf"\s*({_LIST})\s*[.:]?\s*", re.IGNORECASE)
_IN_A_LIST = re.compile(rf"({_NUMBER})|(\bto\b|\bthrough\b|[-–—])", re.IGNORECASE)
_SUPERSEDED = re.compile(
    r"\b(?:superseded\b(?:\s+by)?|(?:replaced|overtaken|subsumed|taken over)\s+by"
    r"|(?:merged|combined)\s+with|(?:subsumed|merged|incorporated)\s+into"
    r"|now\s+(?:covered|part)\s+(?:by|of))"
    r"(?:\s+(?:recommendation|rec\.?|action|no\.?|r(?=\d)))*\s*"
    rf"({_NUMBER})?",
    re.IGNORECASE,
)
_SUPERSEDED_ITSELF = re.compile(r"\bsuperseded\b", re.IGNORECASE)

_STATUSES = {
    StatusRead.RED: (
        "r|red|off track|overdue|not started|not begun|not on track|not achieved|"
        "not met|not yet started|no progress|behind|failed|delayed|not complete|"
        "not completed|not implemented|behind schedule|off target|not yet begun|"
        "not done|stalled"
    ),
    StatusRead.AMBER: (
        "a|amber|yellow|at risk|some delay|slight delay|slipping|slipped|partly met|"
        "partially met|partially achieved|partly achieved|partially complete|"
        "partially completed|partly complete|some concerns|minor delay|minor delays|"
        "some slippage|behind plan|partially implemented|partly implemented"
    ),
    StatusRead.GREEN: (
        "g|green|on track|on target|on schedule|on course|progressing well|"
        "in progress on track|going to plan"
    ),
    StatusRead.COMPLETE: (
        "blue|complete|completed|done|achieved|closed|discharged|implemented|met|"
        "finished|fully met|fully achieved|fully implemented|delivered|carried out|"
        "action complete|action completed|signed off|now complete|fully complete|"
        "all complete|100|100 complete|complete and closed|completed and closed"
    ),
}
_STATUS_OF = {
    words: status for status, known in _STATUSES.items() for words in known.split("|")
}
# Words that follow a status, and say that it is not quite so.
_TAKES_BACK = frozenset(
    re.findall(
        r"\S+",
        "part partly partially by except apart but subject pending awaiting not yet"
        " once when if until or almost nearly mostly",
    )
)
_SIGNS = {
    **dict.fromkeys("🔴🟥❌✗✘", StatusRead.RED),
    **dict.fromkeys("🟠🟡🟧🟨⚠", StatusRead.AMBER),
    **dict.fromkeys("🟢🟩", StatusRead.GREEN),
    **dict.fromkeys("🔵🟦✅✔✓☑", StatusRead.COMPLETE),
}
LONGEST_STATUS = 120
# Of several boxes beside words, the one that has a mark.
_TICKED = re.compile(r"[☒☑]\s*([^☐☒☑]{2,60})")

_ANSWERS = (
    ("not-accepted", ("not accepted", "rejected", "declined", "not agreed", "no")),
    (
        "partly",
        (
            "accepted in part",
            "partly accepted",
            "partially accepted",
            "part accepted",
            "agreed in part",
            "partially agreed",
            "partly agreed",
        ),
    ),
    ("accepted", ("accepted", "agreed", "accept", "agree", "yes")),
)


def plain(text: str) -> str:
    """Lower case, letters and digits alone, brackets left out."""
    bare = re.sub(r"\([^()]{0,80}\)", " ", text)
    return re.sub(r"[^a-z0-9]+", " ", bare.lower()).strip()


def same(text: str) -> str:
    """As texts are compared: whatever their spaces, signs and capitals."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def day_of(text: str) -> date | None:
    """The one day that the words name, if they name one."""
    found = {day for each in _A_DAY.finditer(text) if (day := _day(each[0]))}
    return found.pop() if len(found) == 1 else None


def due_of(text: str) -> date | None:
    """The day by which: of a month or quarter alone, its last.

    Long words name no one day.
    """
    if len(text) > LONGEST_DUE:
        return None
    if day := day_of(text):
        return day
    found = {last for each in _A_MONTH.finditer(text) if (last := _end(each[0]))}
    found |= {last for each in _A_QUARTER.finditer(text) if (last := _end(each[0]))}
    return found.pop() if len(found) == 1 and not _A_DAY.search(text) else None


def first_day_in(text: str) -> date | None:
    """The one day that the words name, or the first of the one month or quarter."""
    if _A_DAY.search(text):
        return day_of(text)
    named = [*_A_QUARTER.finditer(text), *_A_MONTH.finditer(text)]
    found = {day for each in named if (day := _month(each[0]))}
    return found.pop() if len(found) == 1 else None


def _end(text: str) -> date | None:
    """The last day of a month, or of a quarter of the council's year."""
    first = _month(text)
    if first is None:
        return None
    month = first.month + (2 if _A_QUARTER.fullmatch(text) else 0)
    return first.replace(month=month, day=calendar.monthrange(first.year, month)[1])


def opening_day(text: str) -> tuple[date | None, str]:
    """The day that a text opens with, and the rest: "14 April 2010: It was done."

    A month or a quarter alone stands for its first day, and stays in the words.
    """
    for opening in (_OPENS_WITH_DAY, _BEGINS_WITH_DAY):
        if (found := opening.match(text)) and (day := _day(found[1])):
            return day, text[found.end() :].strip()
    if (found := _OPENS_WITH_MONTH.match(text)) and (day := _month(found[1])):
        return day, text
    return None, text


def _day(text: str) -> date | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        year, month, day = text.split("-")
    else:
        parts = _PARTS_OF_A_DAY.findall(text)
        day, month, year = _day_month_year(parts)
    return _date(year, month, day)


def _day_month_year(parts: list[str]) -> tuple[str, str, str]:
    """Of "Monday, 14th of April 2010": the day, the month and the year."""
    at = next((place for place, part in enumerate(parts) if part.isdigit()), 0)
    rest = [part for part in parts[at + 1 :] if part.isdigit() or len(part) > 2]
    return parts[at], *(rest[:2] if len(rest) >= 2 else ("", ""))


def _month(text: str) -> date | None:
    """The first day of a month, or of a quarter of the council's year."""
    parts = _PARTS_OF_A_DAY.findall(text)
    if _A_QUARTER.fullmatch(text):
        return _quarter(parts)
    return _date(parts[-1], parts[0], "1") if len(parts) >= 2 else None


def _quarter(parts: list[str]) -> date | None:
    """ "Q3 2025/26" begins on 1 October 2025."""
    at = next(place for place, part in enumerate(parts) if part.isalpha())
    quarter = int(parts[at + 1])
    year, after = [
        part for place, part in enumerate(parts) if place not in (at, at + 1)
    ][-2:]
    if int(after[-2:]) != (int(year[-2:]) + 1) % 100:
        return None
    first = _date(year, str(quarter * 3 % 12 + 1), "1")
    return first.replace(year=first.year + 1) if first and quarter == 4 else first


def _date(year: str, month: str, day: str) -> date | None:
    known = _MONTHS.get(month[:3].lower(), 0) if month.isalpha() else _int(month)
    if month.isalpha() and known:
        full = calendar.month_name[known].lower()
        known = (
            known if full.startswith(month.lower()) or month.lower() == "sept" else 0
        )
    of = _int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(of, known, _int(day)) if 1900 <= of <= 2200 else None
    except ValueError:
        return None


def _int(digits: str) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def status_of(text: str) -> tuple[StatusRead | None, str]:
    """The status that the words are, and which recommendation took this one's place."""
    if (found := _SUPERSEDED.search(text[:200])) and (
        found[1] or _SUPERSEDED_ITSELF.match(found[0])
    ):
        return StatusRead.SUPERSEDED, "".join((found[1] or "").split())
    if ticked := _TICKED.search(text):
        return status_of(ticked[1]) if len(_TICKED.findall(text)) == 1 else (None, "")
    return _STATUS_OF.get(plain(text)) or _opening(text) or _sign(text), ""


def _opening(text: str) -> StatusRead | None:
    """The status that short words open with, unless the next ones take it back.

    "Complete – see the minutes"; but not "Complete in part", nor "Amber/Green".
    """
    words = plain(text[:LONGEST_STATUS]).split()
    for many in (4, 3, 2, 1):
        status = _STATUS_OF.get(" ".join(words[:many]))
        if status is None or len(words) <= many:
            continue
        if many == 1 and len(words[0]) == 1:
            return None
        others = {_STATUS_OF.get(word) for word in words[many:]} - {None, status}
        is_taken_back = bool(set(words[many : many + 3]) & _TAKES_BACK)
        return None if is_taken_back or others else status
    return None


def _sign(text: str) -> StatusRead | None:
    """The status that a sign in colour or a tick stands for, where it is but one."""
    found = {_SIGNS[sign] for sign in text[:LONGEST_STATUS] if sign in _SIGNS}
    return found.pop() if len(found) == 1 else None


def answer_of(text: str) -> tuple[str, str]:
    """What was answered, as `accepted`, `partly` or `not-accepted`, and the words.

    "Accepted: it is right." Words that are neither answer nothing.
    """
    words = text.strip()
    opening = plain(words[:60])
    for answer, known in _ANSWERS:
        if found := next((each for each in known if _opens(opening, each)), ""):
            rest = re.sub(r"^[\s:.,;–-]+", "", _after(words, found))
            return answer, rest
    return "", words


def _opens(text: str, words: str) -> bool:
    return text == words or text.startswith(f"{words} ")


def _after(text: str, words: str) -> str:
    """What stands after so many words."""
    parts = text.split(None, len(words.split()))
    return parts[-1] if len(parts) > len(words.split()) else ""


def status_of_colour(fill: str) -> StatusRead | None:
    """A cell's colour as people fill them in: red, amber or yellow, green, blue."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", fill):
        return None
    red, green, blue = (int(fill[at : at + 2], 16) for at in (0, 2, 4))
    most, least = max(red, green, blue), min(red, green, blue)
    if most < _DARKEST or most - least < most * _PALEST:
        return None
    red, green, blue = red - least, green - least, blue - least
    if most - least == blue:
        return StatusRead.COMPLETE if red < blue * _PURPLE_FROM else None
    if blue > red * _PURPLE_FROM and blue > green:
        return None
    if most - least == green and red < green * _YELLOW_FROM:
        return StatusRead.GREEN
    # What is left is red, mixed with green: the more of it, the more yellow.
    return StatusRead.AMBER if green > red * _ORANGE_FROM else StatusRead.RED


def numbers_in(text: str) -> list[str]:
    """The recommendations that the words speak of: "recommendations 11 – 15"."""
    found: list[str] = []
    for mention in _MENTION.finditer(text):
        found += [each for each in _spelt_out(mention[1]) if each not in found]
    return found


def only_numbers(text: str) -> list[str]:
    """The numbers, where the words are nothing else: "12, 13" or "11–15"."""
    if len(text) > LONGEST_DUE:
        return []
    found = _ONLY_NUMBERS.fullmatch(text)
    return list(dict.fromkeys(_spelt_out(found[1]))) if found else []


def _spelt_out(listed: str) -> Iterator[str]:
    last, is_range = "", False
    for each in _IN_A_LIST.finditer(listed):
        if each[2]:
            is_range = True
            continue
        number = "".join(each[1].split()).lower()
        if is_range:
            yield from _between(last, number)
        yield number
        last, is_range = number, False


def _between(first: str, last: str) -> Iterator[str]:
    if first.isdigit() and last.isdigit() and int(last) - int(first) < MOST_IN_A_RANGE:
        for each in range(int(first) + 1, int(last)):
            yield str(each)


_SMALL_WORDS = {"of", "the", "for", "and", "to", "on", "in", "at", "by", "a", "with"}


def calmer(text: str) -> str:
    """Words in capitals as a title has them: "Children’s Services"."""
    text = " ".join(text.split())
    if any(letter.islower() for letter in text):
        return text
    words = [
        word if at and word in _SMALL_WORDS else word[:1].upper() + word[1:]
        for at, word in enumerate(text.lower().split())
    ]
    return " ".join(words)
