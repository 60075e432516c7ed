"""Django's own commands: `python -m parentis.config.manage COMMAND`.

Without DATABASE_URL the embedded PostgreSQL runs for as long as the command does.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from parentis.config import environment

# Commands that change tables connect as the role that owns them.
OWNERS_COMMANDS = frozenset(
    {"makemigrations", "migrate", "createcachetable", "flush", "sqlflush"}
)
WITHOUT_DATABASE = frozenset({"help", "collectstatic", "version"})


@contextmanager
def database_for(command: str) -> Iterator[None]:
    """Says in DATABASE_URL where the embedded server is, where nothing else is said."""
    if environment.text("DATABASE_URL") or command in WITHOUT_DATABASE:
        yield
        return
    from parentis.config.database import embedded

    with embedded(environment.data_folder() / "postgres") as addresses:
        is_owners = command in OWNERS_COMMANDS
        os.environ["DATABASE_URL"] = (
            addresses.owner if is_owners else addresses.application
        )
        yield


def manage(*words: str) -> None:
    """Runs one of Django's commands, or of ours that need the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parentis.config.settings")
    from django.core.management import execute_from_command_line

    with database_for(words[0] if words else "help"):
        execute_from_command_line(["parentis", *words])


def main() -> None:
    manage(*sys.argv[1:])


if __name__ == "__main__":
    main()
