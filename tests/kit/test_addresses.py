"""网址: what nobody can have typed leads nowhere, on either engine."""

import pytest

from tests.shell.pages import sign_in
from tests.world import someone_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/matters/%00/",
        "/docs/?q=%00",
        "/organisation/?q=a%00b",
        "/ledger/?%00=1",
        "/ledger/excel/?q=%00",
    ],
)
def test_nothing_stands_at_an_address_with_a_nul_in_it(client, address):
    sign_in(client, someone_of("市政府督查室", "督查员"))

    assert client.get(address).status_code == 404
