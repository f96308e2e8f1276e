"""封存 Addresses are sealed before they are kept: who reads the tables or a backup reads none.

The key is drawn from the installation's own secret. Where that is changed, the addresses cannot be
opened any more and must be filled in anew; that is said, never guessed around.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unreadable(Exception):
    """The secret this was sealed with is no longer the installation's."""


def seal(address: str) -> str:
    """Return an address as it is kept."""
    return _box().encrypt(address.encode()).decode()


def unseal(kept: str) -> str:
    """Return the address that was sealed.

    :raises Unreadable: if it was sealed under another secret, or nothing was
    """
    try:
        return _box().decrypt(kept.encode()).decode()
    except InvalidToken as wrong:
        raise Unreadable from wrong


def _box() -> Fernet:
    drawn = sha256(b"luoshi.channel:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(urlsafe_b64encode(drawn))
