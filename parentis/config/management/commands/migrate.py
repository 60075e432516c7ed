from typing import Any

from django.core.management.commands import migrate

from parentis.config.together import TogetherExecutor


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        usual = migrate.MigrationExecutor
        migrate.MigrationExecutor = TogetherExecutor  # type: ignore[misc]
        try:
            super().handle(*args, **options)
        finally:
            migrate.MigrationExecutor = usual  # type: ignore[misc]
