"""The register's pages: everybody reads the directory, administrators find their buttons."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.organisation import mergers
from luoshi.organisation.models import Person, Post, Term, Unit, UnitGroup
from luoshi.organisation.operations import groups, units
from luoshi.trail.models import Entry
from tests.organisation.pages import address, browser_of, pressed
from tests.world import (
    FOUNDED,
    MONDAY_NINE,
    person_behind,
    post_of,
    someone_of,
    town,
    unit_named,
)

pytestmark = pytest.mark.django_db


def shown(client, url, **words):
    answer = client.get(url, words)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_everybody_with_a_post_sees_the_tree_and_no_log_in_name():
    liaison = browser_of("市财政局", "联络员")
    page = shown(liaison, address("units"))

    for name in ("澄川市人民政府", "澄川市住房和城乡建设局", "岚溪县"):
        assert name in page
    bureau = shown(liaison, address("unit", unit_named("市住建局").pk))
    assert "市住建局联络员" in bureau
    username = person_behind(someone_of("市住建局", "联络员")).username
    assert username not in bureau
    for word in ("更名", "任职</a>", "免职", "并入", "设置代行"):
        assert word not in bureau


def test_a_stranger_is_asked_to_sign_in(client):
    town()
    answer = client.get(address("units"))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_somebody_without_a_post_finds_no_register(client):
    town()
    client.force_login(
        Person.objects.register("guest", "无职"), "django.contrib.auth.backends.ModelBackend"
    )

    assert client.get(address("units")).status_code == 404


@pytest.mark.parametrize(
    "typed", ["住房和城乡", "市住建局", "市住房城乡建设局", "szjj", "SZJJ", "ZJJ"]
)
def test_a_unit_is_found_by_name_alias_initials_or_code(typed):
    page = shown(browser_of("市财政局", "联络员"), address("units"), q=typed)

    assert "澄川市住房和城乡建设局</a>" in page
    assert "澄川市审计局" not in page


def test_the_kind_narrows_the_search():
    page = shown(browser_of("市财政局", "联络员"), address("units"), kind="COUNTY")

    assert page.count("<tr><td>") == 2


def test_a_past_day_shows_what_stood_then_under_the_names_of_then():
    by = someone_of("市政府办公室", "系统管理员")
    units.rename(
        unit_named("市住建局"),
        name="澄川市城乡建设局",
        short_name="市城建局",
        since=date(2026, 6, 1),
        by=by,
        at=MONDAY_NINE,
    )
    units.found(
        code="NEW",
        name="澄川市数据局",
        kind="BUREAU",
        since=date(2026, 6, 1),
        above=unit_named("市政府"),
        by=by,
        at=MONDAY_NINE,
    )
    browser = browser_of("市财政局", "联络员")

    then = shown(browser, address("units"), on="2026-05-31")
    assert "澄川市住房和城乡建设局" in then
    assert "澄川市数据局" not in then
    now = shown(browser, address("units"), on="2026-06-02")
    assert "澄川市城乡建设局" in now
    assert "澄川市数据局" in now
    page = shown(browser, address("unit", unit_named("市城建局").pk), on="2026-05-31")
    assert "<h1>澄川市住房和城乡建设局</h1>" in page


def test_the_system_administrator_finds_the_deeds_and_does_one():
    system = browser_of("市政府办公室", "系统管理员")
    bureau = unit_named("市住建局")
    page = shown(system, address("unit", bureau.pk))
    url = address("deed", "units", bureau.pk, "alias")
    assert url in page

    assert 'name="once"' in shown(system, url)
    answer = pressed(system, url, name="市建委")
    assert answer.status_code == 302
    assert bureau.aliases.filter(name="市建委").exists()


def test_pressed_twice_it_is_done_once():
    system = browser_of("市政府办公室", "系统管理员")
    url = address("deed", "units", unit_named("市住建局").pk, "alias")
    key = str(uuid4())

    for _press in range(2):
        assert pressed(system, url, name="市建委", once=key).status_code == 302
    assert Entry.objects.filter(deed="unit.give_alias").count() == 1


def test_what_is_typed_wrongly_comes_back_with_the_reason():
    system = browser_of("市政府办公室", "系统管理员")
    url = address("deed", "units", unit_named("市住建局").pk, "place")
    answer = pressed(system, url, above="没有的局")

    assert answer.status_code == 422
    assert "没有名为“没有的局”的单位" in answer.content.decode()


def test_a_refusal_of_the_deed_is_a_409_with_the_reason():
    system = browser_of("市政府办公室", "系统管理员")
    url = address("deed", "units", unit_named("市住建局").pk, "alias")
    answer = pressed(system, url, name="市发展改革委")

    assert answer.status_code == 409
    assert "已是一个单位的别名" in answer.content.decode()


def test_whom_the_rule_does_not_cover_finds_no_form_and_is_refused_when_posting():
    liaison = browser_of("市住建局", "联络员")
    url = address("deed", "units", unit_named("市住建局").pk, "close")

    assert liaison.get(url).status_code == 404
    answer = pressed(liaison, url, last_day="2026-06-01")
    assert answer.status_code == 409
    assert "撤销单位须由系统管理员办理" in answer.content.decode()
    assert unit_named("市住建局").until is None


def test_a_deed_or_a_thing_that_does_not_exist_is_not_there():
    system = browser_of("市政府办公室", "系统管理员")
    bureau = unit_named("市住建局").pk

    for url in (
        address("deed", "units", bureau, "explode"),
        address("deed", "rockets", bureau, "alias"),
        address("deed", "posts", bureau, "end"),
        address("unit", uuid4()),
        address("new", "rocket"),
    ):
        assert system.get(url).status_code == 404


def test_the_holder_lends_the_post_on_the_page_of_the_unit():
    browser = browser_of("市住建局", "联络员")
    term = Term.objects.get(post=post_of("市住建局", "联络员"))
    url = address("deed", "terms", term.pk, "stand-in")
    assert url in shown(browser, address("unit", unit_named("市住建局").pk))
    page = shown(browser, url)
    assert "市住建局承办人" in page
    assert "市财政局承办人" not in page

    handler = person_behind(someone_of("市住建局", "承办人"))
    answer = pressed(browser, url, person=str(handler.pk), since="2026-06-01", until="2099-06-05")
    assert answer.status_code == 302
    assert "市住建局承办人代行" in shown(browser, address("unit", unit_named("市住建局").pk))


def test_the_director_designates_and_the_system_administrator_does_not():
    url = address("deed", "units", unit_named("市住建局").pk, "designate")
    words = {
        "scope": "城市内涝治理",
        "document_number": "澄政函〔2026〕12号",
        "since": "2026-06-01",
        "until": "2099-12-31",
    }
    assert pressed(browser_of("市政府办公室", "系统管理员"), url, **words).status_code == 409

    director = browser_of("市政府督查室", "主任")
    assert pressed(director, url, **words).status_code == 302
    assert "澄政函〔2026〕12号" in shown(director, address("unit", unit_named("市住建局").pk))


def test_groups_are_formed_from_typed_names():
    director = browser_of("市政府督查室", "主任")
    answer = pressed(director, address("new", "group"), name="各县", units="岚溪县、云渡县")

    assert answer.status_code == 302
    page = shown(director, address("groups"))
    assert "各县" in page
    assert "岚溪县" in page


@pytest.fixture
def papers():
    """A room that lays one paper upon the housing bureau."""
    lying = {unit_named("市住建局").pk: [mergers.OpenThing("paper", uuid4(), "城区易涝点整治")]}

    def move(unit, into, by, at):
        gone = lying.pop(unit.pk, [])
        lying[into.pk] = gone
        return len(gone)

    mergers.register(
        mergers.Carrier("papers", "在办文件", lambda unit: lying.get(unit.pk, []), move)
    )
    yield lying
    mergers.withdraw("papers")


def test_a_merger_shows_what_moves_before_it_is_confirmed(papers):
    system = browser_of("市政府办公室", "系统管理员")
    old, new = unit_named("市住建局"), unit_named("市发改委")
    url = address("merge", old.pk)
    assert "查看将要转移的事项" in shown(system, url)

    page = shown(system, url, into="市发改委", last_day="2026-05-31")
    for words in ("在办文件", "城区易涝点整治", "澄川市住房和城乡建设局城建科", "市住建局联络员"):
        assert words in page
    seen = mergers.fingerprint(mergers.open_things_of(old))
    assert f'value="{seen}"' in page

    words = {"into": new.code, "last_day": "2026-05-31"}
    assert pressed(system, url, **words, seen="另一份").status_code == 409
    answer = pressed(system, url, **words, seen=seen)
    assert answer["Location"] == address("unit", new.pk)
    assert [thing.title for thing in papers[new.pk]] == ["城区易涝点整治"]


def test_a_stranger_to_the_merger_sees_nothing_of_what_is_open(papers):
    head = browser_of("市住建局", "局长")
    url = address("merge", unit_named("市住建局").pk)

    assert head.get(url, {"into": "市发改委", "last_day": "2026-05-31"}).status_code == 404
    answer = pressed(head, url, into="市发改委", last_day="2026-05-31", seen="")
    assert answer.status_code == 409
    assert "城区易涝点整治" not in answer.content.decode()


def counted(client, url, **words):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url, words).status_code == 200
    return len(asked)


def more_units(count):
    by = someone_of("市政府办公室", "系统管理员")
    for number in range(count):
        unit = units.found(
            code=f"X{number}",
            name=f"第{number}分局",
            kind="SECTION",
            since=FOUNDED,
            above=unit_named("市审计局"),
            by=by,
            at=MONDAY_NINE,
        )
        post = Post.objects.create(
            unit=unit_named("市审计局"), title=f"审计员{number}", role="HANDLER", since=FOUNDED
        )
        person = Person.objects.register(f"x{number}", f"审计员{number}")
        Term.objects.create(person=person, post=post, since=FOUNDED)
        groups.form_group(
            name=f"第{number}组",
            units=[unit],
            by=someone_of("市政府督查室", "主任"),
            at=MONDAY_NINE,
        )


def test_every_list_asks_as_often_for_three_rows_as_for_one():
    system = browser_of("市政府办公室", "系统管理员")
    more_units(1)
    pages = [
        (address("units"), {}),
        (address("units"), {"q": "分局"}),
        (address("unit", unit_named("市审计局").pk), {}),
        (address("groups"), {}),
        (address("people"), {"q": "审计员"}),
    ]
    one = [counted(system, url, **words) for url, words in pages]
    Unit.objects.filter(code="X0").update(code="Y0")
    Person.objects.filter(username="x0").update(username="y0")
    Post.objects.filter(title="审计员0").update(title="审计员甲")
    UnitGroup.objects.update(name="第甲组")
    more_units(2)

    assert [counted(system, url, **words) for url, words in pages] == one
