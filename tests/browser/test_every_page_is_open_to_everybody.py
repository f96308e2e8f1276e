"""无障碍: every page, in both themes, on a desk and on a phone, measured by axe-core.

A page is opened once, for it takes longer to come than to be looked at; then it is seen at twice
the size, on a narrow phone and in large type (reach.py).
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.reach import out_of_reach
from tests.house.doors import TABLE
from tests.house.pages import pages_of
from tests.house.visited import Town, furnish
from tests.house.visitors import GROUPS
from tests.world import someone_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
SHORT = {"resultTypes": ["violations"]}
WCAG = SHORT | {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
# The sheets of a page turn it no other way in another window or theme: they are fetched once.
AGAIN = WCAG | {"preload": False, "rules": {"css-orientation-lock": {"enabled": False}}}
RUN = "rules => axe.run(document, rules).then(found => found.violations)"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
BOTH_WAYS = ((DESK, "light"), (PHONE, "dark"))
EVERY_WAY = tuple((size, theme) for size in (DESK, PHONE) for theme in ("light", "dark"))
# A colour measured on its way from one theme to the other is nobody's colour.
STILL = {"reduced_motion": "reduce"}
VISITORS = [one for group in GROUPS for one in group]
# Downloads are no pages; the door is nobody's.
NO_PAGE = {
    "intake:original", "breakdown:list_excel", "breakdown:ledger_excel", "reporting:evidence",
    "breakdown:export_file", "breakdown:takeover_template", "breakdown:input_file",
    "coordination:ask_excel", "coordination:ask_file", "coordination:value_file",
    "coordination:request_file", "assessment:scheme_excel", "assessment:figure_excel",
    "assessment:scores_excel", "assessment:appeal_file",
    "organisation:template", "organisation:written_out", "shell:counts",
    "shell:home", "shell:sign_in", "shell:healthz",
}  # fmt: skip


def pages_by_visitor(town: Town) -> dict[tuple[str, str], list[str]]:
    """Return visitor → addresses: each page for the first visitor to whom it opens."""
    found: dict[tuple[str, str], list[str]] = {("", ""): ["/sign-in/"]}
    drawn = set()
    for page in pages_of(town):
        signs = TABLE.get((page.label, "GET"), "").replace(" ", "")
        # The thirty deeds of the register are one template: one for each kind of thing.
        alike = f"{page.name} {page.sample.partition(' ')[0]}"
        if page.name not in NO_PAGE and "2" in signs and alike not in drawn:
            drawn.add(alike)
            found.setdefault(VISITORS[signs.index("2")], []).append(page.address)
    # The same address looks another way to a unit, to a leader, to an administrator.
    for visitor in (("市住建局", "联络员"), ("市政府", "副市长")):
        found.setdefault(visitor, []).extend(["/desk/", "/ledger/"])
    for state in ("ASSIGNED", "CLAIMED", "RETURNED", "ARCHIVED"):
        found[VISITORS[0]].append(f"/matters/{town.matters[state].number}/")
    return found


def measured(page):
    """Return a page that brings axe-core along, wherever it goes from now on."""
    page.add_init_script(Axe().axe_script)
    return page


def wrong_on(page, address: str, ways=BOTH_WAYS) -> list[str]:
    """Return what is wrong with a page; what still moved when it was looked at is seen again."""
    return seen_on(page, address, ways) and seen_on(page, address, ways)


def seen_on(page, address: str, ways) -> list[str]:
    """Open a page and return what is wrong with it, named with the place."""
    wrong = []
    page.set_viewport_size(DESK)
    page.goto(address)
    for rules, (size, theme) in zip([WCAG] + [AGAIN] * len(ways), ways, strict=False):
        page.set_viewport_size(size)
        page.evaluate("theme => document.documentElement.dataset.bsTheme = theme", theme)
        wrong += [
            f"{size['width']} {theme} {one['id']}: {node['html'][:160]}"
            for one in page.evaluate(RUN, rules)
            for node in one["nodes"]
        ]
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        wrong += [f"{size['width']}: {over}px too wide"] if over > 0 else []
    return wrong + out_of_reach(page)


@pytest.mark.parametrize(
    "ways",
    [BOTH_WAYS, pytest.param(EVERY_WAY, marks=pytest.mark.long)],
    ids=["both ways", "every way"],
)
def test_axe_finds_nothing_on_any_page_none_scrolls_sideways_and_all_can_be_reached(
    page_of, open_page, ways
):
    wrong: dict[str, list[str]] = {}

    for (unit, title), addresses in pages_by_visitor(furnish()).items():
        page = page_of(someone_of(unit, title), **STILL) if unit else open_page(**STILL)
        measured(page)
        for address in addresses:
            wrong[f"{unit}{title} {address}"] = wrong_on(page, address, ways)

    told = {place: found for place, found in wrong.items() if found}
    print(*(f"{place}: {one}" for place, found in told.items() for one in found), sep="\n")
    assert told == {}
