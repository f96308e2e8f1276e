"""收文登记: a decision enters with its untouched original, and its sentences at exact offsets."""

from dataclasses import replace
from datetime import date

import pytest

from luoshi.flow.refusals import NotYours, Unmet
from luoshi.intake import operations as intake
from luoshi.intake.models import Document
from luoshi.intake.terms import Disposition, SourceType
from luoshi.organisation.models import Designation, Post, Term
from luoshi.organisation.terms import OwnerRoom, Role
from luoshi.trail import files
from tests.deeds import entry_of, pressed_twice, refused
from tests.road import TEXT, the
from tests.world import (
    FOUNDED,
    MONDAY,
    MONDAY_NINE,
    TUESDAY,
    someone_of,
    unit_named,
)

pytestmark = pytest.mark.django_db
PAPER = intake.Paperwork(
    title="常务会议纪要",
    source=SourceType.MINUTES,
    kind="meeting_item",
    issued_date=MONDAY,
    received_date=MONDAY,
    document_number="澄政纪〔2026〕9号",
    issuer="市政府办公室",
)


def take_in(text=TEXT, *, paper=PAPER, by=None, key="", content=None):
    """Take a text in as an officer on Monday."""
    return intake.take_in(
        content if content is not None else text.encode(),
        text,
        name="纪要.txt",
        paper=paper,
        by=by or the("督查员"),
        at=MONDAY_NINE,
        key=key,
    )


def test_the_original_is_kept_untouched_and_every_sentence_at_its_place():
    dirty = "會議紀要\r\n　要求系統(tǒng)推进，\n市住建局9月底前完成改造12公里。\n"
    content = dirty.encode("utf-16")

    document = take_in(dirty, content=content)

    assert (document.text, files.read(document.file)) == (dirty, content)
    assert (document.owner, document.registered_at) == (OwnerRoom.GOVERNMENT, MONDAY_NINE)
    rows = list(document.sentences.order_by("place"))
    assert [row.place for row in rows] == list(range(1, len(rows) + 1))
    assert [row.start for row in rows] == sorted(row.start for row in rows)
    assert all(dirty[row.start : row.end].strip() for row in rows)
    assert entry_of(document, "document.take_in").facts == {
        "file": document.file.digest,
        "characters": len(dirty),
        "sentences": len(rows),
    }


def test_a_heading_comes_answered_and_a_demand_does_not():
    document = take_in()

    answers = document.sentences.order_by("place").values_list("disposition", "note")
    assert list(answers)[:2] == [(Disposition.PRINCIPLE, "标题"), ("", "")]


@pytest.mark.parametrize(
    ("unit", "title"),
    [
        ("市政府督查室", "核查员"),
        ("市政府督查室", "归档员"),
        ("市住建局", "局长"),
        ("市政府", "市长"),
    ],
)
def test_nobody_else_takes_a_decision_in(unit, title):
    by = the(title, unit)

    with refused(NotYours, "收文登记须由督查室或经书面指定的单位办理"):
        take_in(by=by)

    assert not Document.objects.exists()


def a_department_officer():
    """Somebody in an officer's post of a department."""
    post = Post.objects.create(
        unit=unit_named("市审计局"), title="督查员", role=Role.OFFICER, since=FOUNDED
    )
    holder = someone_of("市审计局", "局长").person_id
    Term.objects.create(person_id=holder, post=post, since=FOUNDED)
    return someone_of("市审计局", "督查员")


@pytest.mark.parametrize("until", [None, date(2026, 5, 31)])
def test_a_department_takes_nothing_in_without_a_licence_that_holds(until):
    by = a_department_officer()
    if until:
        Designation.objects.create(
            unit_id=by.unit_id, scope="审计整改", document_number="1号", since=FOUNDED, until=until
        )

    with refused(NotYours, "收文登记须由督查室或经书面指定的单位办理"):
        take_in(by=by)


def test_a_designated_department_does():
    by = a_department_officer()
    Designation.objects.create(
        unit_id=by.unit_id, scope="审计整改", document_number="1号", since=FOUNDED, until=TUESDAY
    )

    document = take_in(by=by)

    assert (document.owner, document.office.short_name) == (OwnerRoom.DESIGNATED, "市审计局")


@pytest.mark.parametrize(("joint", "owner"), [(True, "JOINT"), (False, "PARTY")])
def test_what_both_rooms_share_is_theirs_together(joint, owner):
    document = take_in(paper=replace(PAPER, joint=joint), by=the("督查员", "市委督查室"))

    assert document.owner == owner


@pytest.mark.parametrize(
    ("given", "text", "sentence"),
    [
        ({}, " \n　\n", "文件中没有可读的文字"),
        ({"kind": "hearsay"}, TEXT, "请选择事项类别"),
        ({"received_date": TUESDAY}, TEXT, "收到日期不能晚于今天"),
    ],
)
def test_a_paper_that_cannot_stand_is_refused(given, text, sentence):
    by = the("督查员")

    with refused(Unmet, sentence):
        take_in(text, paper=replace(PAPER, **given), by=by)


def test_the_same_key_takes_it_in_once():
    officer = the("督查员")

    pressed_twice(lambda key: take_in(by=officer, key=key), by=officer)

    assert Document.objects.count() == 1
