"""Names as other systems write them, and names that sound or look alike."""

import re
import unicodedata
from difflib import SequenceMatcher

from parentis.sounds import sound_keys

TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "master", "prof", "rev"}
# These belong to the last name that follows them.
PARTICLES = {
    "al", "ap", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "dos",
    "du", "el", "ibn", "la", "le", "st", "ter", "van", "von",
}  # fmt: skip
ALIKE = 0.84


def split_name(text: str) -> tuple[str, str]:
    """First and last name, of `SURNAME, Forename` or `Forename Surname`."""
    text = re.sub(r"\(.*?\)", " ", text)
    family, comma, given = text.partition(",")
    if comma:
        return _named(given.replace(",", " ")), _named(family)
    words = [word for word in text.split() if word.rstrip(".").lower() not in TITLES]
    if len(words) < 2:
        return "", _named(text)
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in PARTICLES:
        at -= 1
    return tidy_name(" ".join(words[:at])), tidy_name(" ".join(words[at:]))


def _named(text: str) -> str:
    words = [word for word in text.split() if word.rstrip(".").lower() not in TITLES]
    return tidy_name(" ".join(words))


def tidy_name(text: str) -> str:
    """In one line; a name all in capitals or small letters gets its capitals."""
    text = " ".join(text.split())
    if len(text) > 2 and (text.isupper() or text.islower()):
        return re.sub(
            r"[^\W\d_]+", lambda word: word[0][:1].upper() + word[0][1:].lower(), text
        )
    return text


def letters(name: str) -> str:
    """The name in plain small letters, and nothing else: `Évan-Zoë` is `evanzoe`."""
    apart = unicodedata.normalize("NFKD", name.lower().replace("ł", "l"))
    return "".join(each for each in apart if each.isalpha())


def are_alike(one: str, other: str) -> bool:
    """Whether two names may be one: they sound alike, or differ by a slip."""
    a, b = letters(one), letters(other)
    if not a or not b:
        return False
    if a == b or sound_keys(one) & sound_keys(other):
        return True
    if min(len(a), len(b)) > 2 and (a.startswith(b) or b.startswith(a)):
        return True
    return SequenceMatcher(None, a, b).ratio() >= ALIKE
