"""A part of a record, as data: what it is called, what is asked, who may see it.

    HOMES = Part(slug="homes", title="Where they live", one="home", model=Home,
                 form=HomeForm, theme=Theme.HOME, empty="…")

A feature says in its `parts` what it adds to a record; `parentis.record` gives each its
pages. Docs: docs/adr/0010.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from parentis.accounts.models import User
from parentis.accounts.roles import Permission
from parentis.entries import actions
from parentis.entries.choices import Theme
from parentis.entries.models import Entry
from parentis.recorded.forms import EntryForm

if TYPE_CHECKING:
    from parentis.young_people.models import YoungPerson


def as_of_everybody(
    form: EntryForm, young_person: "YoungPerson", *, viewer: User
) -> None:
    """Most forms ask the same, whomever they are about."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """`title` heads its page, `one` completes "Add a …". `empty` says how to begin.

    `is_single`: a record has one at the most, which is changed and never added to.
    `add` is the action behind "Add", and `fit` makes the form that of one young person.
    """

    slug: str
    title: str
    one: str
    model: type[Entry]
    form: type[EntryForm]
    theme: Theme
    empty: str
    is_single: bool = False
    see: Permission = Permission.SEE_CASEWORK
    change: Permission = Permission.CHANGE_RECORDS
    add: Callable[..., Entry] = actions.add
    fit: Callable[..., Any] = as_of_everybody

    @property
    def article(self) -> str:
        return "an" if self.one[0] in "aeiou" else "a"
