"""发放临时密码: whom an import brought gets a first password, on a sheet that is shown once."""

import re

import pytest

from luoshi.flow.refusals import NotYours, Unmet
from luoshi.organisation.models import Person
from luoshi.organisation.operations import roster
from luoshi.organisation.operations.passwords import hand_out
from luoshi.trail.models import Entry
from tests.organisation.pages import address, browser_of, pressed
from tests.organisation.rosters import FULL, SINCE, post_row, workbook
from tests.world import MONDAY_NINE, TUESDAY_NINE, someone_of, town

pytestmark = pytest.mark.django_db
SHEET = re.compile(r'<td class="mono">(\S+)</td><td class="mono">([a-z2-9-]{19})</td>')


@pytest.fixture
def imported():
    """Two people a roster brought: none of them has a password."""
    town()
    rows = [*FULL["posts"], post_row("ZJJ", "总工", "HANDLER", username="zgc", name="总工",
                                     since=SINCE)]  # fmt: skip
    keeper = someone_of("市政府办公室", "系统管理员")
    content = workbook(**FULL | {"posts": rows})
    roster.take_in(content, name="名册.xlsx", by=keeper, at=MONDAY_NINE)
    return list(Person.objects.filter(username__in=["yj.ju", "zgc"]).order_by("username"))


def security():
    return someone_of("市政府办公室", "安全管理员")


def test_each_gets_a_password_of_their_own_that_must_be_changed(imported):
    given = hand_out(imported, by=security(), at=TUESDAY_NINE)

    assert [one.person.username for one in given] == ["yj.ju", "zgc"]
    assert len({one.password for one in given}) == 2
    for one in given:
        person = Person.objects.get(pk=one.person.pk)
        assert person.check_password(one.password)
        assert person.must_change_password


def test_the_sheet_is_one_entry_without_a_password_in_it(imported):
    given = hand_out(imported, by=security(), at=TUESDAY_NINE)

    entry = Entry.objects.get(deed="people.hand_out_passwords")
    assert entry.facts == {"people": [str(one.pk) for one in imported]}
    assert not any(one.password in str(entry.words) for one in given)


def test_who_has_a_password_already_keeps_it(imported):
    [first] = hand_out(imported[:1], by=security(), at=MONDAY_NINE)

    [second] = hand_out(imported, by=security(), at=TUESDAY_NINE)

    assert second.person == imported[1]
    assert Person.objects.get(pk=imported[0].pk).check_password(first.password)
    with pytest.raises(Unmet, match="所选人员都已有密码，请刷新后重试"):
        hand_out(imported, by=security(), at=TUESDAY_NINE)


@pytest.mark.parametrize(("unit", "title"), [("市政府办公室", "系统管理员"), ("市住建局", "局长")])
def test_only_the_security_administrator_hands_out(imported, unit, title):
    with pytest.raises(NotYours, match="发放临时密码须由安全管理员办理"):
        hand_out(imported, by=someone_of(unit, title), at=TUESDAY_NINE)

    assert not any(person.has_usable_password() for person in imported)


def test_nobody_chosen_and_a_whole_city_at_once_are_refused(imported):
    with pytest.raises(Unmet, match="请勾选要发放密码的人员"):
        hand_out([], by=security(), at=TUESDAY_NINE)
    with pytest.raises(Unmet, match="一次最多给100人发放密码"):
        hand_out(imported * 51, by=security(), at=TUESDAY_NINE)


def test_the_page_lists_whoever_has_none_and_answers_with_the_sheet(imported):
    browser = browser_of("市政府办公室", "安全管理员")
    page = browser.get(address("passwords"), {"q": "应急"}).content.decode()

    sheet = pressed(browser, address("passwords"), people=[one.pk for one in imported], once="k")
    again = pressed(browser, address("passwords"), people=[one.pk for one in imported], once="k")

    assert ("应急局长" in page, "总工" in page) == (True, False)
    rows = dict(SHEET.findall(sheet.content.decode()))
    assert rows.keys() == {"yj.ju", "zgc"}
    assert all(one.check_password(rows[one.username]) for one in Person.objects.filter(
        username__in=rows))  # fmt: skip
    assert sheet.headers["Cache-Control"].endswith("private")
    assert (again.status_code, again.url) == (302, address("passwords"))
    left = browser.get(address("passwords"), {"q": "应急"}).content.decode()
    assert "没有等待发放密码的人员" in left


@pytest.mark.parametrize(
    ("unit", "title"), [("市政府办公室", "系统管理员"), ("市政府办公室", "审计管理员")]
)
def test_for_the_other_administrators_there_is_no_such_page(imported, unit, title):
    browser = browser_of(unit, title)

    assert browser.get(address("passwords")).status_code == 404
    assert pressed(browser, address("passwords"), people=[imported[0].pk]).status_code == 404
    assert "发放临时密码" not in browser.get(address("people")).content.decode()
