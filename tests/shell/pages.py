"""How a page is met in a test: signed in, its parts found, a swap compared with a reload."""

import re

from tests.world import person_behind

ONCE = re.compile(r'name="once" value="[^"]*"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
MAIN = re.compile(r'<main class="body" id="main".*?</main>', re.S)
SAID = re.compile(r'\s*<div class="note mb-2" role="status">.*?</div>', re.S)
# The clock goes on between one answer and the next.
CLOCK = re.compile(r"\d{1,2}:\d{2}|\d+小时\d+分|\d+小时|\d+分")
ALERT = re.compile(r'role="alert"[^>]*>(.*?)</div>', re.S)


def sign_in(client, by):
    """Let somebody in, speaking from this post."""
    person = person_behind(by)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["acting"] = str(by.key)
    session.save()
    return client


def main_of(response):
    """Return what a swap takes from a page, without what differs from one answer to the next."""
    found = MAIN.search(response.text)
    assert found is not None, response.text[:400]
    text = TOKEN.sub("", ONCE.sub("", SAID.sub("", found.group(0))))
    return " ".join(CLOCK.sub("", text).split())


def alerts(response):
    """Return the refusals read out on a page, without their marks."""
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in ALERT.findall(response.text)]


def swapped(client, path, given):
    """Post a form the way htmx does, and follow where it leads."""
    return client.post(path, given, headers={"HX-Request": "true"}, follow=True)
