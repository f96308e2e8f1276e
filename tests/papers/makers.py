"""Papers for the tests, made byte by byte: docx with numbering, PDF with words, hostile zips."""

import io
import struct
import zipfile
import zlib

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def zipped(members, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(body, **parts):
    """A docx of our own XML: the body, and parts such as numbering=, styles=, footnotes=."""
    members = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    members |= {
        f"word/{name}.xml": f"<w:{name} {W}>{xml}</w:{name}>" for name, xml in parts.items()
    }
    return zipped(members)


def paragraph(words, *, number=None, level=0, style=None):
    """A paragraph, perhaps numbered by a list, perhaps of a style."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (place if number else "")
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def numbering(*levels, starts_anew=False):
    """One list with levels of (form, pattern), named by list 1; list 2 may start anew."""
    drawn = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (form, pattern) in enumerate(levels)
    )
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    return (
        f'<w:abstractNum w:abstractNumId="0">{drawn}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{anew if starts_anew else ""}</w:num>'
    )


def word_by_library(*paragraphs, table=()):
    """A docx as python-docx writes it, with a table between the first and the other paragraphs."""
    document = docx.Document()
    document.add_paragraph(paragraphs[0])
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    for words in paragraphs[1:]:
        document.add_paragraph(words)
    box = parse_xml(f"<w:bookmarkStart {nsdecls('w')} w:id='1' w:name='x'/>")
    document.element.body.append(box)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(*pages, encrypt=b""):
    """A PDF whose pages are lists of words (x, y, words) and of strokes (x, y, x, y).

    The words are set in 16 point without embedded font.
    """
    objects = ["", "", _FONT, _DESCENDANT]
    kids = []
    for lines in pages:
        stream = b"".join(map(_drawn, lines))
        objects.append((b"<< /Length %d >>\nstream\n" % len(stream)) + stream + b"endstream")
        kids.append(len(objects) + 1)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
    objects[0] = "<< /Type /Catalog /Pages 2 0 R >>"
    count = len(kids)
    named = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Count {count} /Kids [{named}] >>"
    return _bound(objects, encrypt)


def _drawn(thing):
    if len(thing) == 3:
        x, y, words = thing
        sign = words.encode("utf-16-be").hex().encode()
        return b"BT /F1 16 Tf %d %d Td <%s> Tj ET\n" % (x, y, sign)
    return b"%d %d m %d %d l S\n" % thing


_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
    "/DescendantFonts [4 0 R] >>"
)
_DESCENDANT = (
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> "
    "/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 "
    "/FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 "
    "/StemV 80 >> >>"
)


def _bound(objects, encrypt):
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        body = content if isinstance(content, bytes) else content.encode()
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, encrypt)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


PASSWORD = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
    + b"5a" * 32
    + b"> /U <"
    + b"a5" * 32
    + b"> >> /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
)


def lying_zip(name, content):
    """A zip whose directory says the member is ten bytes long, whatever it unpacks to."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(content) + packed.flush()
    check = zlib.crc32(content)
    sizes = struct.pack("<III", check, len(body), 10)
    head = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes
    local = head + struct.pack("<HH", len(name), 0) + name + body
    entry = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0) + sizes
    entry += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)
    return local + entry + end


def old_workbook(rows, sheet="事项", far=None, password=False, begins=0):
    """An .xls of Excel 97: words and figures, one sheet, perhaps one cell far out.

    `begins` is the row at which its header says the cells begin.
    """

    def record(kind, body):
        return struct.pack("<HH", kind, len(body)) + body

    def words(text, size):
        return struct.pack(size, len(text)) + b"\x01" + text.encode("utf-16-le")

    def cell(row, column, value):
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, str):
            return record(0x0204, place + words(value, "<H"))
        return record(0x0203, place + struct.pack("<d", value))

    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    page = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    size = struct.pack("<IIHHH", begins, len(rows), 0, max(map(len, rows)), 0)
    page += record(0x0200, size)
    page += cell(*far, 1.0) if far else b""
    page += b"".join(cell(r, c, v) for r, row in enumerate(rows) for c, v in enumerate(row))
    page += record(0x000A, b"")
    begin = record(0x0809, bof)
    begin += record(0x002F, b"\0" * 54) if password else b""
    name = words(sheet, "<B")
    start = len(begin) + 4 + 6 + len(name) + 4
    begin += record(0x0085, struct.pack("<IBB", start, 0, 0) + name) + record(0x000A, b"")
    return _compound_file(begin + page, "Workbook")


def compound(*names):
    """An old Office file with streams of these names and nothing in them."""
    return _compound_file(b"", *names)


def _compound_file(content, *names):
    """An OLE file whose first stream holds the content; up to three streams."""
    content = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
    sectors = len(content) // 512
    # Sector 0 is the allocation table, sector 1 the directory, the content begins at 2.
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")

    def entry(name, kind, child):
        title = name.encode("utf-16-le")
        head = title.ljust(64, b"\0") + struct.pack("<HBB", len(title) + 2, kind, 1)
        links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
        place = (2, len(content)) if kind == 2 else (0xFFFFFFFE, 0)
        return head + links + b"\0" * 36 + struct.pack("<IQ", *place)

    directory = entry("Root Entry", 5, 1) + b"".join(entry(name, 2, 0xFFFFFFFF) for name in names)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (4 * 108)
    return header + fat + directory.ljust(512, b"\0") + content


def ofd(*pages, template=(), **members):
    """An OFD whose pages are lists of (x, y, words) in millimetres, set 5 mm high."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'

    def content(things, under=""):
        objects = "".join(map(_ofd_object, things))
        return (
            f"<ofd:Page {space}>{under}<ofd:Content><ofd:Layer>{objects}</ofd:Layer>"
            "</ofd:Content></ofd:Page>"
        )

    under = '<ofd:Template TemplateID="9"/>' if template else ""
    listed = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    document = (
        f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        '</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/>'
        "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    )
    root = (
        f'<ofd:OFD {space} DocType="OFD" Version="1.0"><ofd:DocBody>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    made = {"OFD.xml": root, "Doc_0/Document.xml": document, "Doc_0/Tpls/T.xml": content(template)}
    made |= {
        f"Doc_0/Pages/Page_{n}/Content.xml": content(things, under)
        for n, things in enumerate(pages)
    }
    return zipped(made | members)


def _ofd_object(thing):
    if isinstance(thing, str):
        return thing
    if len(thing) == 4:
        return (
            '<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M {} {} L {} {}'
            "</ofd:AbbreviatedData></ofd:PathObject>".format(*thing)
        )
    x, y, words = thing
    return (
        f'<ofd:TextObject Boundary="{x} {y} 180 8" Size="5"><ofd:TextCode X="0" Y="5" '
        f'DeltaX="g {max(len(words) - 1, 0)} 5">{words}</ofd:TextCode></ofd:TextObject>'
    )
