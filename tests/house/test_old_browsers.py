"""老浏览器: nothing a page needs is newer than Chromium 88 (the list: tools/newer_features)."""

import re
from collections.abc import Iterator

import pytest

from tests.house.source import ROOT, shown, templates

pytestmark = pytest.mark.one_engine
BUILT = ROOT / "luoshi" / "kit" / "static" / "kit"
LIST = ROOT / "tests" / "house" / "newer_features.txt"
# What an older browser passes over without loss, and why.
PASSED_OVER = {
    "property accent-color": "a tick box keeps the colour of the system",
    "property color-adjust": "the old name of print-color-adjust, beside the prefixed one",
    "property scrollbar-color": "the scroll bar looks as it always did",
    "property size": "of @page, where it is old",
    "property text-autospace": "figures stand closer to the characters beside them",
    "property text-wrap": "a heading breaks less evenly",
    "script startViewTransition": "htmx asks first whether it is there, and we do not switch it on",
    "script moveBefore": "htmx asks first whether it is there",
}
# Our own members, or a library's, that bear such a name.
OWN = {"config", "path", "queue", "removeElement", "token", "toArray", "transition"}
UNITS = re.compile(r"(?<=\d)(?:[dsl]v(?:[hwib]|min|max)|cq(?:[hwib]|min|max)|r?lh|rcap|ric)\b")
NESTED = re.compile(r"[{;}]\s*&")
GUARDED = re.compile(r"@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
STRINGS = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|url\([^)]*\)|/\*.*?\*/", re.DOTALL)
# Written as esbuild writes them: `static{`, `#own in other`, the flags d and v.
SYNTAX = re.compile(r"\bstatic\s*\{|#\w+ in |[\]\)/\w]/[gimsuy]*[dv][gimsuy]*[.,;)]")


def newer() -> dict[str, set[str]]:
    """Return kind → the names of what came after Chromium 88."""
    found: dict[str, set[str]] = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        kind, _, name = line.partition(" ")
        if kind != "#":
            found.setdefault(kind, set()).add(name)
    return found


NEWER = newer()


def styles_newer(css: str) -> set[str]:
    """Return what of a stylesheet an older browser does not know; @supports asks first."""
    css = GUARDED.sub("", STRINGS.sub("''", css))
    names = {
        "property": re.findall(r"[{;]\s*(-?[a-z][a-z-]*)\s*:(?!:)[^{}]*?(?=[;}])", css),
        "at-rule": re.findall(r"@([a-z-]+)", css),
        "selector": re.findall(r":{1,2}(-?[a-z][a-z-]*)(?=[^;{}]*\{)", css),
        "function": re.findall(r"(?<![\w-])(-?[a-z][a-z-]*)\(", css),
    }
    found = {f"{kind} {one}" for kind, many in names.items() for one in {*many} & NEWER[kind]}
    found |= {f"unit {unit}" for unit in UNITS.findall(css)}
    # A pseudo-class that selects by content or nests is read as a function in its own right.
    found |= {f"selector {one}" for one in re.findall(r":(has|nth-col)\(", css)}
    return found | ({"nesting"} if NESTED.search(css) else set())


def script_newer(js: str) -> set[str]:
    """Return what of a script an older browser does not know."""
    # What is asked first whether it is there is not needed: `a.at?a.at(1):a[1]`.
    js = re.sub(r"\.(\w+)\?[\w$]+\.\1\(", "(", js)
    words = {*re.findall(r"(?<![\w$-])([A-Z]\w+)", js), *re.findall(r"\.(\w+)\(", js)}
    # A short name that is called by itself was given by the bundler.
    words |= {*re.findall(r"(?<![\w$.-])([a-z]\w{3,})\(", js)}
    found = {f"script {one}" for one in words & NEWER["script"] - OWN}
    return found | {f"syntax {one}" for one in SYNTAX.findall(js)}


def markup_newer(html: str) -> set[str]:
    """Return which elements and attributes of a template an older browser does not know."""
    tags = re.findall(r"<([a-z][a-z0-9]*)\b([^>]*)>", re.sub(r"\{#.*?#\}", "", html))
    elements = {tag for tag, _ in tags}
    attributes = {one for _, rest in tags for one in re.findall(r"(?<=\s)([a-z]+)(?==|\s|$)", rest)}
    return {f"element {one}" for one in elements & NEWER["element"]} | {
        f"attribute {one}" for one in attributes & NEWER["attribute"]
    }


def every_asset() -> Iterator[tuple[str, set[str]]]:
    for path in sorted(BUILT.glob("*.css")):
        yield shown(path), styles_newer(path.read_text(encoding="utf-8"))
    for path in sorted(BUILT.glob("*.js")):
        yield shown(path), script_newer(path.read_text(encoding="utf-8"))
    for path in templates():
        yield shown(path), markup_newer(path.read_text(encoding="utf-8"))


def test_nothing_a_page_needs_is_newer_than_the_oldest_browser():
    wrong = {place: found - PASSED_OVER.keys() for place, found in every_asset()}

    assert {place: found for place, found in wrong.items() if found} == {}


def test_the_scripts_are_lowered_for_the_oldest_browser():
    built = (ROOT / "frontend" / "build.mjs").read_text(encoding="utf-8")

    assert "target: 'es2020'" in built
    assert "'chrome88'" in built


@pytest.mark.parametrize(
    ("css", "found"),
    [
        (".a:has(.b){color:red}", {"selector has"}),
        (".a{color:color-mix(in srgb,red,blue)}", {"function color-mix"}),
        ("@layer base{.a{color:red}}", {"at-rule layer"}),
        ("@container (width>9px){.a{color:red}}", {"at-rule container"}),
        (".a{height:100dvh}", {"unit dvh"}),
        (".a{color:red;&:hover{color:blue}}", {"nesting"}),
        (".a{translate:1px;top:0}", {"property translate"}),
        ("@supports (height:100dvh){.a{height:100dvh}}", set()),
        (".a{background:url(x:has(y));content:'@layer'}", set()),
        (".a:focus-visible{inset:0;gap:1px;aspect-ratio:1}", set()),
    ],
)
def test_a_newer_style_is_found(css, found):
    assert styles_newer(css) == found


@pytest.mark.parametrize(
    ("js", "found"),
    [
        ("let a=[1].findLast(x=>x)", {"script findLast"}),
        ("structuredClone(a)", {"script structuredClone"}),
        ("Object.hasOwn(a,b);a.at(-1)", {"script hasOwn", "script at"}),
        ("a.toSorted();crypto.randomUUID()", {"script toSorted", "script randomUUID"}),
        ("class A{static{this.b=1}}", {"syntax static{"}),
        ("let b=a.at?a.at(1):a[1]", set()),
        ("a?.b??c;d||=e;x.replaceAll('a','b');r.json()", set()),
    ],
)
def test_a_newer_word_of_a_script_is_found(js, found):
    assert script_newer(js) == found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<div popover>", {"attribute popover"}),
        ("<div inert class='x'>", {"attribute inert"}),
        ("<search><input></search>", {"element search"}),
        ("<dialog open><details>", set()),
    ],
)
def test_a_newer_piece_of_a_page_is_found(html, found):
    assert markup_newer(html) == found
