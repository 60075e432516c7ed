from typing import Any

from django.core.management.commands import migrate

from parentis.config.together import TogetherExecutor


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        usual = vars(migrate)["MigrationExecutor"]
        vars(migrate)["MigrationExecutor"] = TogetherExecutor
        try:
            super().handle(*args, **options)
        finally:
            vars(migrate)["MigrationExecutor"] = usual
