"""表单外的按钮: a button that stands outside the form it sends says what it is."""

import re

import pytest

from tests.house.source import templates

pytestmark = pytest.mark.one_engine
BUTTON = re.compile(r"<button\b(?:\{%.*?%\}|\{\{.*?\}\}|[^>])*>", re.DOTALL)


def outside(source: str) -> list[str]:
    """Return the buttons that name a form and not that they send it.

    htmx sends name and value of a button outside its form only where `type="submit"` is written:
    without it the form goes out as if no button had been pressed.
    """
    buttons = BUTTON.findall(source)
    return [one for one in buttons if ' form="' in one and ' type="submit"' not in one]


def test_every_button_outside_its_form_says_that_it_sends_it():
    assert {
        path.name: found for path in templates() if (found := outside(path.read_text("utf-8")))
    } == {}


def test_a_button_that_does_not_say_so_is_found():
    silent = '<button class="b{% if a > b %} c{% endif %}" form="answer" name="only">'
    sending = '<button type="submit" form="answer" name="only"><button name="inside">'

    assert outside(silent + sending) == [silent]
