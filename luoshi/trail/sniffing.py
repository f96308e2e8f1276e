"""What kind of file some bytes are, by the bytes alone: a name proves nothing. No Django here."""

import io
import zipfile

UNKNOWN = "application/octet-stream"
OPENXML = "application/vnd.openxmlformats-officedocument"
# fmt: off
BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-",                             "application/pdf"),
    (b"\x89PNG\r\n\x1a\n",                 "image/png"),
    (b"\xff\xd8\xff",                      "image/jpeg"),
    (b"GIF87a",                            "image/gif"),
    (b"GIF89a",                            "image/gif"),
    (b"{\\rtf",                            "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  "application/x-ole-storage"),
)
INSIDE: tuple[tuple[str, str], ...] = (
    ("word/document.xml",    f"{OPENXML}.wordprocessingml.document"),
    ("xl/workbook.xml",      f"{OPENXML}.spreadsheetml.sheet"),
    ("ppt/presentation.xml", f"{OPENXML}.presentationml.presentation"),
    ("OFD.xml",              "application/ofd"),
)
# fmt: on
MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml")


def media_type(content: bytes) -> str:
    """Return the media type the bytes themselves show; UNKNOWN where they show none."""
    for beginning, kind in BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    return _written(content)


def _packed(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
    except zipfile.BadZipFile:
        return UNKNOWN
    return next((kind for name, kind in INSIDE if name in names), "application/zip")


def _written(content: bytes) -> str:
    if not _is_text(content):
        return UNKNOWN
    start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    # Anything a browser might take for markup counts as markup: it must never be shown inline.
    return "text/html" if start.startswith(MARKUP) or b"<html" in start else "text/plain"


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _reads_as(content, "utf-16")
    if b"\x00" in content:
        return False
    return _reads_as(content, "utf-8") or _reads_as(content, "gb18030")


def _reads_as(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
