"""损坏: whatever happens to a file on its way, it is read or refused, and nothing else."""

import io
import random
import zipfile

import pytest

from luoshi.papers import sheets
from luoshi.papers.refusals import Unreadable
from luoshi.papers.sheets import Column
from luoshi.papers.tables import write_rows
from luoshi.papers.text import text_of
from tests.papers.makers import ofd, old_workbook, pdf, word_by_library, zipped
from tests.papers.test_write_a_workbook import NINE

COLUMNS = [Column("title", "事项"), Column("unit", "牵头单位")]
XLSX = write_rows(COLUMNS, [{"title": "修路", "unit": "市住建局"}] * 3, at=NINE)
XLS = old_workbook([("事项", "牵头单位"), ("修路", "市住建局")])
DOCX = word_by_library("通知", "请抓紧落实。", table=[("事项", "单位"), ("修路", "市住建局")])
PDF = pdf([(85, 700, "市住建局牵头抓好老旧小区改造")], [(85, 700, "年底前完成。")])
OFD = ofd(
    [
        (32, 50, "事项"),
        (102, 50, "牵头单位"),
        (30, 48, 180, 48),
        (30, 60, 180, 60),
        (30, 48, 30, 60),
    ],
    [(30, 90, "年底前完成。")],
)
HTML = "<html><body><h1>通知</h1><table><tr><td>事项</td></tr></table></body></html>".encode()


def damaged(content, chance):
    content = bytearray(content)
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(len(content))
        if chance.random() < 0.6:
            content[at] = chance.randrange(256)
        elif len(content) > 64:
            del content[at : at + chance.randrange(1, 30)]
    return bytes(content)


def damaged_inside(content, chance):
    """Damage one member and pack it again, so that the damage passes the checksums."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    members = {name: archive.read(name) for name in archive.namelist()}
    hit = chance.choice([name for name, body in members.items() if body])
    return zipped(members | {hit: damaged(members[hit], chance)})


def read_sheet(content):
    sheets.read_rows(content, COLUMNS)


def read_text(content):
    text_of(content, "")


@pytest.mark.parametrize(
    ("read", "content", "damage"),
    [
        (read_sheet, XLSX, damaged),
        (read_sheet, XLSX, damaged_inside),
        (read_sheet, XLS, damaged),
        (read_text, DOCX, damaged),
        (read_text, DOCX, damaged_inside),
        (read_text, PDF, damaged),
        (read_text, OFD, damaged),
        (read_text, OFD, damaged_inside),
        (read_text, HTML, damaged),
    ],
    ids=["xlsx", "inside xlsx", "xls", "docx", "inside docx", "pdf", "ofd", "inside ofd", "html"],
)
def test_a_damaged_file_is_read_or_refused(read, content, damage):
    chance = random.Random(2026)
    refused = 0
    for _ in range(200):
        try:
            read(damage(content, chance))
        except Unreadable:
            refused += 1

    assert refused > 0


@pytest.mark.parametrize("read", [read_sheet, read_text], ids=["sheet", "text"])
@pytest.mark.parametrize(
    "content", [XLSX, XLS, DOCX, PDF, OFD], ids=["xlsx", "xls", "docx", "pdf", "ofd"]
)
def test_a_file_cut_off_anywhere_is_refused(read, content):
    # From the sixteenth byte on; the first few letters alone are a text like any other.
    for end in range(16, len(content) - 30, max(1, len(content) // 50)):
        with pytest.raises(Unreadable):
            read(content[:end])
