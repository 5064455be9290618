"""The same places in uMap 3.7.3, in an environment of its own beside PostgreSQL and PostGIS; None where it cannot be had.

uMap shows them as it shows any large layer: one layer with its own clusters, kept as GeoJSON. It is served as Maypole
is, by granian and whitenoise, without debugging, its files collected and hashed.
Its tiles point nowhere, so that no network is part of what is measured.
"""

import json
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.browser import free_port, served
from benchmarks.databases import postgres, run_in

ENVIRONMENT = Path(".cache/umap")
PACKAGES = ("umap-project==3.7.3", "whitenoise==6.12.0", "granian==2.8.7")
POSTGIS = '. scripts/set-up; . scripts/services; debian_install "postgresql-$(basename "$(dirname "$(postgres_bin)")")-postgis-3"'
PAGE = "/en/map/places_1"
SYMBOL = ".leaflet-marker-icon"

SETTINGS = """
from umap.settings.base import *
SECRET_KEY = "only for a benchmark"
DEBUG = False
ALLOWED_HOSTS = ["*"]
SITE_URL = "http://localhost"
DATABASES = {{"default": {{"ENGINE": "django.contrib.gis.db.backends.postgis", **{database!r}}}}}
MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware", *MIDDLEWARE]
STATIC_ROOT = "{folder}/umap-static"
MEDIA_ROOT = "{folder}/umap-media"
"""

FILL = """
import json, uuid
from django.contrib.auth.models import User
from django.contrib.gis.geos import Point
from django.core.files.base import ContentFile
from umap.models import DataLayer, Licence, Map, TileLayer
TileLayer.objects.create(name="none", url_template="http://localhost:1/{{z}}/{{x}}/{{y}}.png", attribution="none", rank=1)
made = Map.objects.create(
    name="places", slug="places", center=Point(-1.15, 52.95), zoom=6, share_status=Map.PUBLIC,
    licence=Licence.objects.create(name="none"), owner=User.objects.create_user("owner"),
    settings={{"geometry": {{"type": "Point", "coordinates": [-1.15, 52.95]}}, "properties": {{"zoom": 6}}}},
)
options = {{"type": "Cluster", "name": "places", "displayOnLoad": True, "browsable": True}}
layer = DataLayer(uuid=uuid.uuid4(), map=made, name="places", display_on_load=True, settings=options)
places = json.load(open("{folder}/places.geojson"))
layer.geojson.save("places.geojson", ContentFile(json.dumps({{**places, "_umap_options": options}})), save=False)
layer.save()
"""


@contextmanager
def umap(folder: Path) -> Iterator[str | None]:
    """Serve uMap with the places of this data folder; yield the address of its map, or None where it cannot be had."""
    with postgres() as url:
        if url is None or not installed() or not has_postgis(url):
            yield None
            return
        settings = folder / "umap_settings.py"
        settings.write_text(SETTINGS.format(database=database_of(url), folder=folder))
        run_in(str(folder), "benchmarks.umap", str(folder))
        environment = {"UMAP_SETTINGS": str(settings)}
        steps = (["collectstatic", "--noinput", "-v0"], ["migrate", "-v0"], ["shell", "-c", fill_of(folder)])
        if not all(run_umap(environment, *step) for step in steps):
            yield None
            return
        port = free_port()
        python = str(ENVIRONMENT / "bin/python")
        command = [python, "-m", "granian", "--interface", "wsgi", "umap.wsgi:application", "--port", str(port)]
        with served(environment, command, port, PAGE) as address:
            yield address + PAGE


def installed() -> bool:
    """Put uMap in an environment of its own, once."""
    if (ENVIRONMENT / "bin/umap").exists() and (ENVIRONMENT / "bin/granian").exists():
        return True
    venv.create(ENVIRONMENT, with_pip=True)
    command = [str(ENVIRONMENT / "bin/python"), "-m", "pip", "install", "--quiet", *PACKAGES]
    return subprocess.run(command, check=False, stdout=sys.stderr).returncode == 0


def has_postgis(url: str) -> bool:
    """Add PostGIS to the database, installing Debian's package where it is missing."""
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'").fetchone()
        if not found and subprocess.run(["sh", "-c", POSTGIS], check=False, stdout=sys.stderr).returncode:
            return False
        connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        return True


def database_of(url: str) -> dict[str, str]:
    parts = psycopg.conninfo.conninfo_to_dict(url)
    return {"NAME": parts["dbname"], "USER": parts["user"], "HOST": parts["host"], "PORT": str(parts["port"])}


def fill_of(folder: Path) -> str:
    return FILL.format(folder=folder)


def run_umap(environment: dict[str, str], *arguments: str) -> bool:
    command = [str(ENVIRONMENT / "bin/umap"), *arguments]
    done = subprocess.run(command, env={"PATH": "/usr/bin:/bin", **environment}, check=False, stdout=sys.stderr)
    return done.returncode == 0


def write_places(folder: str) -> None:
    """Write the places of this data folder as GeoJSON, which is what uMap reads."""
    import django

    django.setup()
    from maypole.directory.models import Entry

    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
            "properties": {"name": name, "kind": kind},
        }
        for name, kind, longitude, latitude in Entry.objects.values_list("name", "kind", "longitude", "latitude")
    ]
    Path(folder, "places.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))


if __name__ == "__main__":
    write_places(sys.argv[1])
