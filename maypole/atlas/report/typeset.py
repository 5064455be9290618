"""Typeset a profile as an accessible PDF (PDF/UA-1)."""

import json
from dataclasses import asdict
from pathlib import Path

import typst
from django.conf import settings

from maypole.atlas.presenters.profile import Profile

TEMPLATE = Path(__file__).parent / "profile.typ"


def profile_pdf(profile: Profile) -> bytes:
    """Return the profile as a PDF."""
    data = json.dumps(asdict(profile), ensure_ascii=False)
    made = Path(settings.STATICFILES_DIRS[0]) / "fonts" / "report"
    faces = [made] if made.is_dir() else []
    body: bytes = typst.compile(TEMPLATE, sys_inputs={"data": data}, pdf_standards=["ua-1"], font_paths=faces)
    return body
