"""Made-up requests to every interface: no answer may break what its own description promises."""

import pytest
import schemathesis
from django.db import connection
from hypothesis import HealthCheck, settings

from maypole.config.wsgi import application

openreferral = schemathesis.openapi.from_wsgi("/openreferral/v3/openapi.json", application)
ours = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
made_up = settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
)
# The test client hands on what is sent as it is, so nothing may be sent compressed.
PLAIN = {"Accept-Encoding": "identity"}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        connection.vendor == "postgresql",
        reason="the client of the made-up requests drops the open connection of the test; SQLite runs the same views",
    ),
]


@openreferral.parametrize()
@made_up
def test_open_referral_keeps_its_promises(case, cast):
    case.call_and_validate(headers=PLAIN)


@ours.parametrize()
@made_up
def test_our_own_interface_keeps_its_promises(case, cast):
    case.call_and_validate(headers=PLAIN)
