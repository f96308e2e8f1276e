"""页面框架 in a real browser: keys, focus, a lost session, words typed; with script and without."""

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from luoshi.organisation.models import Person
from tests.world import someone_of

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.browser.parts")]
LIAISON = ("市住建局", "联络员")
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}


def username_of(unit, title):
    return Person.objects.get(pk=someone_of(unit, title).person_id).username


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.tagName")


def test_keys_move_along_the_rows_and_act_on_them(sign_in):
    page = sign_in(*LIAISON)
    page.goto("/desk/")

    page.keyboard.press("j")
    page.keyboard.press("j")
    first = focused(page)
    page.keyboard.press("k")
    page.keyboard.press("Enter")

    expect(page.locator("#duty-1")).to_have_text("已签收")
    assert first == "duty-2"


def test_after_a_deed_the_focus_is_on_the_next_row_and_the_deed_is_said(sign_in):
    page = sign_in(*LIAISON)
    page.goto("/desk/")

    page.click("#duty-1 button")

    expect(page.locator("#live")).to_have_text("已签收第1件")
    assert focused(page) == "duty-2"


def test_a_refusal_takes_the_place_of_the_row_and_the_focus(sign_in):
    page = sign_in(*LIAISON)
    page.goto("/desk/")

    page.click("#duty-3 button")

    expect(page.locator("#duty-3 [role=alert]")).to_be_focused()
    assert page.locator("#duty-3 button").count() == 0


def test_keys_lead_to_pages_and_can_be_switched_off(sign_in):
    page = sign_in(*LIAISON)
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/desk/")
    page.click(".who")
    page.click("button[name=keys]")

    page.keyboard.press("?")
    page.wait_for_timeout(300)

    assert page.url.endswith("/desk/")


def test_a_key_typed_into_a_field_is_only_a_letter(sign_in):
    page = sign_in(*LIAISON)
    page.goto("/report/")

    page.click("#text")
    page.keyboard.type("gd?")

    assert page.url.endswith("/report/")
    assert page.input_value("#text") == "gd?"
    expect(page.locator("[data-counts=text]")).to_have_text("3/300字")


def test_a_session_that_ended_asks_again_over_the_page_and_loses_nothing(sign_in):
    page = sign_in(*LIAISON)
    page.goto("/report/")
    page.fill("#text", "新开工四个")
    Session.objects.all().delete()

    page.click("main button")
    expect(page.locator("#dialog [role=dialog]")).to_be_visible()
    page.fill("#dialog #id_username", username_of(*LIAISON))
    page.fill("#dialog #id_password", "correct horse 9")
    page.click("#dialog .btn-primary")
    expect(page.locator("#dialog [role=dialog]")).to_have_count(0)
    with page.expect_response("**/report/") as answer:
        page.click("main button")

    assert page.input_value("#text") == "新开工四个"
    assert answer.value.status == 204


def test_arrows_move_inside_a_sheet_and_copying_takes_the_cell(sign_in):
    page = sign_in(*LIAISON)
    page.goto("/kit/")
    page.focus(".sheet")

    for key in ("ArrowDown", "ArrowDown", "End"):
        page.keyboard.press(key)
    copied = page.evaluate(
        """() => new Promise((done) => {
            const told = new DataTransfer();
            const event = new ClipboardEvent('copy', { clipboardData: told, bubbles: true });
            document.activeElement.dispatchEvent(event);
            done(told.getData('text/plain'));
        })"""
    )

    expect(page.locator("#t-2 td:last-child")).to_have_class("kb")
    assert copied == "临期"


def test_a_sheet_goes_to_paper_lying_on_a3_with_its_header_on_every_page(sign_in):
    page = sign_in(*LIAISON)
    page.goto("/ledger/")

    with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as paper:
        sizes = {tuple(round(side) for side in sheet.get_size()) for sheet in paper}
        texts = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in paper]

    assert sizes == {(1191, 842)}
    assert len(texts) > 1
    assert [text.count("完成时限") for text in texts] == [1] * len(texts)
    assert [text.count("我的工作台") for text in texts] == [0] * len(texts)


def test_a_failure_leaves_what_was_typed_and_says_so(sign_in):
    page = sign_in(*LIAISON)
    page.goto("/report/")
    page.fill("#text", "坏")

    page.click("main button")

    expect(page.locator("[data-failed]")).to_have_text(
        "没有办成，错误编号500。所填内容还在，请稍后再按一次。"
    )
    assert page.input_value("#text") == "坏"


def test_leaving_with_unsaved_words_asks_once(sign_in):
    page = sign_in(*LIAISON)
    page.goto("/report/")
    page.fill("#text", "写了一半")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.goto("/me/")

    assert asked == ["beforeunload"]


def test_the_theme_changes_at_once_and_stays(sign_in):
    page = sign_in(*LIAISON)
    page.click(".who")

    with page.expect_response("**/preferences/"):
        page.click("button[name=theme][value=dark]")
    at_once = page.get_attribute("html", "data-bs-theme")
    page.reload()

    assert (at_once, page.get_attribute("html", "data-bs-theme")) == ("dark", "dark")


def test_without_script_everything_on_the_way_in_works(sign_in):
    page = sign_in(*LIAISON, java_script_enabled=False)
    page.click(".who")
    page.click("button[name=language][value=en]")

    assert page.get_attribute("html", "lang") == "en"
    assert page.url.endswith("/help/")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/kit/", "/me/", "/help/", "/password/"])
def test_pages_are_open_to_everybody(sign_in, theme, address):
    page = sign_in(*LIAISON)
    host = page.url.removesuffix("/help/")
    page.context.add_cookies([{"name": "luoshi_theme", "value": theme, "url": host}])
    page.goto(address)

    found = Axe().run(page, options=WCAG).response["violations"]

    assert {one["id"]: [node["target"] for node in one["nodes"]] for one in found} == {}


@pytest.mark.parametrize("width", [320, 390, 1280, 1440])
def test_no_page_scrolls_sideways(sign_in, width):
    page = sign_in(*LIAISON, viewport={"width": width, "height": 844})
    over = {}
    for address in ("/kit/", "/me/", "/help/", "/password/", "/desk/"):
        page.goto(address)
        over[address] = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert {address: by for address, by in over.items() if by > 0} == {}
