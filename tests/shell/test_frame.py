"""页面框架: where a post is led, what a person has set, in whose name they speak."""

import re

import pytest
from django.test import Client
from django.urls import include, path

from luoshi.organisation.models import Person, Term
from luoshi.organisation.terms import Role
from luoshi.shell import navigation
from tests.world import FOUNDED, MONDAY_NINE, post_of, someone_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def page(request):
    """Make a mistake of ours: a view that answers nothing."""


handler500 = "luoshi.shell.web.errors.broken"
urlpatterns = [
    path("desk/", page),
    path("docs/", page),
    path("ledger/", page),
    path("verify/", page),
    path("", include("luoshi.shell.web.urls")),
]


def let_in(client, unit, title):
    person = Person.objects.get(pk=someone_of(unit, title).person_id)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return person


def words_for(unit, title, path="/help/"):
    links = navigation.links_for(someone_of(unit, title), path=path, at=MONDAY_NINE)
    return [str(link.words) for _page, link in links]


def test_a_post_is_led_only_to_its_own_pages():
    assert words_for("市住建局", "联络员") == [
        "我的工作台", "本单位事项", "报送进展", "办理日历",
    ]  # fmt: skip
    assert words_for("市政府督查室", "督查员") == [
        "我的工作台", "办理日历", "文件与会议", "台账", "核查销号",
    ]  # fmt: skip
    assert words_for("市政府督查室", "主任") == [
        "待我核签", "办理日历", "文件与会议", "台账", "核查销号",
    ]  # fmt: skip
    assert words_for("市政府督查室", "核查员") == ["核查任务", "现场核查"]


@pytest.mark.parametrize(
    ("unit", "title", "page"),
    [
        ("市政府", "副市长", "/decide/"),
        ("市政府督查室", "核查员", "/verify/"),
        ("市审计局", "观察员", "/ledger/"),
        ("市住建局", "联络员", "/desk/"),
    ],
)
def test_each_post_begins_its_day_on_its_own_page(client, unit, title, page):
    let_in(client, unit, title)

    assert client.get("/").url == page


def test_a_page_that_is_not_there_is_absent():
    # given that no address /organisation/ stands in this test
    assert words_for("市政府办公室", "系统管理员") == [
        "运行情况", "未发出的消息", "群机器人", "清除申请",
    ]  # fmt: skip


def test_who_holds_no_post_is_led_nowhere():
    assert navigation.links_for(None, path="/", at=MONDAY_NINE) == []


def test_the_page_one_is_on_is_marked():
    links = navigation.links_for(
        someone_of("市住建局", "联络员"), path="/ledger/2026/", at=MONDAY_NINE
    )

    assert [link.name for _page, link in links if link.current] == ["ledger"]


def test_of_two_pages_at_one_address_the_one_that_says_more_is_marked():
    def marked(path):
        by = someone_of("市住建局", "联络员")
        links = navigation.links_for(by, path=path, at=MONDAY_NINE)
        return [link.name for _page, link in links if link.current]

    assert marked("/desk/?kind=REPORT&page=2") == ["reports"]
    assert marked("/desk/?kind=RECEIPT") == ["desk"]


def test_no_post_is_led_to_more_than_twelve_pages_nor_more_than_five_tabs():
    for role in (*Role, navigation.OFFICE_HEAD):
        pages = {one.href: one for one in navigation.PAGES if role in one.roles}

        assert len(pages) <= 12, role
        assert sum(role in one.lands for one in pages.values()) <= 1, role


def test_a_number_beside_a_page_is_counted_for_this_post(monkeypatch):
    monkeypatch.setattr(navigation, "COUNTS", {})
    navigation.register_count("desk", lambda acting, at: len(acting.unit_name))

    links = navigation.links_for(someone_of("市住建局", "联络员"), path="/", at=MONDAY_NINE)

    assert [link.count for _page, link in links] == [len("澄川市住房和城乡建设局"), 0, 0, 0]
    with pytest.raises(ValueError, match="desk"):
        navigation.register_count("desk", lambda acting, at: 0)


def test_what_a_person_chose_is_there_in_another_browser(client):
    person = let_in(client, "市住建局", "联络员")
    person.set_password("correct horse 9")
    person.save()
    let_in(client, "市住建局", "联络员")
    client.post("/preferences/", {"size": "large", "theme": "dark", "side": "narrow"})
    elsewhere = Client()

    elsewhere.post("/sign-in/", {"username": person.username, "password": "correct horse 9"})

    html = elsewhere.get("/me/").text
    assert 'data-size="large"' in html
    assert 'data-theme="dark"' in html
    assert 'class="app rail"' in html
    assert 'data-size="normal"' in Client().get("/sign-in/").text


def test_theme_density_and_language_come_from_the_server(client):
    let_in(client, "市住建局", "联络员")
    for setting in ({"theme": "dark"}, {"density": "roomy"}, {"language": "en"}, {"keys": "off"}):
        assert client.post("/preferences/", setting | {"next": "/me/"}).url == "/me/"

    html = client.get("/me/").text

    assert re.search(r'<html lang="(\w+)" data-theme="(\w+)"', html).groups() == ("en", "dark")
    assert re.search(r'data-bs-theme="(\w+)" data-density="(\w+)"', html).groups() == (
        "dark",
        "roomy",
    )
    assert 'data-keys="off"' in html


def test_a_setting_nobody_knows_is_refused_and_nothing_is_kept(client):
    response = client.post("/preferences/", {"theme": "neon"})

    assert response.status_code == 409
    assert "没有这项设置，或不能设为这个值。" in response.text
    assert response.cookies.get("luoshi_theme") is None


def test_a_person_with_two_posts_chooses_the_one_to_speak_from(client):
    person = let_in(client, "市住建局", "联络员")
    second = Term.objects.create(person=person, post=post_of("市财政局", "联络员"), since=FOUNDED)

    before = client.get("/me/").context["house"].post_name
    client.post("/acting/", {"post": str(second.pk)})
    after = client.get("/me/").context["house"].post_name

    assert (before, after) == ("澄川市住房和城乡建设局·联络员", "澄川市财政局·联络员")


def test_nobody_speaks_from_a_post_they_do_not_hold(client):
    let_in(client, "市住建局", "联络员")
    other = someone_of("市财政局", "联络员")

    response = client.post("/acting/", {"post": str(other.key)})

    assert response.status_code == 409
    assert client.get("/me/").context["house"].post_name == "澄川市住房和城乡建设局·联络员"


def test_every_page_works_in_its_frame(client):
    let_in(client, "市住建局", "联络员")

    for address in ("/me/", "/help/", "/password/"):
        html = client.get(address).text
        assert html.count("<h1") == 1
        assert html.count('id="main"') == 1
        assert '<a class="skip" href="#main">' in html


def test_help_names_the_keys_of_the_pages_of_this_post_alone(client):
    let_in(client, "市住建局", "联络员")

    html = client.get("/help/").text

    assert "<kbd>G</kbd> <kbd>T</kbd></dt><dd>办理日历</dd>" in html
    assert "<dd>文件与会议</dd>" not in html


def test_a_post_lands_on_the_first_page_it_is_led_to(client):
    let_in(client, "市住建局", "联络员")

    assert client.get("/").url == "/desk/"


def test_who_is_led_nowhere_lands_on_their_own_page(client):
    postless = Person.objects.register("nobody", "无职")
    client.force_login(postless, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/").url == "/me/"


def test_staying_signed_in_takes_one_request(client):
    let_in(client, "市住建局", "联络员")

    assert client.post("/awake/").status_code == 204


def test_a_page_that_is_not_there_says_so_in_words(client):
    let_in(client, "市住建局", "联络员")

    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "没有这一页" in response.text


def test_our_own_mistake_shows_a_number(client, caplog):
    let_in(client, "市住建局", "联络员")
    client.raise_request_exception = False

    response = client.get("/docs/")

    number = re.search(r'<b class="idn">([0-9A-F]{8})</b>', response.text)[1]
    assert response.status_code == 500
    assert [r.args[0] for r in caplog.records if r.name == "luoshi"] == [number]


def test_a_stranger_is_asked_to_sign_in_first(client):
    addresses = ("/", "/me/", "/help/", "/password/")

    assert [client.get(address).url for address in addresses] == [
        f"/sign-in/?next={address}" for address in addresses
    ]
