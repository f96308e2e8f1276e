"""拒收: what a file is is told from its bytes; each bad one is refused with its own sentence."""

import subprocess
import sys

import pytest

from luoshi.papers import archives, sheets
from luoshi.papers.refusals import SENTENCES, Unreadable
from luoshi.papers.text import text_of
from tests.papers.makers import W, compound, lying_zip, paragraph, pdf, word, zipped

BODY = f"<w:document {W}><w:body><w:p><w:r><w:t>字</w:t></w:r></w:p></w:body></w:document>"
ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    f"<w:document {W}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
)
TYPES = "<Types/>"
MACRO_TYPES = (
    '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled"/></Types>'
)
WHOLE = word(paragraph("字" * 3000))


def of(document, **more):
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": document, **more})


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b" \r\n\t", "a.txt", "no_text"),
        (b"x" * (20 * 1024 * 1024 + 1), "a.txt", "too_big"),
        ("字".encode() * 5_000_001, "a.txt", "too_long"),
        (word(paragraph("")), "a.docx", "no_text"),
        (pdf([(85, 700, "字")]), "a.docx", "misnamed"),
        (WHOLE, "a.pdf", "misnamed"),
        (WHOLE, "a.doc", "misnamed"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.docx", "misnamed"),
        (b"<html><body>x</body></html>", "a.txt", "misnamed"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "a.jpg", "scan"),
        (b"{\\rtf1 x}", "a.rtf", "unsupported"),
        (b"MIME-Version: 1.0\r\n\r\n", "a.mht", "unsupported"),
        (b"<?xml version='1.0'?><w/>", "a.xml", "unsupported"),
        (zipped({"a.txt": "x"}), "a.zip", "unsupported"),
        (zipped({"OFD.xml": "<x/>"}), "a.ofd", "broken"),
        (compound("WordDocument"), "a.doc", "old_word"),
        (compound("EncryptedPackage"), "a.docx", "encrypted"),
        (compound("WordDocument", "_VBA_PROJECT"), "a.doc", "macro"),
        (compound("Nothing"), "a.doc", "broken"),
        (of(BODY, **{"word/vbaProject.bin": "x"}), "a.docx", "macro"),
        (of(BODY, **{"[Content_Types].xml": MACRO_TYPES}), "a.docm", "macro"),
        (of(ENTITY), "a.docx", "entities"),
        (of(ENTITY.encode("utf-16")), "a.docx", "entities"),
        (of(ENTITY.replace("<!DOCTYPE", " " * 9000 + "<!DOCTYPE")), "a.docx", "entities"),
        (of(BODY, **{"word/numbering.xml": ENTITY}), "a.docx", "entities"),
        (of("<not xml"), "a.docx", "broken"),
        (of("<x/>"), "a.docx", "broken"),
        (of("<a>" * 5000 + "</a>" * 5000), "a.docx", "broken"),
        (WHOLE[: len(WHOLE) // 2], "a.docx", "broken"),
        (WHOLE[:-30], "a.docx", "broken"),
        (WHOLE[:60] + b"\0\0\0" + WHOLE[63:], "a.docx", "broken"),
        (of(BODY, **{"word/media/a.xml": b"\0" * 30_000_000}), "a.docx", "bomb"),
        (zipped({f"{n}.xml": "" for n in range(5_001)}), "a.docx", "bomb"),
        (lying_zip(b"word/document.xml", b"\0" * 300_000_000), "a.docx", "broken"),
        (b"PK\x05\x06" + b"\0" * 18, "a.docx", "misnamed"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_in_its_own_words(content, name, code):
    with pytest.raises(Unreadable) as refused:
        text_of(content, name)

    assert refused.value.code == code
    assert str(refused.value) == SENTENCES[code] % refused.value.words.params


def test_many_large_members_are_a_bomb_though_each_is_small_enough(monkeypatch):
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1000)

    with pytest.raises(Unreadable, match="文件解压后过大，不予接收。"):
        text_of(of(BODY, a="x" * 600, b="y" * 600), "a.docx")


def test_an_encrypted_member_is_refused():
    # Bit 0 of the flags, in the local header and in the directory, says encrypted.
    content = bytearray(of(BODY))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1

    with pytest.raises(Unreadable, match="文件已加密或设有密码"):
        text_of(bytes(content), "a.docx")


def test_the_sentence_says_what_the_file_really_is():
    with pytest.raises(Unreadable) as refused:
        text_of(pdf([(85, 700, "字")]), "报告.DOCX")

    assert str(refused.value) == (
        "文件名的扩展名是.docx，内容却是pdf，请核对文件，改正扩展名后再传。"
    )


def test_a_name_that_says_nothing_known_is_no_lie():
    assert text_of("通知".encode(), "通知").kind == "txt"
    assert text_of("通知".encode(), "通知.2026年3月5日").kind == "txt"
    assert text_of(word(paragraph("字")), "").kind == "docx"


def test_a_door_says_the_refusal_in_another_language():
    with pytest.raises(Unreadable) as refused:
        text_of(b"x" * (20 * 1024 * 1024 + 1), "a.txt")

    said = refused.value.said(lambda sentence: "The file is over %(limit)s MB.")

    assert said == "The file is over 20 MB."


def test_a_workbook_is_no_paper_and_a_paper_no_workbook():
    with pytest.raises(Unreadable, match="这不是Excel工作簿，请使用xlsx或xls文件。"):
        sheets.read_rows(WHOLE, [sheets.Column("a", "甲")])


def test_the_same_bytes_always_give_the_same_words():
    assert text_of(WHOLE, "a.docx") == text_of(WHOLE, "a.docx")


def test_the_room_is_used_without_django():
    code = (
        "import sys; from luoshi.papers import sheets, tables, text;"
        "text.text_of('字'.encode(), 'a.txt'); sys.exit('django' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
