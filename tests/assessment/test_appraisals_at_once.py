"""评议 under many hands: one link is one ballot, and the sums are whole when it closes."""

import pytest

from luoshi.assessment.appraisal_terms import Choice
from luoshi.assessment.models import Appraisal, PaperCount, Tally
from luoshi.assessment.operations import appraisals, ballots
from luoshi.trail.models import Entry
from tests.assessment.asked import an_appraisal, assessor, counts, vote
from tests.organisation.test_many_hands import at_once
from tests.world import TUESDAY_NINE

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 6


def voted():
    """Return how many answers are in the sums."""
    return sum(Tally.objects.values_list("by_link", flat=True))


def test_one_link_used_by_many_at_once_is_one_ballot():
    _made, [token] = an_appraisal(1)

    ends = at_once([lambda: vote(token, Choice.SATISFIED)] * HANDS)

    assert ends == ["NotFromHere"] * (HANDS - 1) + ["done"]
    assert voted() == 3


def test_many_links_at_once_are_all_counted():
    _made, tokens = an_appraisal(HANDS)

    ends = at_once([lambda token=token: vote(token, Choice.SATISFIED) for token in tokens])

    assert ends == ["done"] * HANDS
    assert voted() == 3 * HANDS


def test_what_the_close_counted_is_what_was_cast():
    made, tokens = an_appraisal(HANDS)
    by = assessor()
    seen = Appraisal.objects.get(pk=made.pk)

    at_once(
        [lambda token=token: vote(token, Choice.SATISFIED) for token in tokens]
        + [lambda: appraisals.close(seen, by=by, at=TUESDAY_NINE)]
    )

    made.refresh_from_db()
    assert voted() == 3 * (made.returned or 0)
    assert Entry.objects.filter(deed="appraisal.close").count() == 1


def test_two_second_hands_at_once_add_the_paper_once():
    made, _tokens = an_appraisal(0, paper_issued=30)
    typed = counts(made, 12, 5, 3, 1)
    ballots.count_paper(made, 21, typed, by=assessor(), at=TUESDAY_NINE)
    hands = [assessor("复核员"), assessor("复审员")]

    ends = at_once(
        [lambda by=by: ballots.count_paper(made, 21, typed, by=by, at=TUESDAY_NINE) for by in hands]
    )

    assert ends == ["NotFromHere", "done"]
    assert sum(Tally.objects.values_list("on_paper", flat=True)) == 63
    assert PaperCount.objects.get().confirmed_at is not None
