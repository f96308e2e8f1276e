"""导入名册 in the browser: rehearse, read every fault, confirm what was shown, write it out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luoshi.organisation.models import Unit
from luoshi.organisation.operations import units
from luoshi.organisation.roster.columns import TABLES
from luoshi.papers.sheets import read_book
from luoshi.trail.models import Entry, File, ReadLog
from tests.organisation.pages import address, browser_of, pressed
from tests.organisation.rosters import FULL, unit_row, workbook
from tests.world import MONDAY_NINE, someone_of, town, unit_named

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_home(home):
    """Files of these tests go to a folder of their own."""


def uploaded(browser, content):
    town()
    file = SimpleUploadedFile("名册.xlsx", content)
    return browser.post(address("roster"), {"file": file})


def hidden(page, name):
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def test_the_rehearsal_writes_nothing_and_the_confirmation_writes_it_all():
    system = browser_of("市政府办公室", "系统管理员")
    answer = uploaded(system, workbook(**FULL))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "澄川市应急管理局" in page
    assert not Unit.objects.filter(code="YJJ").exists()
    words = {"digest": hidden(page, "digest"), "seen": hidden(page, "seen")}
    assert pressed(system, address("take_in"), **words).status_code == 302
    assert Unit.objects.filter(code="YJJ").exists()
    assert Entry.objects.get().facts["sha256"] == words["digest"]


def test_every_fault_is_shown_and_a_faulty_file_is_not_kept():
    system = browser_of("市政府办公室", "系统管理员")
    rows = [unit_row("A", "甲局", above=f"没有{number}") for number in range(300)]
    answer = uploaded(system, workbook(units=rows))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert page.count("不能导入</td>") == 300
    assert "确认导入" not in page
    assert not File.objects.exists()


def test_what_changed_since_the_rehearsal_is_not_confirmed_unseen():
    system = browser_of("市政府办公室", "系统管理员")
    page = uploaded(
        system, workbook(aliases=[{"unit": "ZJJ", "name": "市建设局"}])
    ).content.decode()
    units.give_alias(
        unit_named("市住建局"),
        name="市建设局",
        by=someone_of("市政府办公室", "系统管理员"),
        at=MONDAY_NINE,
    )
    words = {"digest": hidden(page, "digest"), "seen": hidden(page, "seen")}
    answer = pressed(system, address("take_in"), **words)

    assert answer.status_code == 409
    assert "登记在试算之后已有变化" in answer.content.decode()


def test_nobody_confirms_a_file_that_another_uploaded():
    page = uploaded(browser_of("市政府办公室", "系统管理员"), workbook(**FULL)).content.decode()
    words = {"digest": hidden(page, "digest"), "seen": hidden(page, "seen")}

    other = browser_of("市政府办公室", "安全管理员")
    assert pressed(other, address("take_in"), **words).status_code == 404
    assert pressed(other, address("take_in"), digest="\0").status_code == 404
    assert not Unit.objects.filter(code="YJJ").exists()


def test_what_is_no_workbook_comes_back_with_the_sentence():
    answer = uploaded(browser_of("市政府办公室", "系统管理员"), b"hello")

    assert answer.status_code == 422
    assert "这不是Excel工作簿" in answer.content.decode()


def test_the_template_has_every_sheet_and_the_instructions():
    answer = browser_of("市政府办公室", "系统管理员").get(address("template"))

    assert answer.status_code == 200
    assert list(read_book(answer.content, TABLES).sheets) == list(TABLES)


def test_the_register_is_written_out_and_the_export_is_noted():
    answer = browser_of("市政府办公室", "系统管理员").get(address("written_out"))

    codes = [line.text("code") for line in read_book(answer.content, TABLES)["单位"].rows]
    assert len(codes) == Unit.objects.count()
    assert ReadLog.objects.get().what == "export"


@pytest.mark.parametrize(
    ("unit", "title"),
    [("市住建局", "局长"), ("市政府督查室", "督查员"), ("市政府办公室", "审计管理员")],
)
def test_for_everybody_else_there_is_no_roster(unit, title):
    browser = browser_of(unit, title)

    for name in ("roster", "template", "written_out"):
        assert browser.get(address(name)).status_code == 404
    assert uploaded(browser, workbook(**FULL)).status_code == 404
    assert pressed(browser, address("take_in"), digest="x").status_code == 404
    assert not ReadLog.objects.exists()
