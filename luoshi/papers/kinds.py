"""What a file is, told from its bytes. Its name is believed about nothing.

A name that says something else is refused in words: it is how a scan gets sent as a Word file, and
how a page with scripts gets sent as a text.
"""

import re
from pathlib import PurePath

from luoshi.papers import archives, compound
from luoshi.papers.archives import Archive
from luoshi.papers.compound import Compound
from luoshi.papers.refusals import Unreadable

MOST_BYTES = 20 * 1024 * 1024

TEXT, HTML, PDF, OFD = "txt", "html", "pdf", "ofd"
DOCX, DOC, XLSX, XLS = "docx", "doc", "xlsx", "xls"
# What a name may say of each kind; a name that says nothing we know is no lie.
_EXTENSIONS = {
    TEXT: {".txt", ".text", ".md"},
    HTML: {".html", ".htm", ".xhtml"},
    PDF: {".pdf"},
    DOCX: {".docx", ".wps"},
    XLSX: {".xlsx", ".et"},
    XLS: {".xls", ".et"},
    DOC: {".doc", ".wps"},
    "docm": {".docm"},
    "xlsm": {".xlsm"},
    "pptx": {".pptx"},
    OFD: {".ofd"},
    "rtf": {".rtf", ".doc"},
    "mht": {".mht", ".mhtml", ".doc"},
    "xml": {".xml"},
    "zip": {".zip"},
    "rar": {".rar"},
    "7z": {".7z"},
    "jpg": {".jpg", ".jpeg"},
    "png": {".png"},
    "gif": {".gif"},
    "bmp": {".bmp"},
    "tif": {".tif", ".tiff"},
    "webp": {".webp"},
}
# A telephone names one kind of picture by the extension of another; no reader is led astray.
PICTURES = frozenset(("jpg", "png", "gif", "bmp", "tif", "webp"))
_PROGRAMS = {
    ".exe", ".dll", ".com", ".scr", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse",
    ".wsf", ".hta", ".jar", ".lnk", ".sh", ".apk",
}  # fmt: skip
_KNOWN = frozenset().union(*_EXTENSIONS.values())
_STARTS = (
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG", "png"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
)
_INSIDE_ZIP = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", OFD),
)
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|table|h[1-6]|article|section|span)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*(?:<\?xml\b|<!(?:doctype|entity)\b|<svg\b)", re.IGNORECASE)


def weighed(content: bytes) -> bytes:
    """Return the bytes, if there are any and not too many.

    :raises Unreadable: if the file is empty or over 20 MB
    """
    if not content:
        raise Unreadable("empty")
    if len(content) > MOST_BYTES:
        raise Unreadable("too_big", limit=MOST_BYTES // (1024 * 1024))
    return content


def kind_of(content: bytes) -> str:
    """Name the kind of a file by its usual extension without the dot.

    :raises Unreadable: if it is empty, too big, encrypted, a program, carries macros or is broken
    """
    start = weighed(content)[:12]
    if start.startswith(b"\x7fELF") or (start.startswith(b"MZ") and b"\0" in content[:64]):
        raise Unreadable("program")
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(archives.opened(content))
    if start.startswith(compound.SIGNATURE):
        return _kind_of_compound(content)
    if b"%PDF-" in content[:1024]:
        return PDF
    if start.startswith(b"RIFF") and start.endswith(b"WEBP"):
        return "webp"
    for mark, kind in _STARTS:
        if start.startswith(mark):
            return _image_or_text(content, kind)
    return _kind_of_text(content)


def agreed(kind: str, name: str) -> str:
    """Return the kind, if the name does not say another.

    :raises Unreadable: if the extension is one we know, of another kind, or that of a program
    """
    extension = PurePath(name.strip()).suffix.lower()
    if extension in _PROGRAMS:
        raise Unreadable("program")
    if kind in PICTURES and any(extension in _EXTENSIONS[one] for one in PICTURES):
        return kind
    if extension in _KNOWN and extension not in _EXTENSIONS[kind]:
        raise Unreadable("misnamed", extension=extension, kind=kind)
    return kind


def _kind_of_zip(archive: Archive) -> str:
    if any(name.lower().endswith("vbaproject.bin") for name in archive.names):
        raise Unreadable("macro")
    types = "[Content_Types].xml"
    if types in archive.names and b"macroEnabled" in archive.member(types):
        raise Unreadable("macro")
    return next((kind for member, kind in _INSIDE_ZIP if member in archive.names), "zip")


def _kind_of_compound(content: bytes) -> str:
    names = Compound(content).names
    if "EncryptedPackage" in names:
        raise Unreadable("encrypted")
    if names & {"_VBA_PROJECT", "_VBA_PROJECT_CUR"}:
        raise Unreadable("macro")
    if "WordDocument" in names:
        return DOC
    if names & {"Workbook", "Book"}:
        return XLS
    raise Unreadable("broken")


def _image_or_text(content: bytes, kind: str) -> str:
    # "BM" alone also begins a text about a BMW; a bitmap has zeros in its header.
    if kind == "bmp" and b"\0" not in content[:32]:
        return _kind_of_text(content)
    return kind


def _kind_of_text(content: bytes) -> str:
    head = content[:4096].replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe")
    if head.startswith("MIME-Version:"):
        return "mht"
    if _MARKUP.match(head):
        return HTML
    return "xml" if _XML.match(head) else TEXT
