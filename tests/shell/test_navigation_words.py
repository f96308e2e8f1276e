"""导航: what a page is called in the navigation is what it calls itself, in either language."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils.translation import override

from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Post
from luoshi.organisation.terms import Role
from luoshi.shell.navigation import Link, links_for
from tests.assessed import a_scheme
from tests.world import MONDAY_NINE, person_behind, someone_of

# A journey through pages: one engine is enough, the rules beneath are tried on both.
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
TITLE = re.compile(r"<title>\s*(.*?)\s*(?:｜|\|)", re.DOTALL)
HEADING = re.compile(r"<h1[^>]*>\s*(.*?)\s*</h1>", re.DOTALL)


def everyone() -> list[Acting]:
    """Return one person of each role; the head of the office that assesses is one of them."""
    a_scheme()
    posts = {post.role: post for post in Post.objects.select_related("unit").order_by("-id")}
    each = [someone_of(posts[role].unit.short_name, role) for role in Role]
    return [*each, someone_of("市考核办", "主任")]


def called(link: Link, client: Client) -> set[str]:
    """Return what a page calls itself: its title, and its heading, which may be a sentence."""
    page = client.get(link.href, follow=True).text
    return {unescape(one[1]) for named in (TITLE, HEADING) if (one := named.search(page))}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_calls_itself_what_the_navigation_calls_it(language):
    client = Client(headers={"accept-language": language})
    found: dict[tuple[str, str], set[str]] = {}

    with override(language):
        for by in everyone():
            client.force_login(person_behind(by), "django.contrib.auth.backends.ModelBackend")
            for _page, link in links_for(by, path="/", at=MONDAY_NINE):
                if (named := (link.href, str(link.words))) not in found:
                    found[named] = called(link, client)

    assert len(found) > len(Role)
    assert {named: words for named, words in found.items() if named[1] not in words} == {}


def test_who_heads_the_office_that_assesses_is_led_where_its_assessors_are():
    head, other = someone_of("市考核办", "主任"), someone_of("市住建局", "局长")

    def led(by):
        return [page.name for page, _link in links_for(by, path="/", at=MONDAY_NINE)]

    before = led(head)
    a_scheme()

    assert before == led(other)
    assert led(head) == [
        "sign", "desk", "ledger", "requests", "notices", "consult",
        "schemes", "figures", "assess", "periods", "appeals", "appraisals",
    ]  # fmt: skip
    assert "schemes" not in led(other)
