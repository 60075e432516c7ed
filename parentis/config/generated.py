"""Pages of docs/ that are made from the code, so that they cannot fall behind it.

`python -m parentis.config.generated` writes them. With `--check` it says which are not
as the code is.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from parentis.accounts.roles import ROLES, Permission, Role
from parentis.indicators.handbook import handbook
from parentis.law.handbook import handbook as entitlement_handbook

ROOT = Path(__file__).resolve().parent.parent.parent


def roles_page() -> str:
    """Who may do what: each role in words, then all of them as one table."""
    return "\n".join(
        [
            "# Who may do what",
            "",
            "`make docs` writes this page. Change `parentis/accounts/roles.py`.",
            "",
            "Somebody who has several roles may do what any of them may. Whose records",
            "they open, `visible_to` in `parentis/young_people/models.py` decides.",
            "",
            *(line for role in Role for line in _role_in_words(role)),
            "## All of it as a table",
            "",
            *(f"{number}. {role.label}" for number, role in enumerate(ROLES, start=1)),
            "",
            _row(["They may…", *(str(n) for n in range(1, len(ROLES) + 1))]),
            "|---|" + ":-:|" * len(ROLES),
            *(
                _row(
                    [
                        permission.label,
                        *(_mark(role, permission) for role in ROLES),
                    ]
                )
                for permission in Permission
            ),
            "",
        ]
    )


def _role_in_words(role: Role) -> list[str]:
    """What its people come to do, and what that lets them do, in the file's order."""
    held = [each for each in Permission if each in ROLES[role].permissions]
    return [
        f"## {role.label}",
        "",
        f"They {ROLES[role].comes_to}. They may:",
        "",
        *(f"- {permission.label}" for permission in held),
        "",
    ]


def _mark(role: Role, permission: Permission) -> str:
    return "yes" if permission in ROLES[role].permissions else ""


PAGES: dict[str, Callable[[], str]] = {
    "docs/entitlement.md": entitlement_handbook,
    "docs/indicators.md": handbook,
    "docs/roles.md": roles_page,
}


def out_of_date() -> list[str]:
    """The pages that are not what the code would write now."""
    return [path for path, made in PAGES.items() if _kept(path) != made()]


def main() -> int:
    stale = out_of_date()
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path} is not as the code is. Run `make docs`.")
        return 1 if stale else 0
    for path in stale:
        (ROOT / path).write_text(PAGES[path]())
        print(f"Wrote {path}")
    return 0


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _kept(path: str) -> str:
    page = ROOT / path
    return page.read_text() if page.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
