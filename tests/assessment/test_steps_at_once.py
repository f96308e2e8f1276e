"""Several hands at once on a period, an appeal, an adjustment: one does it, others are told."""

import pytest

from luoshi.assessment.models import Adjustment, Appeal, AppealOpinion, Period
from luoshi.assessment.operations import adjusting, appealing, periods
from luoshi.flow.refusals import Refused
from luoshi.trail.models import Entry
from tests.assessed import an_adjustment
from tests.assessment.steps import (
    AFTER_THE_WINDOWS,
    DURING_PUBLICITY,
    PUBLISHED,
    REVIEWED,
    S,
    a_period_at,
    lodged,
    of_the_office,
    the_indicator,
)
from tests.flow.test_many_hands import at_once
from tests.world import someone_of

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 5


def refused(answers):
    return sum(isinstance(one, Refused) for one in answers)


def test_results_are_published_once_and_take_one_number():
    period = a_period_at(S.APPROVED)
    seen = [Period.objects.get(pk=period.pk) for _ in range(HANDS)]
    by = of_the_office("主任")

    answers = at_once(lambda one: periods.publish(one, by=by, at=PUBLISHED), seen)

    assert refused(answers) == HANDS - 1
    assert Period.objects.get(pk=period.pk).number.endswith("1号")
    assert Entry.objects.filter(deed="period.publish").count() == 1


def test_the_same_appeal_lodged_in_one_moment_stands_once():
    period = a_period_at(S.PUBLICITY)
    by = someone_of("岚溪县", "县长")
    what = appealing.Lodged("少计一处", indicator=the_indicator(period))

    answers = at_once(
        lambda _n: appealing.lodge(period, what, by=by, at=DURING_PUBLICITY), list(range(HANDS))
    )

    assert (refused(answers), Appeal.objects.count()) == (HANDS - 1, 1)


def test_two_first_opinions_in_one_moment_are_one():
    period = a_period_at(S.PUBLICITY)
    appeal = lodged(period)
    hands = [of_the_office(title) for title in ("复核员", "复审员", "主任")]
    seen = [(by, Appeal.objects.select_related("period").get(pk=appeal.pk)) for by in hands]

    def say(given):
        by, one = given
        appealing.give_opinion(one, "REFUSE", by=by, at=REVIEWED, reason="维持")

    answers = at_once(say, seen)

    # one after the other two could speak: whoever read the state before is told somebody was first
    said = AppealOpinion.objects.count()
    assert (said, refused(answers)) in {(1, 2), (2, 1)}
    assert Appeal.objects.get().state == ("REVIEWING" if said == 1 else "REFUSED")


def test_an_appeal_lodged_while_results_are_put_up_is_refused_or_keeps_them():
    period = a_period_at(S.PUBLICITY)
    type(period).objects.filter(pk=period.pk).update(appeal_until=None)
    by, head = of_the_office("主任"), someone_of("岚溪县", "县长")
    what = appealing.Lodged("少计一处", indicator=the_indicator(period))
    seen = [Period.objects.select_related("scheme").get(pk=period.pk) for _ in range(2)]

    def press(numbered):
        number, one = numbered
        if number:
            periods.put_up(one, by=by, at=AFTER_THE_WINDOWS)
        else:
            appealing.lodge(one, what, by=head, at=AFTER_THE_WINDOWS)

    answers = at_once(press, list(enumerate(seen)))

    assert refused(answers) == 1
    up = Period.objects.get(pk=period.pk).state == S.APPROVING
    assert up != Appeal.objects.exists()


def test_confirmed_and_refused_in_one_moment_it_is_one_of_the_two():
    period = a_period_at(S.CHECKING)
    made = an_adjustment(period, "岚溪县", "BRIGHT", "0.5", state="PROPOSED")
    by = of_the_office("计分员")
    rows = Adjustment.objects.select_related("period", "rule", "unit")
    seen = [rows.get(pk=made.pk) for _ in range(HANDS)]

    def press(numbered):
        number, one = numbered
        if number % 2:
            adjusting.refuse(one, by=by, at=DURING_PUBLICITY, reason="不是省级")
        else:
            adjusting.confirm(one, by=by, at=DURING_PUBLICITY)

    answers = at_once(press, list(enumerate(seen)))

    assert refused(answers) == HANDS - 1
    assert Entry.objects.filter(about_id=str(made.pk)).count() == 1
