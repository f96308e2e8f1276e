"""A quarter that was counted, and how its pages are read in a test."""

import html
import re

from django.urls import reverse

from luoshi.assessment.models import AssessedGroup, Period
from luoshi.assessment.operations import running
from luoshi.assessment.terms import PeriodState
from tests.assessed import AFTER_THE_QUARTER_NINE, COUNTIES, a_period, figures
from tests.shell.pages import sign_in
from tests.world import someone_of

TAG = re.compile(r"<[^>]+>")
ROW = re.compile(r"<tr(?P<marks>[^>]*)>(?P<cells>.*?)</tr>", re.S)
CELL = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.S)
PHONE = {"Sec-CH-UA-Mobile": "?1"}
OFFICE = "市考核办"


def counted(state=PeriodState.PREVIEWING, label="2026-Q2", *, scheme=None, before=None, **others):
    """Lay a period, its certified figures and its scores; `before` may lay more first."""
    period = a_period(scheme, label, **others)
    figures(period)
    if before is not None:
        before(period)
    running.run(period, by=someone_of(OFFICE, "考核员"), at=AFTER_THE_QUARTER_NINE)
    Period.objects.filter(pk=period.pk).update(state=state)
    period.refresh_from_db()
    return period


def address(period, page="board", group=COUNTIES, *more):
    """Return where a page about a group is found."""
    found = AssessedGroup.objects.get(scheme=period.scheme_id, name=group)
    return reverse(f"assessment:{page}", args=[period.label, found.pk, *more])


def seen(client, by, path, **headers):
    """Return the answer somebody gets at an address."""
    return sign_in(client, by).get(path, headers=headers)


def words(text):
    """Return what a piece of a page says, without its marks."""
    # A formula may be broken between its parts; it is one word all the same.
    return " ".join(html.unescape(TAG.sub(" ", text.replace("<wbr>", ""))).split())


def rows(response, part):
    """Return the rows of a table on a page, cell by cell, by the id of its section."""
    inside = response.text.split(f'id="{part}"', 1)[1].split("</section>", 1)[0]
    return [[words(cell) for cell in CELL.findall(one["cells"])] for one in ROW.finditer(inside)]
