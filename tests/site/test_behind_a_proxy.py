"""反向代理: a lock-out shuts a name on one computer, not for the whole city."""

import pytest
from axes.helpers import get_client_ip_address
from django.test import RequestFactory

pytestmark = pytest.mark.one_engine


def request_from(connection, **headers):
    """A request as it reaches the house."""
    return RequestFactory(REMOTE_ADDR=connection).post("/sign-in/", headers=headers)


def test_under_https_it_is_the_computer_the_proxy_tells(settings):
    settings.HTTPS = True
    request = request_from("127.0.0.1", x_real_ip="10.20.3.4")

    assert get_client_ip_address(request) == "10.20.3.4"


def test_without_a_proxy_a_written_header_is_not_believed(settings):
    settings.HTTPS = False
    request = request_from("10.20.3.9", x_real_ip="10.20.3.4")

    assert get_client_ip_address(request) == "10.20.3.9"
