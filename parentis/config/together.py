"""Migrations in a fraction of their time: like operations of a migration, as one.

Django builds each model that is related to a changed one anew, after every constraint
and every trigger. Here all are related to young people, and there are hundreds. A run
of new tables, or of new constraints, indexes and triggers, needs that once.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    CreateModel,
    Migration,
)
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

# A table is made with the constraints its model has by then, so the two stay apart.
ALIKE: tuple[tuple[type[Operation], ...], ...] = (
    (CreateModel,),
    (AddField,),
    (AddConstraint, AddIndex, AddTrigger),
)


class Together(Operation):
    """Several operations, each of which would do as well after all of the others."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Models that are built already would be built anew after each operation.
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"{len(self.operations)} operations together"


def together(operations: Sequence[Operation]) -> Iterator[Operation]:
    """The same operations in the same order, runs of like ones as one."""
    for kind, run in groupby(operations, key=_kind):
        like = list(run)
        if kind is None or len(like) == 1:
            yield from like
        else:
            yield Together(like)


def _kind(operation: Operation) -> int | None:
    kinds = (n for n, types in enumerate(ALIKE) if type(operation) in types)
    return next(kinds, None)


class TogetherExecutor(MigrationExecutor):
    """Only forwards: to undo a migration, each operation is undone as Django does."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, *args: Any, **kwargs: Any
    ) -> ProjectState:
        alike = copy(migration)
        vars(alike)["operations"] = list(together(migration.operations))
        return super().apply_migration(state, alike, *args, **kwargs)
