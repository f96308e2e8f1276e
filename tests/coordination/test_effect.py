"""影响预告: what an extension would do is reckoned by the city's own numbers and closed seasons."""

from datetime import date

import pytest

from luoshi.breakdown.lights import light_of
from luoshi.breakdown.models import Matter
from luoshi.coordination.effects import effect_of
from luoshi.coordination.operations import requests
from luoshi.dues.operations import Looks, declare_closed_season, set_scheme
from luoshi.dues.schemes import Scheme
from luoshi.dues.terms import Reason
from tests.coordination.asking import IN_SEPTEMBER, OCTOBER, asked
from tests.road import S, a_matter, the
from tests.world import nine_on

pytestmark = pytest.mark.django_db
TODAY = IN_SEPTEMBER.date()


def as_it_stands(scheme=None, season=None):
    """A matter that only its plan speaks of, nothing of it done, in a city with these settings."""
    rest = {"basis": "澄政办〔2026〕8号", "by": the("主任"), "at": nine_on(9, 1)}
    matter = a_matter(S.IN_PROGRESS)
    if scheme:
        set_scheme(scheme, Looks(), **rest)
    if season:
        declare_closed_season("汛期停工", *season, units=[], **rest)
    reports = ("report_warn_date", "missed_date", "missed_twice_date")
    Matter.objects.update(**dict.fromkeys(reports))
    return Matter.objects.get(pk=matter.pk)


@pytest.mark.parametrize(
    ("scheme", "season", "reason"),
    [
        (None, None, Reason.FAR_BEHIND),
        (Scheme(behind=90, far_behind=95), None, Reason.ON_TIME),
        (Scheme(behind=30, far_behind=95), None, Reason.BEHIND),
        (None, (date(2026, 6, 5), date(2026, 9, 4)), Reason.BEHIND),
    ],
)
def test_the_light_foretold_is_the_light_that_comes(scheme, season, reason):
    matter = as_it_stands(scheme, season)
    foretold = effect_of(matter, OCTOBER, time=1, today=TODAY)

    requests.grant(asked(matter), by=the("主任"), at=nine_on(9, 7))

    assert foretold.after == light_of(Matter.objects.get(pk=matter.pk), TODAY)
    assert foretold.after.reason == reason
