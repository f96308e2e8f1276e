"""放大与长者模式: at twice the size, on a narrow phone, in large type all can be reached."""

import pytest

from tests.browser.test_every_page_is_open_to_everybody import STILL, pages_by_visitor
from tests.house.visited import furnish
from tests.world import someone_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("reference")]
# 1280 × 720 at 200 %, and the width at which a page may still not scroll sideways (WCAG 1.4.10).
ZOOMED, NARROW = {"width": 640, "height": 360}, {"width": 320, "height": 568}
DESK, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
LARGE = {"name": "luoshi_size", "value": "large"}
MOST_CONTROLS = 60
# Each control that is shown can be brought into sight, and a finger put on its middle meets it.
OUT_OF_REACH = """most => {
  const over = document.documentElement.scrollWidth - innerWidth;
  const wrong = over > 0 ? [`${over}px too wide`] : [];
  const shown = [...document.querySelectorAll('a[href],button,input,select,textarea,summary')]
    .filter(one => !one.checkVisibility || one.checkVisibility({checkVisibilityCSS: true}))
    .filter(one => !one.closest('.visually-hidden,.skip,[inert],[aria-hidden=true]'))
    .filter(one => one.getBoundingClientRect().width > 3);
  const own = (one, met) => one.contains(met) || met.contains(one)
    || (met.closest('label') && [...(one.labels || [])].includes(met.closest('label')));
  for (const one of shown.slice(0, most)) {
    one.scrollIntoView({block: 'center', inline: 'center'});
    const box = one.getClientRects()[0];
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const met = document.elementFromPoint(x, y);
    if (!met || !own(one, met)) {
      const said = one.outerHTML.slice(0, 120).replace(/\\s+/g, ' ');
      wrong.push(`${said} at ${x | 0},${y | 0} under ${met && met.outerHTML.slice(0, 70)}`);
    }
  }
  scrollTo(0, 0);
  return wrong;
}"""


def wrong_at(page, address: str, sizes) -> list[str]:
    """Open a page in each size; return what cannot be reached, and what is too wide."""
    page.set_viewport_size(sizes[0])
    page.goto(address)
    wrong = []
    for size in sizes:
        page.set_viewport_size(size)
        found = page.evaluate(OUT_OF_REACH, MOST_CONTROLS)
        wrong += [f"{size['width']}: {one}" for one in found]
    return wrong


@pytest.mark.parametrize(
    ("sizes", "cookies"),
    [((ZOOMED, NARROW), []), ((DESK, PHONE, NARROW), [LARGE])],
    ids=["zoomed", "large type"],
)
def test_everything_can_be_reached_and_nothing_scrolls_sideways(
    page_of, open_page, live_server, sizes, cookies
):
    wrong: dict[str, list[str]] = {}

    for (unit, title), addresses in pages_by_visitor(furnish()).items():
        page = page_of(someone_of(unit, title), **STILL) if unit else open_page(**STILL)
        page.context.add_cookies([one | {"url": live_server.url} for one in cookies])
        for address in addresses:
            wrong[f"{unit}{title} {address}"] = wrong_at(page, address, sizes)

    told = {place: found for place, found in wrong.items() if found}
    print(*(f"{place}: {one}" for place, found in told.items() for one in found), sep="\n")
    assert told == {}
