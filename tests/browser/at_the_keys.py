"""Somebody who breaks a paper down with both hands on the keys, and has the list in their head.

They look at the card the page stands on, compare it with the list, and strike the key that brings
it nearer. They know nothing of the paper but its words and of the page but what it shows.
"""

from playwright.sync_api import Page, expect

from luoshi.breakdown.models import Draft, MatterList
from luoshi.breakdown.terms import DraftVerdict
from luoshi.organisation.models import Unit
from tests.browser.demo_papers import KNOWN, Wanted

# What is on the way to the list ends; more strokes than this for a card say that nothing goes on.
MOST = 40
MARKED = "() => { document.querySelector('.draft.cur').dataset.old = '1'; }"
CHANGED = (
    "() => { const now = document.querySelector('.draft.cur');"
    " return now && !now.dataset.old && !document.querySelector('.htmx-request')"
    " && (document.activeElement === now || now.contains(document.activeElement)); }"
)


class Officer:
    """One who works a list out by keys, and counts them.

    :ivar struck: keys struck so far; `spared` those that answering the rest with R spared
    """

    def __init__(self, page: Page, matters: MatterList, wanted: tuple[Wanted, ...]) -> None:
        self.page, self.matters, self.wanted = page, matters, wanted
        self.text = matters.document.text
        self.struck = self.spared = 0

    def work(self, *, rest_at_once: bool) -> None:
        """Go on until nothing waits.

        :param rest_at_once: whether what carries no matter is answered with R, else one by one
        """
        if rest_at_once and not self._missed() and (left := self._left()) > 1:
            self.spared = left - 1
            self._strike("r")
        idle = 0
        while self._left() or self.matters.drafts.filter(verdict=DraftVerdict.PROPOSED).exists():
            idle += 1
            assert idle < MOST * (len(self.wanted) + 5), "nothing goes on"
            self._look()

    def _look(self) -> None:
        kind, number = self._here()
        if kind == "p":
            sentence = self.matters.document.sentences.get(place=number)
            words = self.text[sentence.start : sentence.end]
            self._strike("e" if any(one.requirement in words for one in self._missed()) else "a")
            return
        draft = self.matters.drafts.select_related("lead").get(place=number)
        if draft.verdict != DraftVerdict.PROPOSED:
            self._strike("j")
        elif wanted := self._of(draft):
            self._bring(draft, wanted)
        else:
            self._strike("x")
            self._strike("1")

    def _bring(self, draft: Draft, wanted: Wanted) -> None:
        """Bring a draft nearer to the matter that is wanted of it."""
        if draft.requirement != wanted.requirement:
            first = wanted.requirement.startswith(draft.requirement)
            self._strike("j" if first else "m")
        elif asked := self.page.locator(".draft.cur .ask").first.element_handles():
            self._answer(asked[0], wanted)
        elif (draft.lead.short_name, draft.due_date) != (wanted.lead, wanted.due):
            self._put_right(wanted)
        else:
            self._strike("a")

    def _answer(self, asked, wanted: Wanted) -> None:
        about = asked.query_selector("[name=about]").get_attribute("value")
        choices = {
            one.query_selector("span").inner_text(): one.get_attribute("aria-keyshortcuts")
            for one in asked.query_selector_all("button[name=says]")
        }
        says = {
            one.get_attribute("value"): one.get_attribute("aria-keyshortcuts")
            for one in asked.query_selector_all("button[name=says]")
        }
        if about == "lead" and wanted.lead not in choices:
            initials = Unit.objects.get(short_name=wanted.lead).initials
            self._type(min(initials.split(), key=len))
        elif about == "lead":
            self._strike(choices[wanted.lead])
        elif about == "due" and wanted.due.isoformat() not in says:
            self._type(f"{wanted.due:%m%d%Y}")
        elif about == "due":
            self._strike(says[wanted.due.isoformat()])
        elif about.startswith("unit:"):
            self._strike(self._beside(asked.inner_text(), choices, says))
        else:
            self._strike("1" if "1" in says.values() else next(iter(says.values())))

    def _beside(self, sentence: str, choices: dict[str, str], says: dict[str, str]) -> str:
        """Return the key for words that assist: a class spelled out, a name known, or none."""
        if "各县" in sentence:
            return next(key for value, key in says.items() if value.startswith("group:"))
        known = [unit for words, unit in KNOWN.items() if words in sentence]
        return choices[known[0]] if known else says["none"]

    def _put_right(self, wanted: Wanted) -> None:
        """Write lead and day on the card itself."""
        self._strike("e")
        for name, typed in (("lead", wanted.lead), ("due_date", wanted.due.isoformat())):
            field = self.page.locator(f"#card_{name}")
            while not field.evaluate("one => one === document.activeElement"):
                self._key("Tab")
            self._key("Control+A")
            self.page.keyboard.type(typed)
            self.struck += len(typed)
        self._strike("Control+Enter")

    def _of(self, draft: Draft) -> Wanted | None:
        """Return the wanted matter a draft's words belong to."""
        for one in self.wanted:
            at = self.text.find(one.requirement)
            if at <= (draft.start or 0) < at + len(one.requirement):
                return one
        return None

    def _missed(self) -> list[Wanted]:
        """Return what is wanted and no draft speaks of."""
        drafts = self.matters.drafts.exclude(verdict=DraftVerdict.SKIPPED)
        told = {self._of(one) for one in drafts}
        return [one for one in self.wanted if one not in told]

    def _left(self) -> int:
        """Return how many sentences wait for an answer and have no draft that waits."""
        waiting = self.matters.drafts.filter(verdict=DraftVerdict.PROPOSED).values("sentence")
        unanswered = self.matters.document.sentences.filter(disposition="")
        return unanswered.exclude(pk__in=waiting.exclude(sentence=None)).count()

    def _here(self) -> tuple[str, int]:
        name = self.page.locator(".draft.cur").get_attribute("id")
        return name[0], int(name[1:])

    def _type(self, words: str) -> None:
        self._key("Enter")
        expect(self.page.locator(".draft.cur .ask input:focus")).to_have_count(1)
        self.page.keyboard.type(words)
        self.struck += len(words)
        self._strike("Enter")

    def _key(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.struck += 1

    def _strike(self, key: str) -> None:
        """Strike a key and wait until the page has gone on."""
        self.page.evaluate(MARKED)
        self._key(key)
        self.page.wait_for_function(CHANGED)
