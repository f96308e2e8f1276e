"""识读扫描件: the bar goes on by itself, and without script a button goes on."""

import pytest

from luoshi.intake.models import Document, Scan
from tests.browser.stations import STILL, sound
from tests.browser.steps import press, says
from tests.road import ROOM

pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed")
pictures = pytest.importorskip("tests.papers.pictures")
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
PAGES = (
    ("关于城区内涝治理的会议纪要", "一、市水务局6月20日前完成整治。"),
    ("二、市财政局保障资金。", "2026年5月29日"),
)
# A page takes some seconds, more where the machine is busy.
PATIENCE = 120_000


@pytest.fixture
def scan(tmp_path):
    sheets = [pictures.page(words) for words in PAGES]
    path = tmp_path / "纪要.tif"
    path.write_bytes(pictures.packed(sheets[0], "TIFF", save_all=True, append_images=sheets[1:]))
    return path


def laid_down(page, scan):
    page.goto("/docs/new/")
    page.set_input_files("#id_file", scan)
    page.select_option("#id_source", "MINUTES")
    press(page, "登记")
    page.wait_for_url("**/docs/scans/**")


def test_every_page_is_recognised_while_the_sender_looks_on(sign_in, scan):
    page = sign_in(ROOM, "督查员", **STILL)

    laid_down(page, scan)
    says(page, "共2页")
    page.wait_for_selector("#id_text", timeout=PATIENCE)
    sound(page)
    page.fill("#id_document_number", "〔2026〕9号")
    press(page, "登记")
    says(page, "文字由图片识别，登记时核对过")

    document = Document.objects.get()
    assert document.text.split("\n") == [words for sheet in PAGES for words in sheet]
    assert (document.title, str(document.issued_date)) == (PAGES[0][0], "2026-05-29")
    assert Scan.objects.count() == 0


def test_without_script_a_button_recognises_the_next_page(sign_in, scan):
    page = sign_in(ROOM, "督查员", java_script_enabled=False, **STILL)
    page.set_default_timeout(PATIENCE)

    laid_down(page, scan)
    says(page, "已识别0页，共2页")
    press(page, "识别下一页")
    says(page, "已识别1页，共2页")
    press(page, "识别下一页")

    assert page.input_value("#id_text").split("\n")[-1] == PAGES[1][1]
