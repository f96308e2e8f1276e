"""识读: the words of photographs and scans, offline, with where to look twice."""

import struct
import subprocess
import sys
import zlib

import pytest

from luoshi.papers import apart, text
from luoshi.papers.layout import Leaf, Run
from luoshi.papers.refusals import Unreadable
from tests.papers.makers import ofd, pdf

pytestmark = pytest.mark.one_engine
pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed")
pictures = pytest.importorskip("tests.papers.pictures")
distance = pytest.importorskip("rapidfuzz.distance").Levenshtein

PLAIN = "".join("".join(pictures.MINUTES).split())
# The issue asks for 0.90 of the characters on pages like these.
LEAST = 0.97
PEAK = """
import os, sys, threading, time
from contextlib import suppress
from pathlib import Path
from luoshi.papers import apart

peaks = {}

def look():
    while True:
        for place in Path("/proc").glob("[0-9]*/status"):
            with suppress(OSError, IndexError):
                said = place.read_text()
                number = lambda name: int(said.split(name)[1].split()[0])
                if number("PPid:") == (apart.READER._process and apart.READER._process.pid):
                    peaks[place.parent.name] = number("VmHWM:")
        time.sleep(0.02)

threading.Thread(target=look, daemon=True).start()
apart.page_of(sys.stdin.buffer.read(), 1)
print(max(peaks.values()))
"""


def recognised(*contents, kind="jpg"):
    leaves = [apart.page_of(content, 1) for content in contents]
    return apart.put_together(leaves, kind=kind, name="纪要.jpg")


def rightness(words):
    """The part of the characters that are right, each wrong, missing or further one counted."""
    return 1 - distance.distance("".join(words.split()), PLAIN) / len(PLAIN)


@pytest.mark.parametrize(("turned", "chance"), [(-2, 1), (2, 3)])
def test_a_photographed_page_is_read(turned, chance):
    photograph = pictures.photographed(pictures.page(), turned=turned, chance=chance)

    paper = recognised(photograph)

    print(f"turned {turned}°: {rightness(paper.text):.4f}, doubts {len(paper.doubts)}")
    assert rightness(paper.text) >= LEAST
    assert paper.recognised
    assert paper.text.split("\n")[:1] == [pictures.MINUTES[0]]


def test_paragraphs_stand_as_they_were_set():
    paper = recognised(pictures.packed(pictures.page(), "PNG"))

    assert paper.text.split("\n") == list(pictures.MINUTES)
    assert paper.title == "澄川市人民政府专题会议纪要"


@pytest.mark.parametrize(("quarters", "form"), [(1, "PNG"), (2, "BMP")])
def test_a_page_that_lies_on_its_side_or_head_is_turned(quarters, form):
    laid = pictures.page().rotate(90 * quarters, expand=True)

    assert rightness(recognised(pictures.packed(laid, form)).text) >= LEAST


def test_a_scan_is_recognised_page_by_page():
    sheets = [pictures.page(pictures.MINUTES[:3]), pictures.page(("", *pictures.MINUTES[3:]))]
    scan = pictures.packed(
        sheets[0], "PDF", save_all=True, append_images=sheets[1:], resolution=150
    )
    with pytest.raises(Unreadable) as refused:
        apart.text_of(scan, "纪要.pdf")

    leaves = [apart.page_of(scan, number) for number in (1, 2)]

    assert refused.value.words.params["pages"] == 2
    paper = apart.put_together(leaves, kind="pdf", name="纪要.pdf")
    assert rightness(paper.text) >= LEAST
    assert paper.kind == "pdf"


def test_a_page_that_has_words_is_not_recognised_but_read():
    leaf = apart.page_of(pdf([(85, 700, "市住建局牵头。")], []), 1)

    assert [(run.words, run.doubts) for run in leaf.runs] == [("市住建局牵头。", ())]


def test_the_picture_of_a_scanned_ofd_is_recognised():
    resources = (
        '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:MultiMedias>'
        '<ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>1.png</ofd:MediaFile>'
        "</ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    image = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="7"/>'
    scan = ofd([image], **{
        "Doc_0/DocumentRes.xml": resources,
        "Doc_0/Res/1.png": pictures.packed(pictures.page(pictures.MINUTES[:2]), "PNG"),
    })  # fmt: skip

    words = recognised(scan, kind="ofd").text

    assert words.split("\n") == list(pictures.MINUTES[:2])


def test_an_empty_page_has_no_words():
    with pytest.raises(Unreadable, match="文件里没有文字。"):
        recognised(pictures.packed(pictures.page(()), "PNG"))


def test_recognising_a_page_takes_less_than_three_hundred_megabytes():
    photograph = pictures.photographed(pictures.page(dpi=300), turned=1)

    done = subprocess.run([sys.executable, "-c", PEAK], input=photograph, capture_output=True)

    peak = int(done.stdout) // 1024
    print(f"peak {peak} MB")
    assert peak < 300


def test_where_to_look_twice_is_said_in_places_of_the_text():
    leaf = Leaf(
        [
            Run("一、市水务局牵头", 100, 100, 340, 130, ((3, 4),)),
            Run("办结", 70, 140, 130, 170, ((0, 1),)),
        ],
        height=842,
    )

    paper = text.paper_of([leaf], kind="jpg", name="纪要.jpg")

    assert [paper.text[start:end] for start, end in paper.doubts] == ["水", "办"]
    assert [str(remark) for remark in paper.remarks] == [
        "文字由图片识别得出，把握较大的字占80.0%，另有2字把握不大，请对照原件逐字核对。"
    ]
    assert apart.put_together([leaf], kind="jpg", name="纪要.jpg") == paper


def bomb():
    """A PNG of sixty thousand by sixty thousand pixels in a hundred bytes."""

    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


def test_what_cannot_be_recognised_is_refused():
    photograph = pictures.photographed(pictures.page())
    cases = {
        "bomb": (bomb(), "broken too_heavy"),
        "cut off": (photograph[: len(photograph) // 3], "broken"),
        "noise": (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40, "broken"),
    }

    for name, (content, codes) in cases.items():
        with pytest.raises(Unreadable) as refused:
            apart.page_of(content, 1)
        assert refused.value.code in codes.split(), name


def test_the_pages_of_a_tiff_are_counted_and_a_circle_of_them_ends():
    sheet = pictures.page(()).resize((20, 30))
    several = pictures.packed(sheet, "TIFF", save_all=True, append_images=[sheet, sheet])
    circle = b"II*\0" + struct.pack("<IHI", 8, 0, 8)
    for content, pages in ((several, 3), (circle, 1)):
        with pytest.raises(Unreadable) as refused:
            apart.text_of(content, "扫描.tif")
        assert (refused.value.code, refused.value.words.params["pages"]) == ("scan", pages)


def test_whoever_comes_second_is_asked_to_wait(monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE", 0.01)

    with apart.READER._eyes, pytest.raises(Unreadable, match="正在读取的文件较多，请稍后再传。"):
        apart.page_of(pictures.packed(pictures.page(()), "PNG"), 1)
