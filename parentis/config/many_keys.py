"""A list of keys goes to PostgreSQL as one value: a thousand cost what one costs.

Django prepares each key apart and writes `IN (%s, %s, …)`. A day's list is read with
some thirty such queries, and half their time went there.
"""

from typing import Any

from django.db import models
from django.db.models.fields.related import ForeignObject
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In


class _AnyOfKeys:
    """Of whole numbers; whatever else is asked for stays as Django writes it."""

    def get_prep_lookup(self: Any) -> Any:
        if self.rhs_is_direct_value():
            # What can be gone through only once is looked at more than once here.
            self.rhs = list(self.rhs)
        if self._is_of_keys() and isinstance(_key_field(self.lhs), models.IntegerField):
            return self.rhs
        return super().get_prep_lookup()  # type: ignore[misc]

    def as_postgresql(self: Any, compiler: Any, connection: Any) -> tuple[str, Any]:
        if not self.rhs_is_direct_value() or not self.rhs or not self._is_of_keys():
            written: tuple[str, Any] = self.as_sql(compiler, connection)
            return written
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*values, self.rhs]

    def _is_of_keys(self: Any) -> bool:
        return self.rhs_is_direct_value() and set(map(type, self.rhs)) == {int}


def _key_field(column: Any) -> object:
    """Of a relation, the key at its other end."""
    field = column.output_field
    while isinstance(field, ForeignObject):
        field = field.foreign_related_fields[0]
    return field


class KeyIn(_AnyOfKeys, In):
    """`pk__in`, and that of any whole number."""


class RelatedKeyIn(_AnyOfKeys, RelatedIn):
    """`young_person__in`, given keys or records."""


def register() -> None:
    models.IntegerField.register_lookup(KeyIn)
    ForeignObject.register_lookup(RelatedKeyIn)
