"""The invented region, loaded once for all tests of a file."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

import pytest
from django.db import transaction

from maypole.web.sample import load
from maypole.web.sample.load import load_sample
from tests.cast import make_wagtail_roots

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def invented_region(django_db_setup, django_db_blocker) -> Callable[[int], AbstractContextManager[None]]:
    """Return a context in which the sample stands with so many schools: each test looks at it, or undoes what it did."""

    @contextmanager
    def standing(schools: int) -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
            # Outlines take seconds and have tests of their own.
            patch.setattr(load, "derive_outlines", lambda codes: 0)
            make_wagtail_roots()
            load_sample(now=NOW, schools=schools, organisations=200)
            yield
            transaction.set_rollback(True)

    return standing
