"""One file that holds everything: a copy of the database and of the files that people uploaded."""

import io
import json
import os
import shutil
import sqlite3
import subprocess  # nosec (our own two commands, no shell)
import tarfile
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from maypole import __version__

MANIFEST, SQLITE, DUMP, MEDIA = "maypole.json", "database.sqlite3", "database.dump", "media"


class UnusableBackup(Exception):
    """The file is not a backup of Maypole, or of the other kind of database."""


def write_backup(path: Path, *, now: datetime) -> int:
    """Write database and uploads to `path` (.tar.gz) and return its size in bytes; others may go on working."""
    being_written = path.with_suffix(path.suffix + ".part")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(being_written, "w:gz") as archive:
        manifest = {"maypole": __version__, "database": connection.vendor, "made_at": now.isoformat()}
        add_text(archive, MANIFEST, json.dumps(manifest))
        archive.add(copy_of_database(Path(folder)), arcname=name_of_copy())
        if settings.MEDIA_ROOT.exists():
            archive.add(settings.MEDIA_ROOT, arcname=MEDIA)
    os.replace(being_written, path)
    return path.stat().st_size


def add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    info = tarfile.TarInfo(name)
    data = text.encode()
    info.size = len(data)
    archive.addfile(info, io.BytesIO(data))


def name_of_copy() -> str:
    return SQLITE if connection.vendor == "sqlite" else DUMP


def copy_of_database(folder: Path) -> Path:
    """Return a copy of the database that is whole, whatever is being written meanwhile."""
    copy = folder / name_of_copy()
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(copy)) as target:
            connection.connection.backup(target)
    else:
        run_postgres("pg_dump", "--format=custom", "--no-owner", f"--file={copy}")
    return copy


def run_postgres(command: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own commands on our database; the password goes by the environment."""
    database = connection.settings_dict
    environment = os.environ | {
        "PGHOST": str(database["HOST"] or ""),
        "PGPORT": str(database["PORT"] or ""),
        "PGUSER": str(database["USER"] or ""),
        "PGPASSWORD": str(database["PASSWORD"] or ""),
        "PGDATABASE": str(database["NAME"]),
    }
    subprocess.run([command, *arguments], check=True, env=environment)  # nosec (our own command, no shell)


def read_manifest(path: Path) -> dict[str, str]:
    """Return what a backup says of itself. Raises UnusableBackup."""
    try:
        with tarfile.open(path, "r:gz") as archive:
            found = archive.extractfile(MANIFEST)
            manifest: dict[str, str] = json.loads(found.read()) if found else {}
    except (tarfile.TarError, OSError, KeyError, ValueError, EOFError) as error:
        raise UnusableBackup(f"{path} is not a backup of Maypole: {error}") from error
    if manifest.get("database") != connection.vendor:
        raise UnusableBackup(
            f"{path} holds a {manifest.get('database')} database and this installation uses {connection.vendor}."
        )
    return manifest


def restore_backup(path: Path) -> dict[str, str]:
    """Put the backup in the place of what is there now. Raises UnusableBackup before anything is changed."""
    manifest = read_manifest(path)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with tarfile.open(path, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        restore_database(folder)
        restore_media(folder / MEDIA)
    return manifest


def restore_database(folder: Path) -> None:
    """Write the copy over the database that is there."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / SQLITE)) as source:
            source.backup(connection.connection)
    else:
        connection.close()
        name = str(connection.settings_dict["NAME"])
        run_postgres("pg_restore", "--clean", "--if-exists", "--no-owner", "--dbname", name, str(folder / DUMP))


def restore_media(kept: Path) -> None:
    """Put the uploads of the backup in the place of those that are there."""
    if settings.MEDIA_ROOT.exists():
        shutil.rmtree(settings.MEDIA_ROOT)
    if kept.exists():
        shutil.copytree(kept, settings.MEDIA_ROOT)
