"""A zip file from outside, opened with care: its size when unpacked is known before it is used.

docx and xlsx are zip files. A small one may unpack to terabytes, name another document by an XML
entity, or stop half way; each of these is refused here, before any library sees the file.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from luoshi.papers.refusals import Unreadable

MOST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 5_000
# Plain XML packs about 1:20. A hostile member packs 1:1000; small ones are let through.
MOST_RATIO = 200
RATIO_COUNTS_FROM = 5 * 1024 * 1024
_CHUNK = 1 << 18
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    # zipfile says so of a compression it does not know, and of a member that asks for a password.
    RuntimeError,
    ValueError,
    IndexError,
)


@dataclass(frozen=True)
class Archive:
    """A zip file every member of which was unpacked once and found sound."""

    names: frozenset[str]
    zipped: zipfile.ZipFile

    def member(self, name: str) -> bytes:
        """Return one member's bytes.

        :raises Unreadable: if there is none of that name
        """
        if name not in self.names:
            raise Unreadable("broken")
        return self.zipped.read(name)

    def tree(self, name: str) -> etree._Element:
        """Return one member as XML; nothing outside of it is ever fetched.

        :raises Unreadable: if it is not well-formed, or declares entities
        """
        return parsed(self.member(name))


def opened(content: bytes) -> Archive:
    """Open a zip file after looking into every member.

    :raises Unreadable: if it is broken, encrypted, too large unpacked, or declares XML entities
    """
    try:
        zipped = zipfile.ZipFile(io.BytesIO(content))
        members = zipped.infolist()
        _weigh(members)
        for member in members:
            _look_into(zipped, member)
    except _BROKEN as error:
        raise Unreadable("broken") from error
    return Archive(frozenset(zipped.namelist()), zipped)


def parsed(content: bytes) -> etree._Element:
    """Parse XML without entities, DTD or network.

    :raises Unreadable: if it is not well-formed, or carries a document type
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("broken") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable("entities")
    return root


def _weigh(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise Unreadable("bomb")
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("encrypted")
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Unreadable("bomb")
    for member in members:
        packed = max(member.compress_size, 1)
        if member.file_size > RATIO_COUNTS_FROM and member.file_size / packed > MOST_RATIO:
            raise Unreadable("bomb")


def _look_into(zipped: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    # Reading to the end checks the length and the checksum: a directory that lies about sizes, or
    # a file that stops half way, ends in BadZipFile here instead of in somebody else's parser.
    with zipped.open(member) as stream:
        head = stream.read(_CHUNK)
        if member.filename.endswith((".xml", ".rels")) and _declares(head):
            raise Unreadable("entities")
        while stream.read(_CHUNK):
            pass


def _declares(head: bytes) -> bool:
    start = head[:4096].replace(b"\0", b"").upper()
    return b"<!DOCTYPE" in start or b"<!ENTITY" in start
