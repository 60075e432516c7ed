"""Tables that only grow: the product's own role may add and read rows, nothing else.

The owner of the tables migrates; whoever else was let in by the owner's default
privileges loses the right to change, delete or empty these.
"""

from collections.abc import Sequence

from django.db.migrations.operations import RunSQL

_REVOKE = """
DO $$
DECLARE grantee name;
BEGIN
    FOR grantee IN
        SELECT DISTINCT acl.grantee::regrole::name
        FROM pg_class, aclexplode(relacl) AS acl
        WHERE oid = '{table}'::regclass AND acl.grantee NOT IN (0, relowner)
    LOOP
        EXECUTE format(
            'REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON {table} FROM %I',
            grantee
        );
    END LOOP;
END $$
"""


class OnlyGrows(RunSQL):
    """A migration's last operation: each of these tables only grows from here on."""

    reversible = True

    def __init__(self, tables: Sequence[str]) -> None:
        self.tables = tables
        statements = "".join(f"{_REVOKE.format(table=table)};" for table in tables)
        super().__init__(statements, reverse_sql=RunSQL.noop)

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return (type(self).__name__, [self.tables], {})
