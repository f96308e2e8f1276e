"""事项卷宗 of a long life: only the newest is read, and what is read is told as before."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.breakdown.models import Target
from luoshi.breakdown.terms import MatterState as S
from luoshi.shell.dossier import dossier
from tests.road import a_matter, a_report, the
from tests.shell.pages import sign_in
from tests.world import nine_on

pytestmark = pytest.mark.django_db


def page_of(matter):
    return f"/matters/{matter.number}/"


def test_the_same_number_of_queries_for_one_report_and_for_many(client):
    matter = a_matter(S.IN_PROGRESS)
    sign_in(client, the("督查员"))
    a_report(matter, percent=10)
    client.get(page_of(matter))
    with CaptureQueriesContext(connection) as one:
        client.get(page_of(matter))
    for percent in range(20, 27):
        a_report(matter, percent=percent)
    with CaptureQueriesContext(connection) as many:
        response = client.get(page_of(matter))

    # the newest five stand on the page, the rest behind a link
    assert response.text.count('<tr id="report-') == 5
    assert len(many) == len(one)


def test_the_oldest_report_shown_is_compared_with_one_that_is_shown_no_more():
    matter = a_matter(S.IN_PROGRESS)
    target = Target.objects.create(matter=matter, metric="完成管网", value=Decimal(60), unit="公里")
    for number in range(1, 8):
        figures = {target.pk: Decimal(number * number)}
        a_report(matter, percent=number, at=nine_on(6, number), figures=figures)

    shown = dossier(matter, the("督查员"), nine_on(6, 8)).reports

    assert [told.change for one in shown for told in one.told] == [13, 11, 9, 7, 5]
