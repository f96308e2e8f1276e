"""What holds at every station of a journey: axe finds nothing, and the page fits the window.

Errors of the console, missing answers and requests to another host are heard by `open_page`.
"""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
RUN = "rules => axe.run(document, rules).then(found => found.violations)"
THEME = "theme => document.documentElement.dataset.bsTheme = theme"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# A colour measured on its way from one theme to the other is nobody's colour.
STILL = {"reduced_motion": "reduce"}


def sound(page: Page) -> None:
    """Let axe look at the page as it stands, in both themes; nothing scrolls sideways."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(Axe().axe_script)
    shown = page.get_attribute("html", "data-bs-theme")
    wrong = []
    for theme in ("dark", "light"):
        page.evaluate(THEME, theme)
        wrong += [
            f"{theme} {one['id']}: {node['html'][:160]}"
            for one in page.evaluate(RUN, RULES)
            for node in one["nodes"]
        ]
    if shown:
        page.evaluate(THEME, shown)
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert (page.url, wrong, max(over, 0)) == (page.url, [], 0)


def go(page: Page, words: str) -> None:
    """Follow a link of the navigation by its words, as a person who does not know addresses."""
    page.locator("nav a:visible").filter(has_text=words).first.click()
    page.wait_for_load_state()
