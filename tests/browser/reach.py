"""放大与长者模式: at twice the size, on a narrow phone, in large type all can be reached."""

from playwright.sync_api import Page

# 1280 × 720 at 200 %, and the width at which a page may still not scroll sideways (WCAG 1.4.10).
ZOOMED, NARROW = {"width": 640, "height": 360}, {"width": 320, "height": 568}
DESK, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 844}
# The size of type, and the windows it is read in.
READ_IN = (("normal", (ZOOMED, NARROW)), ("large", (DESK, PHONE, NARROW)))
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


def out_of_reach(page: Page) -> list[str]:
    """Return what cannot be reached on the page that is open, and what is too wide."""
    wrong = []
    for type_size, windows in READ_IN:
        # As the server writes it for whoever chose it.
        page.evaluate("size => document.documentElement.dataset.size = size", type_size)
        for window in windows:
            page.set_viewport_size(window)
            found = page.evaluate(OUT_OF_REACH, MOST_CONTROLS)
            wrong += [f"{window['width']} {type_size}: {one}" for one in found]
    return wrong
