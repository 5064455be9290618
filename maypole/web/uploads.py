"""Files that a coordinator gave, kept between a look and the decision to take them in."""

import re
import shutil
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

KEPT = 20


def folder() -> Path:
    return Path(settings.DATA_DIR) / "uploads"


def keep(file: "UploadedFile[Any]") -> str:
    """Write an uploaded file down and return its token; only the last twenty are kept."""
    token = uuid.uuid4().hex
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", Path(file.name or "list").name)[-120:].lstrip(".") or "list"
    place = folder() / token
    place.mkdir(parents=True)
    with (place / name).open("wb") as kept:
        for part in file.chunks():
            kept.write(part)
    forget_old()
    return token


def kept_file(token: str) -> Path | None:
    """Return the file of a token, or None where there is no such token or the file has gone."""
    if not re.fullmatch(r"[0-9a-f]{32}", token):
        return None
    place = folder() / token
    return next(iter(sorted(place.iterdir())), None) if place.is_dir() else None


def forget_old() -> None:
    """Delete all but the last twenty."""
    places = sorted(folder().iterdir(), key=lambda place: place.stat().st_mtime, reverse=True)
    for place in places[KEPT:]:
        shutil.rmtree(place, ignore_errors=True)
