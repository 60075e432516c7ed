"""A part of a record, as data: what it is called, what is asked, who may see it.

    HOMES = Part(slug="homes", title="Where they live", one="home", model=Home,
                 form=HomeForm, theme=Theme.HOME, empty="…")

A feature says in its `parts` what it adds to a record; `parentis.record` gives each its
pages. Docs: docs/adr/0010.
"""

from dataclasses import dataclass

from parentis.accounts.roles import Permission
from parentis.entries.choices import Theme
from parentis.entries.forms import EntryForm
from parentis.entries.models import Entry


@dataclass(frozen=True, kw_only=True)
class Part:
    """`title` heads its page, `one` completes "Add a …". `empty` says how to begin.

    `is_single`: a record has one at the most, which is changed and never added to.
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

    @property
    def article(self) -> str:
        return "an" if self.one[0] in "aeiou" else "a"
