"""Files by digest: bytes are stored under the hash of themselves and never overwritten.

They lie outside the web root and are served only through the rule of the thing that owns them.
"""

import os
import tempfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext as _

from luoshi.kit.actor import Actor
from luoshi.trail import home, sniffing
from luoshi.trail.models import File


class FileLost(Exception):
    """The bytes of a kept file are not where they belong."""


class FileSpoilt(Exception):
    """The bytes under a digest are not the bytes that have this digest."""


class FilePurged(Exception):
    """The file was purged by two administrators; its bytes are gone and may not come back."""


def keep(content: bytes, *, name: str, by: Actor, at: datetime) -> File:
    """Keep a file, safe on disk before this returns; the same bytes are kept once.

    The bytes stay even if the caller's transaction does not: without a row nothing serves them.

    :raises FilePurged: if these very bytes were purged before
    :raises FileSpoilt: if other bytes stand under this digest
    """
    digest = sha256(content).hexdigest()
    known = File.objects.filter(digest=digest).first()
    if known and known.purged_at:
        raise FilePurged(_("该文件已被清除，不得再次录入（摘要 %(digest)s）") % {"digest": digest})
    _store(content, digest)
    if known:
        return known
    file, _created = File.objects.get_or_create(
        digest=digest,
        defaults={
            "size": len(content),
            "media_type": sniffing.media_type(content),
            "name": _last_part(name),
            "kept_at": at,
            "kept_by_id": by.person_id,
        },
    )
    return file


def read(file: File) -> bytes:
    """Return the bytes of a kept file, having checked them against its digest.

    :raises FilePurged: if the file was purged
    :raises FileLost: if the bytes are not on disk
    :raises FileSpoilt: if the bytes on disk are others
    """
    if file.purged_at:
        raise FilePurged(_("该文件已被清除（摘要 %(digest)s）") % {"digest": file.digest})
    try:
        content = path_of(file.digest).read_bytes()
    except FileNotFoundError:
        raise FileLost(_("文件原件缺失（摘要 %(digest)s）") % {"digest": file.digest}) from None
    if sha256(content).hexdigest() != file.digest:
        raise FileSpoilt(_("文件原件与摘要不符（摘要 %(digest)s）") % {"digest": file.digest})
    return content


def remove(digest: str) -> bool:
    """Remove the bytes of a purged file from disk; tell whether they were still there.

    :raises ValueError: if the file was not purged
    """
    if not File.objects.filter(digest=digest, purged_at__isnull=False).exists():
        raise ValueError(digest)
    path = path_of(digest)
    lay_there = path.exists()
    path.unlink(missing_ok=True)
    return lay_there


def path_of(digest: str) -> Path:
    """Return where the bytes with this digest lie: files/ab/cd/abcd…"""
    return home.folder() / "files" / digest[:2] / digest[2:4] / digest


def _store(content: bytes, digest: str) -> None:
    path = path_of(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _place(content, path)
    elif sha256(path.read_bytes()).hexdigest() != digest:
        raise FileSpoilt(_("文件原件与摘要不符（摘要 %(digest)s）") % {"digest": digest})


def _place(content: bytes, path: Path) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        new.chmod(0o440)
        new.replace(path)
        _fsync_folder(path.parent)
    finally:
        new.unlink(missing_ok=True)


def _fsync_folder(folder: Path) -> None:
    # The name is only safe once the folder itself is on disk.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _last_part(name: str) -> str:
    # A browser may send a whole path of the sender's machine; only its last part is a name.
    return name.replace("\\", "/").rsplit("/", 1)[-1][:255]
