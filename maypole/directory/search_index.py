"""The full-text index over entries: FTS5 beside the table on SQLite, a generated tsvector on PostgreSQL.

The index keeps itself up to date in the database, so whoever writes entries need not know of it.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "directory_entry"

FTS_TABLE = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE}_fts USING fts5(
    name, words, content='{TABLE}', content_rowid='id',
    tokenize="unicode61 remove_diacritics 2", prefix='2 3 4'
)
"""
FORGET = f"INSERT INTO {TABLE}_fts({TABLE}_fts, rowid, name, words) VALUES ('delete', old.id, old.name, old.words);"
LEARN = f"INSERT INTO {TABLE}_fts(rowid, name, words) VALUES (new.id, new.name, new.words);"
TRIGGER = f"CREATE TRIGGER IF NOT EXISTS {TABLE}_fts"
FTS_TRIGGERS = (
    f"{TRIGGER}_insert AFTER INSERT ON {TABLE} BEGIN {LEARN} END",
    f"{TRIGGER}_delete AFTER DELETE ON {TABLE} BEGIN {FORGET} END",
    f"{TRIGGER}_update AFTER UPDATE OF name, words ON {TABLE} BEGIN {FORGET} {LEARN} END",
)

POSTGRESQL = f"""
ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS search tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('simple', words), 'D')
) STORED;
CREATE INDEX IF NOT EXISTS {TABLE}_search ON {TABLE} USING gin (search);
"""


def ensure_index(using: str = "default", **_: Any) -> None:
    """Make the index where it is missing; called after each migrate, and by tests that run none."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(POSTGRESQL)
    else:
        ensure_sqlite_index(connection)


def ensure_sqlite_index(connection: BaseDatabaseWrapper) -> None:
    """Make table and triggers; fill the index only where a trigger was missing, as after a change of the table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        is_whole = cursor.fetchone()[0] == len(FTS_TRIGGERS)
        for statement in (FTS_TABLE, *FTS_TRIGGERS):
            cursor.execute(statement)
        if not is_whole:
            cursor.execute(f"INSERT INTO {TABLE}_fts({TABLE}_fts) VALUES ('rebuild')")
