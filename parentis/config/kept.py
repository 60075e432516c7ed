"""What an installation holds, asked of its database, for a backup or a restore."""

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import sql

from parentis.config.archive import Privilege

Connection = psycopg.Connection[Any]

OUR_SCHEMAS = sql.SQL(
    "n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
)

# What rows name as their files, by table: a path below the folder of files, or (ending
# in a stroke) a folder that holds at least one.
FILES_OF_ROWS = {
    "returns_upload": "SELECT 'returns/' || id || '/as-received/' FROM returns_upload",
    "reports_reportdocument": (
        "SELECT 'reports/' || report_id || '/documents/' || id || '.' || form"
        " FROM reports_reportdocument"
    ),
    "sign_off_keptfile": (
        "SELECT 'reports/' || c.report_id || '/fair-copies/' || c.id || '/' || f.form"
        " || '.' || f.form FROM sign_off_keptfile f"
        " JOIN sign_off_faircopy c ON c.id = f.copy_id"
    ),
    "meetings_paper": (
        "SELECT 'meetings/' || item_id || '/' || id || '.' || file_form"
        " FROM meetings_paper WHERE file_form <> ''"
    ),
    "strategy_strategy": (
        "SELECT DISTINCT 'strategies/' || sha256 || '.' || file_form"
        " FROM strategy_strategy WHERE file_form <> ''"
    ),
    "strategy_promiseevidence": (
        "SELECT 'evidence/' || left(kept_as::text, 2) || '/'"
        " || replace(kept_as::text, '-', '')"
        " FROM strategy_promiseevidence WHERE kept_as IS NOT NULL"
    ),
}

# Filled by setting up and by serving: rows in these are nobody's work.
FILLED_BY_ITSELF = frozenset(
    {
        "auth_permission",
        "cache",
        "django_content_type",
        "django_migrations",
        "django_session",
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
    }
)


_TABLES = sql.SQL("""
SELECT n.nspname, c.relname
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND {ours} ORDER BY 1, 2
""").format(ours=OUR_SCHEMAS)


def tables(connection: Connection) -> list[tuple[str, str]]:
    """Every table of ours, as (schema, name)."""
    return connection.execute(_TABLES).fetchall()


def row_counts(connection: Connection) -> dict[str, int]:
    return {
        f"{schema}.{name}": connection.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, name))
        ).fetchone()[0]  # type: ignore[index]
        for schema, name in tables(connection)
    }


def tables_with_work(connection: Connection) -> list[str]:
    """The tables somebody's work is in."""
    return [
        name
        for schema, name in tables(connection)
        if name not in FILLED_BY_ITSELF
        and connection.execute(
            sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(schema, name))
        ).fetchone()
    ]


def migrations(connection: Connection) -> list[list[str]]:
    if "django_migrations" not in {name for _, name in tables(connection)}:
        return []
    query = "SELECT app, name FROM django_migrations ORDER BY app, name"
    return [list(row) for row in connection.execute(query)]


def files_of_rows(connection: Connection) -> list[str]:
    """The files that rows name, and the folders (ending in a stroke)."""
    there = {name for _, name in tables(connection)}
    return [
        path
        for table, query in FILES_OF_ROWS.items()
        if table in there
        for (path,) in connection.execute(query)
    ]


def role(connection: Connection) -> str:
    return str(connection.execute("SELECT current_user").fetchone()[0])  # type: ignore[index]


def size(connection: Connection) -> int:
    row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0


def others_connected(connection: Connection) -> int:
    """How many, but for the server's own, which tidy up as nobody (autovacuum)."""
    row = connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND usesysid IS NOT NULL"
    ).fetchone()
    return int(row[0]) if row else 0


# -- who may what ----------------------------------------------------------------------

# Everybody but the owner, who may do everything. Role 0 is PUBLIC.
_GRANTED = sql.SQL("""
SELECT kind, place, col, coalesce(r.rolname, 'PUBLIC'), a.privilege_type
FROM (
    SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind,
        format('%I.%I', n.nspname, c.relname) AS place, '' AS col,
        c.relowner AS owner, c.relacl AS acl
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND {ours}
    UNION ALL
    SELECT 'TABLE', format('%I.%I', n.nspname, c.relname), quote_ident(t.attname),
        c.relowner, t.attacl
    FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE t.attacl IS NOT NULL AND NOT t.attisdropped AND {ours}
    UNION ALL
    SELECT 'FUNCTION', format('%I.%I(%s)', n.nspname, p.proname,
            pg_get_function_identity_arguments(p.oid)),
        '', p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prokind = 'f' AND {ours}
    UNION ALL
    SELECT 'SCHEMA', quote_ident(n.nspname), '', n.nspowner, n.nspacl
    FROM pg_namespace n WHERE n.nspname <> 'public' AND {ours}
) AS kept
CROSS JOIN LATERAL aclexplode(kept.acl) AS a
LEFT JOIN pg_roles r ON r.oid = a.grantee
WHERE a.grantee <> kept.owner
ORDER BY 1, 2, 3, 4, 5
""").format(ours=OUR_SCHEMAS)


def privileges(connection: Connection) -> list[Privilege]:
    return [
        Privilege(kind=kind, on=on, column=column, role=role, may=may)
        for kind, on, column, role, may in connection.execute(_GRANTED)
    ]


def set_privileges(connection: Connection, wanted: Sequence[Privilege]) -> list[str]:
    """Exactly these, whatever the defaults of this database gave. Owners keep theirs.

    Gives the roles that are not here, whose privileges are left out.
    """
    here = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    here |= {"PUBLIC"}
    for given in privileges(connection):
        _change(connection, "REVOKE", given, "FROM")
    for each in wanted:
        if each.role in here:
            _change(connection, "GRANT", each, "TO")
    return sorted({each.role for each in wanted} - here)


def _change(connection: Connection, verb: str, it: Privilege, to: str) -> None:
    # The names come quoted from the database that the backup is of.
    columns = f" ({it.column})" if it.column else ""
    role = it.role
    if role != "PUBLIC":
        role = sql.Identifier(role).as_string(connection)
    words = f"{verb} {it.may}{columns} ON {it.kind} {it.on} {to} {role}"
    connection.execute(words.encode())


# -- beginning again -------------------------------------------------------------------

_EVERYTHING = sql.SQL("""
SELECT format('DROP SCHEMA %I CASCADE', n.nspname)
FROM pg_namespace n WHERE n.nspname <> 'public' AND {ours}
UNION ALL
SELECT format('DROP %s IF EXISTS public.%I CASCADE',
    CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
        WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname = 'public'
AND NOT EXISTS (
    SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'i')
)
UNION ALL
SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'public'
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT format('DROP TYPE IF EXISTS public.%I CASCADE', t.typname)
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE n.nspname = 'public' AND (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c')
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
""").format(ours=OUR_SCHEMAS)


def drop_everything(connection: Connection) -> None:
    """Only where `tables_with_work` found none, or a restore was broken off."""
    for (statement,) in connection.execute(_EVERYTHING).fetchall():
        connection.execute(statement.encode())


def known_migrations() -> set[tuple[str, str]]:
    """Those that this Parentis brings with it, whatever the database has."""
    from django.db.migrations.loader import MigrationLoader

    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
