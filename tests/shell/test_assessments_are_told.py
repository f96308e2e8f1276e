"""站内消息: deeds of an assessment are told to whom they concern, and lead where they may look."""

from decimal import Decimal

import pytest

from luoshi.assessment.appeal_lifecycle import ADJUSTMENT, APPEAL
from luoshi.assessment.appeal_terms import OpinionStance
from luoshi.assessment.appraisal_lifecycle import APPRAISAL
from luoshi.assessment.lifecycle import FIGURE, SCHEME
from luoshi.assessment.models import CatalogueRule, Figure, IndicatorTarget
from luoshi.assessment.operations import adjusting, figures, periods, schemes, targets
from luoshi.assessment.period_lifecycle import PERIOD
from luoshi.assessment.terms import SchemeState
from luoshi.shell import audience, digests, inbox
from luoshi.shell.delivery import deliver
from luoshi.shell.models import Digest, Message
from luoshi.shell.reminded import parts_of
from tests.assessed import a_scheme, an_adjustment
from tests.assessment.asked import SATISFIED, UNITS, a_closed
from tests.assessment.steps import (
    AFTER_THE_WINDOWS,
    CORRECTED,
    DURING_PUBLICITY,
    S,
    a_period_at,
    lodged,
    of_the_office,
    opinion,
    the_indicator,
    the_leader,
)
from tests.shell.pages import sign_in
from tests.world import WEDNESDAY_NINE, nine_on, person_behind, someone_of, unit_named

pytestmark = pytest.mark.django_db
LATER = nine_on(7, 30)
SOURCE = "市统计局"
AS_SOURCE, AS_ASSESSED, AS_OFFICE = "本单位是数据来源单位", "本单位是被考核单位", "由本办考核"


def told(by):
    """Deliver, and return what somebody finds: the deed and why it came."""
    deliver(at=LATER)
    found = inbox.messages_of(by).select_related("entry").order_by("at", "id")
    return [(one.entry.deed, str(one.get_why_display())) for one in found]


def leads(client, by, deed):
    """Open the newest line of a deed; return its title and whether its page is there."""
    deliver(at=LATER)
    mine = inbox.with_things(inbox.messages_of(by).filter(entry__deed=deed))
    [line] = inbox.days_of(mine[:1])[0].lines
    answer = sign_in(client, by).get(f"/inbox/{line.message.pk}/", follow=True)
    return line.title, answer.redirect_chain[0][0], answer.status_code


def proposed(period, code, by="考核员", unit="岚溪县"):
    rule = CatalogueRule.objects.get(scheme=period.scheme_id, code=code)
    off = an_adjustment(period, unit, "RETURNED", "-0.2") if code == "TOLERANCE" else None
    what = adjusting.Proposed(unit_named(unit), rule, "查实", Decimal(1), "澄委〔2026〕9号", off)
    return adjusting.propose(period, what, by=of_the_office(by), at=DURING_PUBLICITY)


def test_figures_are_asked_of_the_source_alone(client):
    period = a_period_at(S.COLLECTING)

    for title in ("局长", "联络员", "承办人"):
        assert told(someone_of(SOURCE, title)) == [("period.open", AS_SOURCE)]
    assert told(someone_of("岚溪县", "县长")) == told(of_the_office("复核员")) == []
    assert leads(client, someone_of(SOURCE, "承办人"), "period.open") == (
        "2026年二季度考核", f"/assess/figures/{period.pk}/", 200,
    )  # fmt: skip


def test_entered_figures_are_told_to_the_head_who_signs_and_returned_ones_to_the_staff():
    period = a_period_at(S.COLLECTING)
    line = the_indicator(period)
    Figure.objects.filter(indicator=line, unit=unit_named("岚溪县")).delete()
    typed = [figures.Typed(line, unit_named("岚溪县"), Decimal(90))]
    figures.enter(period, typed, by=someone_of(SOURCE, "承办人"), at=DURING_PUBLICITY)
    entered = Figure.objects.get(indicator=line, unit=unit_named("岚溪县"))
    head = someone_of(SOURCE, "局长")
    figures.send_back(entered, by=head, at=DURING_PUBLICITY, reason="口径不符")

    assert told(head)[1:] == [("figures.enter", AS_SOURCE)]
    assert told(someone_of(SOURCE, "承办人"))[1:] == [("figure.send_back", AS_SOURCE)]


def test_a_corrected_figure_is_told_to_the_head_who_signs():
    period = a_period_at(S.COLLECTING)
    figure = Figure.objects.get(indicator=the_indicator(period), unit=unit_named("岚溪县"))
    said = figures.Typed(figure.indicator, figure.unit, Decimal(91))
    figures.correct(figure, said, by=someone_of(SOURCE, "承办人"), at=CORRECTED, reason="漏计一处")

    assert told(someone_of(SOURCE, "局长"))[1:] == [("figure.correct", AS_SOURCE)]


def test_self_report_preview_and_publicity_are_told_to_heads_and_liaisons_of_the_assessed(client):
    period = a_period_at(S.PUBLICITY)
    steps = ["period.begin_self_report", "period.preview", "period.publicise"]

    for by in (someone_of("岚溪县", "县长"), someone_of("市住建局", "联络员")):
        assert told(by) == [(deed, AS_ASSESSED) for deed in steps]
    assert told(someone_of("岚溪县", "承办人")) == []
    assert told(of_the_office("复审员")) == [("period.begin_check", AS_OFFICE)]
    title, page, status = leads(client, someone_of("岚溪县", "联络员"), "period.preview")
    place = period.scheme.units.get(unit=unit_named("岚溪县"))
    assert (title, page, status) == ("2026年二季度考核", f"/assess/2026-Q2/{place.group_id}/", 200)


def test_before_the_preview_the_line_leads_to_the_steps_and_to_no_score(client):
    period = a_period_at(S.SELF_REPORTING)

    head = someone_of("岚溪县", "县长")

    assert leads(client, head, "period.begin_self_report")[1:] == (
        f"/assess/periods/{period.pk}/", 200,
    )  # fmt: skip


def test_results_put_up_ring_at_the_leaders_and_their_answer_at_the_office(client):
    period = a_period_at(S.APPROVING)
    why = ("period.put_up", "考核结果由市领导审定")
    mayor = someone_of("市政府", "市长")
    deputy = the_leader()

    assert [told(one) for one in (mayor, deputy)] == [[why], [why]]
    assert told(someone_of("市政府办公室", "秘书长")) == []
    assert leads(client, mayor, "period.put_up")[1:] == (f"/assess/periods/{period.pk}/", 200)

    periods.approve(period, by=deputy, at=AFTER_THE_WINDOWS)

    assert told(of_the_office("主任"))[-1] == ("period.approve", AS_OFFICE)


def test_results_sent_back_are_told_to_the_units_that_had_seen_them():
    period = a_period_at(S.APPROVING)

    periods.send_back(period, by=the_leader(), at=AFTER_THE_WINDOWS, reason="口径待核")

    assert told(someone_of("岚溪县", "县长"))[-1] == ("period.send_back", AS_ASSESSED)
    assert told(of_the_office("主任"))[-1] == ("period.send_back", AS_OFFICE)


def test_published_results_are_told_to_the_assessed():
    a_period_at(S.PUBLISHED)

    assert told(someone_of("市住建局", "局长"))[-1] == ("period.publish", AS_ASSESSED)
    assert told(someone_of("市统计局", "局长"))[1:] == []


def test_an_appeal_is_told_to_the_office_and_its_decision_to_the_unit_and_the_source(client):
    period = a_period_at(S.PUBLICITY)
    appeal = lodged(period)
    assert told(of_the_office("复核员"))[-1] == ("appeal.lodge", AS_OFFICE)
    for title in ("复核员", "复审员"):
        opinion(appeal, title)

    head = someone_of("岚溪县", "县长")

    assert told(head)[-1] == ("appeal.uphold", "本单位提出此申诉")
    assert leads(client, head, "appeal.uphold") == (
        "岚溪县·重点任务完成率", f"/assess/appeals/{appeal.pk}/", 200,
    )  # fmt: skip
    assert told(someone_of("云渡县", "县长"))[-1][0] == "period.publicise"
    # Its source reads no appeal: the line leads to the figures it is to correct.
    assert leads(client, someone_of(SOURCE, "承办人"), "appeal.uphold")[1:] == (
        f"/assess/figures/{period.pk}/", 200,
    )  # fmt: skip


def test_where_two_opinions_differ_the_office_is_told_that_a_third_is_asked_for():
    appeal = lodged(a_period_at(S.PUBLICITY))
    opinion(appeal, "复核员")
    assert told(of_the_office("主任"))[-1][0] == "appeal.lodge"

    opinion(appeal, "复审员", OpinionStance.REFUSE)

    assert told(of_the_office("主任"))[-1] == ("appeal.differ", AS_OFFICE)


@pytest.mark.parametrize(
    ("code", "told_who", "not_told"),
    [
        ("BRIGHT", "复核员", "副市长"),
        ("TOLERANCE", "主任", "复核员"),
        ("VETO", "副市长", "主任"),
    ],
)
def test_proposed_points_are_told_to_whoever_may_confirm_them(code, told_who, not_told):
    period = a_period_at(S.CHECKING)
    proposed(period, code)

    def deeds(title):
        by = the_leader() if title == "副市长" else of_the_office(title)
        return [deed for deed, _why in told(by)]

    assert "adjustment.propose" in deeds(told_who)
    assert "adjustment.propose" not in deeds(not_told)


def test_confirmed_points_are_told_to_the_unit_once_it_sees_its_score_and_not_before(client):
    period = a_period_at(S.PUBLICITY)
    one = proposed(period, "RETURNED")
    adjusting.confirm(one, by=of_the_office("复核员"), at=DURING_PUBLICITY)
    head = someone_of("岚溪县", "县长")

    assert told(head)[-1] == ("adjustment.confirm", AS_ASSESSED)
    assert leads(client, head, "adjustment.confirm")[::2] == ("2026年二季度考核·岚溪县", 200)
    assert told(someone_of("云渡县", "县长"))[-1][0] == "period.publicise"

    period.state = S.CHECKING
    period.save(update_fields=["state"])

    assert told(head)[-1][0] == "period.publicise"


def test_points_confirmed_before_the_preview_are_told_to_no_unit():
    period = a_period_at(S.CHECKING)
    one = proposed(period, "RETURNED")
    adjusting.confirm(one, by=of_the_office("复核员"), at=DURING_PUBLICITY)

    assert told(someone_of("岚溪县", "县长"))[-1][0] == "period.begin_self_report"
    assert told(of_the_office("考核员"))[-1] == ("adjustment.confirm", AS_OFFICE)


def test_targets_are_told_when_the_scheme_is_in_force_and_again_when_they_change(client):
    scheme = a_scheme(state=SchemeState.DRAFT)
    scheme.catalogue.update(approver_name="市委主要负责同志")
    schemes.put_in_force(scheme, by=of_the_office("主任"), at=DURING_PUBLICITY)
    head, other = someone_of("岚溪县", "县长"), someone_of("云渡县", "县长")
    assert told(head) == told(other) == [("scheme.put_in_force", AS_ASSESSED)]
    place = IndicatorTarget.objects.filter(unit=unit_named("岚溪县")).first()
    typed = {(place.indicator_id, place.unit_id, place.span): Decimal(88)}

    targets.lay_targets(scheme, typed, by=of_the_office("考核员"), at=CORRECTED)

    assert told(head)[1:] == [("scheme.set_targets", AS_ASSESSED)]
    assert told(other)[1:] == []
    assert leads(client, head, "scheme.set_targets")[1:] == (
        f"/assess/schemes/{scheme.pk}/targets/", 200,
    )  # fmt: skip


def test_a_closed_appraisal_is_told_to_the_appraised_and_its_ballots_to_nobody(client):
    appraisal = a_closed(SATISFIED)
    heads = [someone_of(name, "UNIT_HEAD") for name in UNITS]
    deliver(at=WEDNESDAY_NINE)

    told_of_it = [("appraisal.close", "本单位是被评议单位")]
    assert [told(one) for one in heads] == [told_of_it, told_of_it, told_of_it]
    assert told(of_the_office("主任")) == [("appraisal.close", AS_OFFICE)]
    assert leads(client, heads[0], "appraisal.close") == (
        appraisal.title, f"/assess/appraisals/{appraisal.pk}/", 200,
    )  # fmt: skip


def test_every_move_of_an_assessment_is_told_or_said_to_be_quiet():
    tables = {"period": PERIOD, "adjustment": ADJUSTMENT, "appeal": APPEAL, "scheme": SCHEME,
              "figure": FIGURE, "appraisal": APPRAISAL}  # fmt: skip
    moves = {f"{name}.{move}" for name, table in tables.items() for move in table.moves}

    assert moves - {*audience.AUDIENCE, *audience.QUIET} == set()


def test_a_line_of_the_morning_leads_to_what_it_asks_for():
    period = a_period_at(S.SELF_REPORTING)
    owed_by = nine_on(7, 17)
    digests.lay(at=owed_by)

    def hrefs(by):
        digest = Digest.objects.get(person=by.person_id)
        parts = parts_of(digest, person_behind(by), at=owed_by)
        return {line.href for part in parts for line in part.lines}

    assert hrefs(someone_of("岚溪县", "联络员")) == {f"/assess/periods/{period.pk}/"}
    assert hrefs(someone_of(SOURCE, "承办人")) == {f"/assess/figures/{period.pk}/"}


def test_nobody_is_told_twice_of_a_step():
    a_period_at(S.PREVIEWING)
    deliver(at=LATER)
    number = Message.objects.count()

    assert deliver(at=LATER) == 0
    assert Message.objects.count() == number > 0
