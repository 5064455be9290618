"""Made-up requests to every interface: no answer may break what its own description promises."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from maypole.config.wsgi import application

openreferral = schemathesis.openapi.from_wsgi("/openreferral/v3/openapi.json", application)
ours = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
made_up = settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
)
# The test client hands on what is sent as it is, so nothing may be sent compressed.
PLAIN = {"Accept-Encoding": "identity"}
pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def one_connection():
    """Let requests share the test's connection, as Django's own client does: a server closes it around each of them."""
    around = (request_started, request_finished)
    for signal in around:
        signal.disconnect(close_old_connections)
    yield
    for signal in around:
        signal.connect(close_old_connections)


@openreferral.parametrize()
@made_up
def test_open_referral_keeps_its_promises(case, cast):
    case.call_and_validate(headers=PLAIN)


@ours.parametrize()
@made_up
def test_our_own_interface_keeps_its_promises(case, cast):
    case.call_and_validate(headers=PLAIN)
