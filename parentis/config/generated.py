"""Pages of docs/ that are made from the code, so that they cannot fall behind it.

`python -m parentis.config.generated` writes them. With `--check` it says which are not
as the code is.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from parentis.accounts.roles import ROLES, Permission
from parentis.indicators.handbook import handbook
from parentis.law.handbook import handbook as entitlement_handbook

ROOT = Path(__file__).resolve().parent.parent.parent


def roles_page() -> str:
    """Who may do what, as one table."""
    rows = (
        [permission.label]
        + ["yes" if permission in role.permissions else "" for role in ROLES.values()]
        for permission in Permission
    )
    return "\n".join(
        [
            "# Who may do what",
            "",
            "`make docs` writes this page. Change `parentis/accounts/roles.py`.",
            "",
            _row(["", *(role.label for role in ROLES)]),
            "|---|" + ":-:|" * len(ROLES),
            *(_row(row) for row in rows),
            "",
        ]
    )


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
