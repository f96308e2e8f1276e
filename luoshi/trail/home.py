"""What the trail keeps outside the database: the signing key, and every head it ever signed."""

import os
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils.translation import gettext as _

from luoshi.trail import canonical, heads
from luoshi.trail.heads import SignedHead


class NoKey(Exception):
    """There is no signing key in this home yet."""


class KeyStands(Exception):
    """There is a signing key already; a new one would cut the heads off from their key."""


def folder() -> Path:
    """Return the one folder that holds what must be kept (LUOSHI_HOME)."""
    return Path(settings.HOME)


def key_path() -> Path:
    """Return where the signing key lies: 32 bytes in hex, readable by the owner alone."""
    return folder() / "keys" / "trail.key"


def heads_path() -> Path:
    """Return where every signed head is written down, one line each."""
    return folder() / "heads.log"


def create_key() -> str:
    """Make the signing key of this installation, once; return the public key in hex.

    :raises KeyStands: if there is one
    """
    path = key_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = Ed25519PrivateKey.generate()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyStands(_("签名密钥已存在：%(path)s") % {"path": path}) from None
    with os.fdopen(descriptor, "w") as out:
        out.write(made.private_bytes_raw().hex())
        out.flush()
        os.fsync(out.fileno())
    return made.public_key().public_bytes_raw().hex()


def signing_key() -> Ed25519PrivateKey:
    """Return the signing key.

    :raises NoKey: before set-up made one
    """
    try:
        written = key_path().read_text()
    except FileNotFoundError:
        raise NoKey(_("还没有签名密钥，请先完成初始设置")) from None
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(written))


def public_key() -> str:
    """Return the public key in hex, to be handed to whoever wants to check.

    :raises NoKey: before set-up made one
    """
    return signing_key().public_key().public_bytes_raw().hex()


def sign(size: int, root: bytes, at: datetime) -> SignedHead:
    """Sign a head with the key of this home.

    :raises NoKey: before set-up made one
    """
    return heads.sign(size, root.hex(), canonical.moment(at), signing_key())


def heads_kept() -> list[SignedHead]:
    """Return every head written down outside the database, oldest first.

    :raises heads.NotAHead: if a line is spoilt
    """
    try:
        written = heads_path().read_text()
    except FileNotFoundError:
        return []
    return list(heads.read_all(written.splitlines()))


def write_down(signed: SignedHead) -> None:
    """Add a head to the file of heads, safe on disk before this returns."""
    path = heads_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        # One write: two signers at once add two whole lines.
        os.write(descriptor, (signed.line() + "\n").encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
