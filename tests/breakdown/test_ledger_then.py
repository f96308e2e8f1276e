"""回溯: the ledger of an earlier day, replayed from the trail, is what stood on that day."""

import pytest

from luoshi.breakdown.ledger.then import restated
from luoshi.breakdown.ledger.wanted import Wanted
from luoshi.breakdown.lights import light_of
from luoshi.breakdown.models import Matter
from luoshi.timelimits.here import day_here
from tests.walk import Walk

pytestmark = pytest.mark.django_db


def shown(matter, day):
    """What the ledger says of a matter on a day."""
    light = light_of(matter, day)
    return (
        matter.state,
        light and (int(light.level), light.reason),
        matter.lead_id,
        matter.due_date,
        matter.progress,
    )


class Diary(Walk):
    """A walk that writes down at the end of each day how every matter stood."""

    def __init__(self, seed, **rest):
        super().__init__(seed, **rest)
        self.written = {}

    def _let_time_pass(self):
        day = day_here(self.at)
        if day_here(self.at + self.pause) != day:
            self.written[day] = {one.pk: shown(one, day) for one in Matter.objects.all()}
        super()._let_time_pass()


def test_every_day_of_a_walk_is_found_again_as_it_was_written_down():
    walk = Diary(3, deeds_a_day=20).go(700)

    wrong = {}
    for day, was in list(walk.written.items())[::3]:
        now = {one.pk: shown(one, day) for one in restated(Matter.objects.all(), Wanted(), day)}
        alike = {pk for pk in was if was[pk] == now.get(pk)}
        wrong[day] = [(was.get(pk), now.get(pk)) for pk in {*was, *now} - alike]

    assert len(walk.written) > 20
    assert {day: found for day, found in wrong.items() if found} == {}
