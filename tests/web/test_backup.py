"""A backup and its restore by one command each, drilled; and files that are none."""

import io
import tarfile

import pytest
from django.core.management import CommandError, call_command

from maypole.accounts.models import Person
from maypole.web.backup import UnusableBackup, read_manifest


@pytest.mark.django_db(transaction=True)
def test_a_backup_brings_everything_back(tmp_path, settings, capsys):
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "listings").mkdir(parents=True)
    (settings.MEDIA_ROOT / "listings" / "lace.jpg").write_bytes(b"picture")
    Person.objects.create_user("kept@maypole.example")
    kept = tmp_path / "backup.tar.gz"
    call_command("backup", str(kept))
    Person.objects.all().delete()
    (settings.MEDIA_ROOT / "listings" / "lace.jpg").unlink()
    call_command("restore", str(kept), "--yes")
    assert Person.objects.filter(email="kept@maypole.example").exists()
    assert (settings.MEDIA_ROOT / "listings" / "lace.jpg").read_bytes() == b"picture"


def test_a_file_that_is_no_backup_changes_nothing(tmp_path, db):
    wrong = tmp_path / "wrong.tar.gz"
    wrong.write_text("<html>")
    with pytest.raises(CommandError, match="not a backup of Maypole"):
        call_command("restore", str(wrong), "--yes")


def test_a_backup_of_the_other_database_is_refused(tmp_path, db):
    other = tmp_path / "other.tar.gz"
    with tarfile.open(other, "w:gz") as archive:
        info = tarfile.TarInfo("maypole.json")
        text = b'{"database": "oracle"}'
        info.size = len(text)
        archive.addfile(info, io.BytesIO(text))
    with pytest.raises(UnusableBackup, match="oracle"):
        read_manifest(other)


def test_restore_never_asks_without_a_terminal(tmp_path, db):
    with pytest.raises(CommandError, match="Add --yes"):
        call_command("restore", str(tmp_path / "any.tar.gz"))
