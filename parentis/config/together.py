"""Migrations in a fraction of their time, for a new database.

Django builds each model that is related to a changed one anew, after every constraint
and every trigger. Here all are related to whoever wrote them down, and there are
hundreds. So a run of new tables, or of new constraints, indexes and triggers, is done
as one; and for it only those models are built that its own tables lean on.
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
    AlterField,
    AlterUniqueTogether,
    CreateModel,
    Migration,
    RemoveConstraint,
    RemoveField,
)
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.utils import resolve_relation
from pgtrigger.migrations import AddTrigger, RemoveTrigger

# A table is made with the constraints its model has by then, so the two stay apart.
ALIKE: tuple[tuple[type[Operation], ...], ...] = (
    (CreateModel,),
    (AddField,),
    (AddConstraint, AddIndex, AddTrigger),
)

# Each by itself, since the next may rest on it; and with its own models alone.
LONE = (AlterField, AlterUniqueTogether, RemoveConstraint, RemoveField, RemoveTrigger)


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
        names = {_model_name(each) for each in self.operations}
        before = leant_on(from_state, app_label, names)
        after = leant_on(to_state, app_label, names)
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, before, after)

    def describe(self) -> str:
        return f"{len(self.operations)} operations together"


def leant_on(state: ProjectState, app_label: str, names: set[str]) -> ProjectState:
    """These models of an app with those that they point to, however far; no others."""
    found: dict[tuple[str, str], ModelState] = {}
    waiting = [(app_label, name) for name in names]
    while waiting:
        key = waiting.pop()
        if key not in found and key in state.models:
            found[key] = state.models[key]
            waiting.extend(_pointed_to(found[key]))
    return ProjectState(found, real_apps=state.real_apps)


def _pointed_to(model: ModelState) -> Iterator[tuple[str, str]]:
    here = (model.app_label, model.name_lower)
    for base in model.bases:
        if isinstance(base, str):
            yield resolve_relation(base, *here)
    for field in model.fields.values():
        relation = field.remote_field
        if relation is not None:
            yield resolve_relation(relation.model, *here)
            if through := getattr(relation, "through", None):
                yield resolve_relation(through, *here)


def _model_name(operation: Operation) -> str:
    """Of those above, which name their model in one of two ways."""
    name: str = getattr(operation, "model_name", "") or getattr(operation, "name", "")
    return name.lower()


def together(operations: Sequence[Operation]) -> Iterator[Operation]:
    """The same operations in the same order, runs of like ones as one.

    One alone is such a run too: it is done with fewer models.
    """
    for kind, run in groupby(operations, key=_kind):
        if kind is None:
            yield from (Together([op]) if _is_lone(op) else op for op in run)
        else:
            yield Together(list(run))


def _is_lone(operation: Operation) -> bool:
    """A key that others point to changes them too: that is left to Django."""
    is_key = isinstance(operation, AlterField) and operation.field.primary_key
    return isinstance(operation, LONE) and not is_key


def _kind(operation: Operation) -> int | None:
    kinds = (n for n, types in enumerate(ALIKE) if type(operation) in types)
    return next(kinds, None)


class TogetherExecutor(MigrationExecutor):
    """Only forwards: to undo a migration, each operation is undone as Django does."""

    def migrate(self, *args: Any, **kwargs: Any) -> ProjectState:
        state = super().migrate(*args, **kwargs)
        _unbuilt(state)
        return state

    def apply_migration(
        self, state: ProjectState, migration: Migration, *args: Any, **kwargs: Any
    ) -> ProjectState:
        alike = copy(migration)
        vars(alike)["operations"] = list(together(migration.operations))
        _unbuilt(state)
        done = super().apply_migration(state, alike, *args, **kwargs)
        # Where it finds none, Django builds every model before the next migration.
        vars(done).setdefault("apps", None)
        return done


def _unbuilt(state: ProjectState) -> None:
    """The models of a state are built when somebody asks for them, and not before."""
    vars(state).pop("apps", None)
