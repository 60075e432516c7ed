"""Passwords that somebody who knows the council would try first.

docs/security.md lists the words. A password may hold them, if enough of it is its own.
"""

import re

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from parentis.accounts.models import User
from parentis.accounts.roles import Role

WORDS = frozenset(
    """
    parentis council county borough city district corporate parent parents parenting
    care leaver leavers leaving child children young people service services team
    password welcome letmein login admin qwerty secret change changeme
    spring summer autumn winter january february march april june july august
    september october november december monday tuesday wednesday thursday friday
    """.split()  # noqa: SIM905 (a list of words reads as words)
)
SHORTEST_WORD = 4
LETTERS_OF_ITS_OWN = 6
SAID = (
    "This password is made of words that others would try first. Add a word that has"
    " nothing to do with the council or your work."
)


class WordsOfThisPlace:
    """Refuses one of which little is left without such words, digits and signs."""

    def validate(self, password: str, user: User | None = None) -> None:
        letters = _letters(password)
        if letters in CommonPasswordValidator().passwords or _is_a_part_repeated(
            letters
        ):
            raise ValidationError(SAID, code="password_of_this_place")
        left = _without(words_of_this_place(), letters)
        if left != letters and len(left) < LETTERS_OF_ITS_OWN:
            raise ValidationError(SAID, code="password_of_this_place")

    def get_help_text(self) -> str:
        return "Do not use the council's name or words of your work alone."


def words_of_this_place() -> frozenset[str]:
    """The words above, those of the council's name, and those of the roles' names."""
    names = [settings.COUNCIL_NAME, *(role.label for role in Role)]
    told = re.findall(r"[^\W\d_]+", " ".join(names).casefold())
    return WORDS | {word for word in told if len(word) >= SHORTEST_WORD}


def _letters(password: str) -> str:
    return "".join(re.findall(r"[^\W\d_]+", password.casefold()))


def _without(words: frozenset[str], letters: str) -> str:
    for word in sorted(words, key=len, reverse=True):
        letters = letters.replace(word, "")
    return letters


def _is_a_part_repeated(letters: str) -> bool:
    """`abcabcabc`: of which a third is all that has to be guessed."""
    return bool(re.fullmatch(r"(.{1,5}?)\1+", letters))
