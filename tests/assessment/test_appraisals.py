"""评议: drawn up, opened, voted in without a name, counted by two hands, closed, taken over."""

from decimal import Decimal

import pytest

from luoshi.assessment import appraising
from luoshi.assessment.appraisal_terms import (
    CHOICES,
    AppraisalState,
    Choice,
    Consequence,
    Scale,
    VoteGrade,
)
from luoshi.assessment.models import (
    Appraisal,
    BallotToken,
    PaperCount,
    Tally,
)
from luoshi.assessment.operations import appraisals, ballots
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.trail.models import Entry
from tests.assessment.asked import (
    SATISFIED,
    a_closed,
    a_draft,
    an_appraisal,
    assessor,
    counts,
    head,
    said,
    vote,
)
from tests.world import (
    MONDAY_NINE,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    nine_on,
    someone_of,
    unit_named,
)

pytestmark = pytest.mark.django_db


def deeds():
    return list(Entry.objects.order_by("id").values_list("deed", flat=True))


def test_an_assessor_draws_one_up_and_a_bureau_does_not():
    a_draft()

    with pytest.raises(NotYours) as refused:
        appraisals.draft(said(), by=someone_of("市住建局", "局长"), at=MONDAY_NINE)

    assert str(refused.value) == "拟定评议须由考核办考核员办理"
    assert (Appraisal.objects.count(), deeds()) == (1, [])


def test_it_is_opened_by_an_assessor_once_there_are_ballots():
    made = a_draft()
    with pytest.raises(Unmet) as none:
        appraisals.open_votes(made, by=assessor(), at=MONDAY_NINE)
    appraisals.make_ballots(made, [ballots.new_token()], by=assessor(), at=MONDAY_NINE)
    with pytest.raises(NotYours):
        appraisals.open_votes(made, by=head(), at=MONDAY_NINE)
    with pytest.raises(Unmet) as late:
        appraisals.open_votes(made, by=assessor(), at=nine_on(7, 1))

    appraisals.open_votes(made, by=assessor(), at=MONDAY_NINE)

    assert (str(none.value), str(late.value)) == (
        "还没有票：请先生成票号，或填写纸质票发出数", "截止日期已过，请先改截止日期",
    )  # fmt: skip
    assert made.state == AppraisalState.OPEN
    assert deeds() == ["appraisal.make_ballots", "appraisal.open"]


def test_what_is_open_is_not_written_again():
    made, _tokens = an_appraisal()

    with pytest.raises(NotFromHere):
        appraisals.revise(made, said(question="另一个问题"), by=assessor())

    assert Appraisal.objects.get().question == "您对下列单位的工作是否满意？"


def test_a_draft_is_written_again_and_given_up_with_its_ballots():
    made = a_draft()
    appraisals.make_ballots(made, [ballots.new_token()], by=assessor(), at=MONDAY_NINE)

    appraisals.revise(made, said(units=[unit_named("市财政局")]), by=assessor())
    kept = [row.unit.short_name for row in made.appraised.select_related("unit")]
    appraisals.withdraw(made, by=assessor(), at=MONDAY_NINE)

    assert (kept, BallotToken.objects.count()) == (["市财政局"], 0)
    with pytest.raises(NotFromHere):
        appraisals.make_ballots(made, [ballots.new_token()], by=assessor(), at=MONDAY_NINE)


def test_what_is_kept_of_a_token_cannot_be_voted_with():
    _made, [token] = an_appraisal(1)

    held = BallotToken.objects.get()

    assert token.replace("-", "") not in held.digest
    assert ballots.token_of(held.digest) is None
    assert ballots.token_of(token.upper().replace("-", "")) == held


def test_a_ballot_is_added_to_the_sums_and_its_token_struck_off():
    made, tokens = an_appraisal(2)

    vote(tokens[0], Choice.SATISFIED, Choice.UNKNOWN, Choice.DISSATISFIED)

    given = Tally.objects.filter(by_link__gt=0).select_related("appraised__unit")
    sums = {(one.appraised.unit.short_name, one.choice): one.by_link for one in given}
    assert sums == {("市住建局", "satisfied"): 1, ("市发改委", "unknown"): 1,
                    ("岚溪县", "dissatisfied"): 1}  # fmt: skip
    assert appraising.came_back(made) == (1, 2)


def test_nothing_that_is_kept_says_who_voted_what_or_when():
    _made, [token, _other] = an_appraisal(2)
    entries = Entry.objects.count()
    kept = {field.name for field in BallotToken._meta.concrete_fields}
    summed = {field.name for field in Tally._meta.concrete_fields}

    vote(token, Choice.SATISFIED)

    assert kept == {"id", "appraisal", "digest", "used"}
    assert summed == {"id", "appraised", "choice", "by_link", "on_paper"}
    assert Entry.objects.count() == entries


def test_a_used_token_is_not_used_again():
    _made, [token] = an_appraisal(1)
    vote(token, Choice.SATISFIED)

    with pytest.raises(NotFromHere) as again:
        vote(token, Choice.DISSATISFIED)

    assert str(again.value) == "这张票已经投出，没有再计票"
    assert sum(Tally.objects.values_list("by_link", flat=True)) == 3


def test_a_ballot_that_leaves_a_unit_out_is_not_struck_off():
    _made, [token] = an_appraisal(1)

    with pytest.raises(Unmet):
        vote(token, Choice.SATISFIED, Choice.SATISFIED, "good")

    assert (BallotToken.objects.get().used, sum(Tally.objects.values_list("by_link", flat=True))) \
        == (False, 0)  # fmt: skip


def test_no_vote_is_taken_before_the_opening_after_the_last_day_or_the_close():
    draft = a_draft()
    token = ballots.new_token()
    appraisals.make_ballots(draft, [token], by=assessor(), at=MONDAY_NINE)
    told = [ballots.why_not(ballots.token_of(token), at=MONDAY_NINE)]
    appraisals.open_votes(draft, by=assessor(), at=MONDAY_NINE)
    told += [
        ballots.why_not(ballots.token_of(token), at=at) for at in (TUESDAY_NINE, nine_on(7, 1))
    ]
    with pytest.raises(NotFromHere):
        vote(token, Choice.SATISFIED, at=nine_on(7, 1))
    appraisals.close(draft, by=assessor(), at=WEDNESDAY_NINE)
    with pytest.raises(NotFromHere):
        vote(token, Choice.SATISFIED)

    assert told == ["评议还没有开始", "", "评议已经结束"]


def test_slips_never_handed_out_are_taken_back():
    made, tokens = an_appraisal(3)
    vote(tokens[0], Choice.SATISFIED)
    with pytest.raises(NotYours):
        appraisals.void_unused(made, by=head(), at=TUESDAY_NINE)

    appraisals.void_unused(made, by=assessor(), at=TUESDAY_NINE)

    assert appraising.came_back(made) == (1, 1)
    with pytest.raises(Unmet):
        appraisals.void_unused(made, by=assessor(), at=TUESDAY_NINE)


def test_paper_is_counted_when_a_second_hand_types_the_same():
    made, _tokens = an_appraisal(0, paper_issued=30)
    typed = counts(made, 12, 5, 3, 1)

    ballots.count_paper(made, 21, typed, by=assessor(), at=TUESDAY_NINE)
    before = sum(Tally.objects.values_list("on_paper", flat=True))
    ballots.count_paper(made, 21, typed, by=assessor("复核员"), at=TUESDAY_NINE)

    assert (before, sum(Tally.objects.values_list("on_paper", flat=True))) == (0, 63)
    assert deeds()[-2:] == ["appraisal.count_paper", "appraisal.confirm_paper"]


def test_the_first_hand_does_not_confirm_itself():
    made, _tokens = an_appraisal(0, paper_issued=30)
    for _time in range(2):
        ballots.count_paper(made, 21, counts(made, 12, 5, 3, 1), by=assessor(), at=TUESDAY_NINE)

    assert PaperCount.objects.get().confirmed_by is None
    with pytest.raises(Unmet):
        appraisals.close(made, by=assessor(), at=WEDNESDAY_NINE)


def test_two_hands_that_differ_count_nothing():
    made, _tokens = an_appraisal(0, paper_issued=30)
    ballots.count_paper(made, 21, counts(made, 12, 5, 3, 1), by=assessor(), at=TUESDAY_NINE)

    with pytest.raises(Unmet) as differ:
        ballots.count_paper(made, 21, counts(made, 13, 4, 3, 1), by=assessor("复核员"),
                            at=TUESDAY_NINE)  # fmt: skip

    assert str(differ.value).startswith("与第一次录入不一致：")
    assert sum(Tally.objects.values_list("on_paper", flat=True)) == 0


@pytest.mark.parametrize(
    ("returned", "numbers", "why"),
    [
        (31, (31, 0, 0, 0), "收回31张，多于发出的30张"),
        (21, (12, 5, 3, 0), "澄川市住房和城乡建设局各项合计20张，与收回的21张不等"),
        (20, (22, 0, -2, 0), "澄川市住房和城乡建设局各项合计20张，与收回的20张不等"),
    ],
)
def test_counts_that_do_not_add_up_are_refused(returned, numbers, why):
    made, _tokens = an_appraisal(0, paper_issued=30)

    with pytest.raises(Unmet) as refused:
        ballots.count_paper(made, returned, counts(made, *numbers), by=assessor(), at=TUESDAY_NINE)

    assert str(refused.value) == why


def test_paper_is_typed_by_assessors_alone():
    made, _tokens = an_appraisal(0, paper_issued=30)

    with pytest.raises(NotYours):
        ballots.count_paper(made, 1, counts(made, 1, 0, 0, 0), by=head(), at=TUESDAY_NINE)


def test_the_close_keeps_the_rate_and_the_grades():
    made = a_closed(SATISFIED)

    assert (made.state, made.issued, made.returned) == (AppraisalState.CLOSED, 31, 29)
    assert {row.grade for row in made.appraised.all()} == {VoteGrade.SATISFIED}
    [row, *_others] = appraising.rows_of(made)
    assert (row.response, row.result.value) == (Decimal("93.55"), Decimal("86.21"))


def test_the_second_year_dissatisfied_is_seen_and_proposed_only():
    bad = {"dissatisfied": 6}
    a_closed(bad, span="2025", title="2025年度机关民主评议")
    made = a_closed(bad)

    rows = appraising.rows_of(made)

    assert {(row.before, row.consequence) for row in rows} == {
        (VoteGrade.DISSATISFIED, Consequence.HEAD)
    }


def test_a_quarter_is_not_the_year_after_a_year():
    a_closed({"dissatisfied": 6}, span="2025")
    made = a_closed({"dissatisfied": 6}, span="2026-Q2")

    assert {row.consequence for row in appraising.rows_of(made)} == {Consequence.TALK}


def seen_by(unit, title):
    by = someone_of(unit, title)
    return [
        (one.title, [row.unit.short_name for row in appraising.rows_of(one, by)])
        for one in appraising.appraisals_before(by)
    ]


def test_each_sees_what_is_theirs():
    made = a_closed(SATISFIED)
    a_draft(title="草案")
    an_appraisal(title="进行中")
    every = ["市住建局", "市发改委", "岚溪县"]
    closed = (made.title, every)

    assert seen_by("市考核办", "考核员") == [("进行中", []), ("草案", []), closed]
    assert seen_by("市考核办", "主任") == [("进行中", []), ("草案", []), closed]
    assert seen_by("市政府", "市长") == [("进行中", []), closed]
    assert seen_by("市住建局", "联络员") == [(made.title, ["市住建局"])]
    assert seen_by("岚溪县", "县长") == [(made.title, ["岚溪县"])]
    assert seen_by("市财政局", "局长") == []
    assert seen_by("市审计局", "观察员") == []


def test_answers_are_counted_on_the_scale_that_stands_when_it_opens():
    stale = a_draft(paper_issued=5)
    appraisals.revise(
        Appraisal.objects.get(pk=stale.pk), said(scale=Scale.GRADES, paper_issued=5), by=assessor()
    )

    appraisals.open_votes(stale, by=assessor(), at=MONDAY_NINE)

    choices = Tally.objects.values_list("choice", flat=True)
    assert set(choices) == set(CHOICES[Scale.GRADES])
