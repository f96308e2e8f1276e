"""颜色: tokens that meet on a page can be told apart in both themes (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "frontend" / "app.css").read_text()
GROUNDS = ("surface", "paper", "sunken", "hover", "sel")
LIGHTS = "dgbyrxn"
FIELDS = ("task", "lead", "asst", "due", "cad", "tgt")


def tokens(selector: str) -> dict[str, str]:
    body = CSS[CSS.index(selector) :]
    body = body[body.index("{") + 1 : body.index("}")]
    return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-fA-F]{6})", body))


LIGHT = tokens(":root,[data-bs-theme=light]")
DARK = LIGHT | tokens("[data-bs-theme=dark]{")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    pale, deep = sorted((luminance(one), luminance(other)), reverse=True)
    return (pale + 0.05) / (deep + 0.05)


def text_pairs() -> list[tuple[str, str]]:
    pairs = [(ink, ground) for ink in ("ink", "ink-2", "ink-3", "act") for ground in GROUNDS]
    pairs += [(light, ground) for light in LIGHTS for ground in (*GROUNDS, f"{light}-weak")]
    pairs += [("ink-2", "r-weak"), ("ink-2", "y-weak"), ("on-act", "btn"), ("on-act", "btn-hover")]
    pairs += [("act", "act-weak"), ("surface", "r-fill"), ("surface", "ink")]
    named = [(f"--ls-{ink}", f"--ls-{ground}") for ink, ground in pairs]
    for field in FIELDS:
        named += [(f"--f-{field}", "--ls-surface"), ("--ls-ink", f"--f-{field}-bg")]
        named += [("--ls-surface", f"--f-{field}"), ("--ls-ink-2", f"--f-{field}-bg")]
    return named


def shape_pairs() -> list[tuple[str, str]]:
    pairs = [(f"{one}-fill", on) for one in LIGHTS for on in ("surface", "paper", f"{one}-weak")]
    pairs += [("gov", "surface"), ("field", "surface")]
    return [(f"--ls-{shape}", f"--ls-{ground}") for shape, ground in pairs]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("pairs", "least"), [(text_pairs(), 4.5), (shape_pairs(), 3.0)], ids=["text", "shapes"]
)
def test_whatever_meets_on_a_page_can_be_read(theme, pairs, least):
    too_pale = {
        f"{one} on {other}": round(contrast(theme[one], theme[other]), 2)
        for one, other in pairs
        if contrast(theme[one], theme[other]) < least
    }

    assert too_pale == {}


def test_black_on_white_is_the_strongest_contrast_there_is():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert contrast("#777777", "#ffffff") < 4.5
