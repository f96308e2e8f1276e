"""Signed heads: how many entries there were, what they hashed to, when, under whose key (签名树头).

A head is written as one line of JSON and can be kept anywhere: on paper, with another organ. No
Django here.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from luoshi.trail import canonical

FIELDS = {"at": str, "key": str, "root": str, "signature": str, "size": int}


class NotAHead(ValueError):
    """The text is not the line of a head."""


@dataclass(frozen=True)
class SignedHead:
    """A head as it stands on its line.

    :param root: 64 hex digits
    :param at: the moment of signing in the trail's spelling
    :param key: the Ed25519 public key, 64 hex digits
    :param signature: Ed25519 over `signed_text`, 128 hex digits
    """

    size: int
    root: str
    at: str
    key: str
    signature: str

    def line(self) -> str:
        """Spell the head as one line of JSON, without its line break."""
        return canonical.text_of(asdict(self))

    def holds(self) -> bool:
        """Tell whether the signature is the key's own over this size, root and moment."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.key))
            key.verify(bytes.fromhex(self.signature), signed_text(self.size, self.root, self.at))
        except (InvalidSignature, ValueError):
            return False
        return True


def signed_text(size: int, root: str, at: str) -> bytes:
    """Spell the bytes a head's signature is made over."""
    return f"luoshi trail head 1\n{size}\n{root}\n{at}\n".encode()


def sign(size: int, root: str, at: str, key: Ed25519PrivateKey) -> SignedHead:
    """Sign a head."""
    return SignedHead(
        size=size,
        root=root,
        at=at,
        key=key.public_key().public_bytes_raw().hex(),
        signature=key.sign(signed_text(size, root, at)).hex(),
    )


def read(line: str) -> SignedHead:
    """Read the line of a head.

    :raises NotAHead: if it is not one
    """
    try:
        told = json.loads(line)
    except ValueError:
        raise NotAHead(line[:200]) from None
    if not isinstance(told, dict) or {name: type(value) for name, value in told.items()} != FIELDS:
        raise NotAHead(line[:200])
    return SignedHead(**told)


def read_all(lines: Iterable[str]) -> Iterator[SignedHead]:
    """Read a file of heads, line by line.

    :raises NotAHead: at a line that is none
    """
    return (read(line) for line in lines if line.strip())
