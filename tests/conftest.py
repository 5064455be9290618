"""What every test stands on: no network but this machine, quick passwords, and a cast of people."""

import os
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import settings
from pytest_socket import _remove_restrictions, socket_allow_hosts

from maypole.atlas.queries import payload as payloads
from maypole.atlas.queries.kept import at_once
from tests.cast import Cast, make_cast

# Playwright runs an event loop in the thread of the test, which Django would otherwise refuse.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# No test is about time: a busy machine is not a fault.
settings.register_profile("maypole", deadline=None)
settings.load_profile("maypole")
SHARED = Path(os.environ.get("MAYPOLE_SHARED", "../shared"))
# Files that take a minute or more go first, or one processor waits for them at the end.
LONGEST = ("test_first_start.py", "test_overlaps.py", "test_every_address.py", "test_plans.py", "test_return_pages.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files, and each file with what needs no cast: once made, it stands until the file's end."""
    place = {path: number for number, path in enumerate(dict.fromkeys(item.path for item in items))}
    items.sort(key=lambda item: (item.path.name not in LONGEST, place[item.path], "cast" in item.fixturenames))


@pytest.fixture(autouse=True)
def only_this_machine() -> Iterator[None]:
    """Block every connection but those to this machine."""
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)
    yield
    _remove_restrictions()


@pytest.fixture(autouse=True)
def quick(settings) -> None:
    """Hash passwords quickly, forget what was counted, keep mail in memory."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch) -> None:
    """Keep no map from one test to the next, and make it again while the request waits: the rows are the test's own."""
    monkeypatch.setattr(payloads.KEPT, "editions", {})
    monkeypatch.setattr(payloads.KEPT, "beside", at_once)


@pytest.fixture(scope="module")
def cast_of_file(django_db_setup, django_db_blocker) -> Iterator[Cast]:
    """Make the cast once for all tests of a file, in a transaction around those of the tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_cast()
        transaction.set_rollback(True)


@pytest.fixture
def cast(cast_of_file, db) -> Cast:
    """Return a partnership, a museum, a school, and one person of every role, as nobody has touched them yet."""
    return deepcopy(cast_of_file)


@pytest.fixture
def as_(client):
    """Return a function that gives a browser in which a person is signed in; None is a visitor."""

    def sign_in(person=None) -> Client:
        browser = Client()
        if person is not None:
            browser.force_login(person)
        return browser

    return sign_in


@pytest.fixture
def shared_data() -> Path:
    """Return the folder of the publishers' files, or skip and say why."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"MAYPOLE_SHARED ({SHARED}) has no data: the tests on the publishers' files are left out")
    return SHARED / "data"
