"""Say by exit status 0 that the database was prepared by just this code. Needs no Django, so that a start is quick."""

import hashlib
import os
import sqlite3
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WITHOUT_SAMPLE = "-empty"
QUERY = "SELECT value FROM core_installation WHERE key = 'prepared'"


def code_digest() -> str:
    """Return the digest of what preparing depends on: the migrations, the sample and the pinned packages."""
    paths = [ROOT / "requirements.txt", *ROOT.glob("maypole/*/migrations/*.py"), *ROOT.glob("maypole/web/sample/*")]
    found = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def prepared_digest() -> str:
    """Return the digest kept in the database, or an empty string where there is none yet."""
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        return digest_in_postgres(url)
    kept = Path(os.environ.get("MAYPOLE_DATA", ROOT / "var")) / "maypole.sqlite3"
    if url or not kept.exists():
        return ""
    with sqlite3.connect(kept) as connection:
        try:
            found = connection.execute(QUERY).fetchone()
        except sqlite3.OperationalError:
            return ""
    return found[0] if found else ""


def digest_in_postgres(url: str) -> str:
    import psycopg

    try:
        with psycopg.connect(url) as connection:
            found = connection.execute(QUERY).fetchone()
    except psycopg.Error:
        return ""
    return found[0] if found else ""


if __name__ == "__main__":
    sys.exit(prepared_digest() != code_digest() + (WITHOUT_SAMPLE if "--empty" in sys.argv else ""))
