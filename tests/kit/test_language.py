"""语言: the person's choice, then the browser's wish, then Chinese."""

import pytest

pytestmark = pytest.mark.django_db


def language_of(client, **headers):
    return client.get("/sign-in/", headers=headers).headers["Content-Language"]


def test_who_says_nothing_is_spoken_to_in_chinese(client):
    assert language_of(client) == "zh-hans"


def test_a_browser_that_wishes_english_gets_english(client):
    assert language_of(client, accept_language="en-GB,en;q=0.8") == "en"


def test_a_language_of_ours_nobody_speaks_gives_way_to_chinese(client):
    assert language_of(client, accept_language="fr-FR") == "zh-hans"


def test_the_choice_of_the_person_comes_before_the_wish_of_the_browser(client):
    client.post("/preferences/", {"language": "zh-hans", "next": "/sign-in/"})

    assert language_of(client, accept_language="en") == "zh-hans"


def test_the_page_says_in_what_language_it_is(client):
    client.post("/preferences/", {"language": "en", "next": "/sign-in/"})

    assert '<html lang="en"' in client.get("/sign-in/").text
