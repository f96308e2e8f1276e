"""分解工作台 by keyboard only: from the proposals to the list made by hand; keys are counted."""

import random

import pytest
from playwright.sync_api import Page, expect

from luoshi.breakdown.operations import lists
from luoshi.breakdown.terms import DraftVerdict, PartRole
from luoshi.intake.operations import Paperwork, take_in
from luoshi.intake.terms import Disposition, SourceType
from tests.breakdown.given import officer
from tests.breakdown.given import page_of as address_of
from tests.browser.at_the_keys import Officer
from tests.browser.demo_papers import DemoPaper, demo_papers, furnish_the_city
from tests.browser.work_report import BY_HAND, ISSUED, TEXT, furnish
from tests.world import nine_on

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
TAKEN_IN = nine_on(11, 17)
# Here every sentence without a matter is confirmed by a key of its own; elsewhere R says it of all.
ONE_BY_ONE = {"澄川市人民政府专题会议纪要", "关于口袋公园建设的专题会议纪要"}
# So many papers are drawn where time is short; `make long` takes all of them.
A_FEW = 5
# A page with everything on it, on a machine with other things to do.
expect.set_options(timeout=20_000)


class Keyboard:
    """Hands on the keys: presses, counts, and waits until the page has gone on."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.struck = 0

    def press(self, *keys: str, at: str = "") -> None:
        """Strike keys; `at` is the card the page stands on afterwards."""
        for key in keys:
            self.page.keyboard.press(key)
            self.struck += 1
        if at:
            expect(self.page.locator(".draft.cur")).to_have_id(at)

    def type(self, words: str) -> None:
        """Type, a key for each character."""
        self.page.keyboard.type(words)
        self.struck += len(words)

    def stand(self, words: str) -> None:
        """Wait until the page stands on the card of a sentence."""
        expect(self.page.locator(".draft.cur")).to_contain_text(words)

    def confirm(self, words: str) -> None:
        """Answer the sentence the page stands on as the reader suggests, and wait for the next."""
        self.stand(words)
        self.press("a")
        expect(self.page.locator(".draft.cur")).not_to_contain_text(words)

    def accept(self, first: int, last: int) -> None:
        """采纳 one card after the other, from the current one on."""
        for number in range(first, last + 1):
            self.press("a", at=f"d{number + 1}")


def opened(page: Page):
    """A list opened on the work report, and the page of its workbench."""
    furnish()
    paper = Paperwork(
        title="关于抓好2027年《政府工作报告》重点任务落实的通知",
        source=SourceType.WORK_REPORT,
        kind="work_report_task",
        issued_date=ISSUED,
        received_date=ISSUED,
        document_number="澄政发〔2026〕31号",
    )
    document = take_in(
        TEXT.encode(), TEXT, name="工作报告.txt", paper=paper, by=officer(), at=TAKEN_IN
    )
    matters = lists.open_list(document, by=officer(), at=TAKEN_IN)
    page.goto(address_of(document))
    return matters


def list_of(matters) -> set[tuple]:
    """The accepted drafts as the hand-made list is written."""

    def named(draft, role):
        rows = draft.units.filter(role=role).order_by("unit__place")
        return "、".join(row.unit.short_name for row in rows.select_related("unit"))

    return {
        (
            draft.requirement,
            draft.lead.short_name,
            named(draft, PartRole.JOINT),
            named(draft, PartRole.ASSIST),
            draft.due_date,
            draft.cadence,
        )
        for draft in matters.drafts.filter(verdict=DraftVerdict.ACCEPTED).select_related("lead")
    }


def test_an_officer_breaks_the_work_report_down_by_keys_until_it_is_the_list_made_by_hand(
    page_of, record_property
):
    page = page_of(officer(), viewport={"width": 1440, "height": 900})
    matters = opened(page)
    keys = Keyboard(page)

    _growth(keys)
    _renewal(keys)
    _safety(keys)

    assert list_of(matters) == BY_HAND
    assert matters.document.sentences.filter(disposition="").count() == 0
    accepted = len(BY_HAND)
    each = f"{keys.struck / accepted:.1f} a matter"
    record_property("counted", f"{keys.struck} keys for {accepted} matters, {each}")


def test_papers_of_the_demo_are_broken_down_by_four_keys_a_matter(page_of, record_property):
    drawn = random.Random(20251121).sample(demo_papers(), A_FEW)

    assert keys_a_matter(page_of, drawn, record_property) <= 4


@pytest.mark.long
def test_every_paper_of_the_demo_is_broken_down_by_four_keys_a_matter(page_of, record_property):
    assert keys_a_matter(page_of, demo_papers(), record_property) <= 4


def keys_a_matter(page_of, papers, record_property):
    """Break papers down until each list is the one made by hand; return the keys for a matter.

    Each sentence without a matter counts as one key, also where R answered it with the rest.
    """
    furnish_the_city()
    page = page_of(officer(), viewport={"width": 1280, "height": 720})
    struck = spared = wanted = 0

    for paper in papers:
        matters = in_hand(paper)
        page.goto(address_of(matters.document))
        at_the_keys = Officer(page, matters, paper.wanted)
        at_the_keys.work(rest_at_once=paper.decision.title not in ONE_BY_ONE)

        assert accepted_in(matters) == {(w.requirement, w.lead, w.due) for w in paper.wanted}
        struck, spared = struck + at_the_keys.struck, spared + at_the_keys.spared
        wanted += len(paper.wanted)
        each = f"{at_the_keys.struck} keys ({at_the_keys.struck + at_the_keys.spared} one by one)"
        record_property("counted", f"{paper.decision.title}: {len(paper.wanted)} matters, {each}")

    by_one = (struck + spared) / wanted
    each = f"{struck / wanted:.2f} keys a matter, {by_one:.2f} one by one"
    record_property("counted", f"{len(papers)} papers of the demo, {wanted} matters: {each}")
    return by_one


def in_hand(paper: DemoPaper):
    """A list opened on a paper of the demo."""
    said = paper.decision
    work = Paperwork(
        title=said.title,
        source=said.source,
        kind=said.kind,
        issued_date=paper.issued,
        received_date=paper.issued,
        document_number="澄政发〔2026〕31号",
    )
    words = paper.text
    document = take_in(
        words.encode(), words, name="文件.txt", paper=work, by=officer(), at=TAKEN_IN
    )
    return lists.open_list(document, by=officer(), at=TAKEN_IN)


def accepted_in(matters) -> set[tuple]:
    """What was accepted, as far as the lists made by hand go."""
    rows = matters.drafts.filter(verdict=DraftVerdict.ACCEPTED).select_related("lead")
    return {(one.requirement, one.lead.short_name, one.due_date) for one in rows}


def test_a_sentence_without_a_matter_is_answered_by_the_key_on_its_card(page_of):
    page = page_of(officer(), viewport={"width": 1440, "height": 900})
    matters = opened(page)
    place = matters.document.sentences.filter(disposition="").earliest("place").place
    expect(page.locator(".draft.cur")).to_have_id(f"p{place}")

    suggested = page.locator(".draft.cur [aria-keyshortcuts=A]")
    expect(suggested).to_contain_text(str(Disposition.PRINCIPLE.label))
    page.keyboard.press("a")

    expect(page.locator(f"#p{place}.cur")).to_have_count(0)
    answered = matters.document.sentences.get(place=place)
    assert answered.disposition == Disposition.PRINCIPLE


def test_the_list_of_all_keys_stands_whole_within_the_window(page_of):
    page = page_of(officer(), viewport={"width": 1440, "height": 900})
    opened(page)

    page.keyboard.press("?")

    panel = page.locator(".keys .panel").bounding_box()
    words = page.locator(".keys .panel dd").last.bounding_box()
    assert words["x"] + words["width"] <= panel["x"] + panel["width"] <= 1440


def _growth(keys: Keyboard) -> None:
    """The sentences without a matter, and the first chapter."""
    page = keys.page
    # Reasons and exhortations: each is confirmed as the reader suggests.
    keys.confirm("为确保市人代会")
    keys.confirm("各级各部门要提高站位")
    expect(page.locator(".draft.cur")).to_have_id("d1")
    keys.accept(1, 4)
    # 力争: whether it counts is asked.
    keys.press("1")
    expect(page.locator(".draft.cur .ask")).to_have_count(0)
    keys.accept(5, 7)


def _renewal(keys: Keyboard) -> None:
    """Two units side by side, groups and names to be settled, a step taken back."""
    page = keys.page
    # Two side by side: who leads is asked, then what proves it done. 周调度 at the end of the
    # sentence is for both: the cadence of the first is put right on its card.
    _answer(keys, "1", "2")
    keys.press("e")
    expect(page.locator("#card_title")).to_be_focused()
    keys.press(*["Tab"] * 9)
    expect(page.locator("#card_cadence")).to_be_focused()
    keys.press("ArrowUp", "ArrowUp")
    expect(page.locator("#saved")).to_contain_text("已自动保存")
    keys.press("Control+Enter", at="d9")
    _answer(keys, "1")
    keys.accept(9, 9)
    keys.accept(10, 10)
    keys.press("a")
    keys.confirm("要坚持人民城市")
    keys.accept(12, 13)
    # 各县（区）, spelled out by the group of the register.
    _answer(keys, "1")
    keys.accept(14, 14)
    keys.accept(15, 15)
    # A unit the register does not know: typed by its initials.
    keys.press("Enter")
    keys.type("sfgw")
    keys.press("Enter")
    expect(page.locator(".draft.cur .ask")).to_have_count(1)
    # 有关部门 beside it is nobody: the words go.
    _answer(keys, "1")
    keys.accept(16, 16)
    _answer(keys, "1")
    keys.accept(17, 17)
    # One accepted too soon, and taken back.
    keys.press("a", at="d19")
    keys.press("u", at="d18")
    keys.accept(18, 20)


def _safety(keys: Keyboard) -> None:
    """A collective lead, no tasks, and a lead marked in the text."""
    page = keys.page
    # A collective lead: spelled out, then one matter for each.
    keys.press("1")
    expect(page.locator(".draft.cur .ask").filter(has_text="须明确一家牵头")).to_have_count(1)
    keys.press("3")
    expect(page.locator(".draft.cur .ask")).to_have_count(1)
    keys.press("1")
    expect(page.locator(".draft.cur .ask")).to_have_count(0)
    keys.press("a", at="d23")
    keys.press("1")
    expect(page.locator(".draft.cur .ask")).to_have_count(0)
    keys.press("a", at="d22")
    # No task: left out, and its sentence answered with the same key.
    keys.press("x")
    expect(page.locator(".draft.cur .ask").filter(has_text="为什么跳过")).to_have_count(1)
    keys.press("1")
    # The reader took it for a look back: its lead is chosen in the text and marked.
    keys.stand("审计整改")
    keys.press("v", *["ArrowRight"] * 10, *["Shift+ArrowRight"] * 9, "2")
    expect(page.locator(".draft.cur .ask").filter(has_text="须明确一家牵头")).to_have_count(1)
    _answer(keys, "1", "1")
    keys.press("a")
    keys.confirm("请各责任单位")
    expect(page.locator(".pagehead")).to_contain_text("采纳23　待审0　跳过1")


def _answer(keys: Keyboard, *digits: str) -> None:
    """Answer all that a card asks."""
    for at, digit in enumerate(digits, start=1):
        keys.press(digit)
        expect(keys.page.locator(".draft.cur .ask")).to_have_count(len(digits) - at)
