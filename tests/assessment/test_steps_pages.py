"""The pages of the steps: what is missing, by whom, and what each side is shown."""

import pytest
from django.urls import reverse

from luoshi.assessment.models import Adjustment, Appeal, Figure, Period, SelfReport, UnitCheck
from luoshi.assessment.operations import appealing
from luoshi.organisation.models import Unit
from tests.assessment.steps import (
    S,
    a_period_at,
    lodged,
    of_the_office,
    opinion,
    the_indicator,
    the_leader,
)
from tests.shell.pages import alerts, sign_in
from tests.world import MONDAY_NINE, someone_of, unit_named

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
HEAD = ("岚溪县", "县长")


def page(name, *about):
    return reverse(f"assessment:{name}", args=[getattr(one, "pk", one) for one in about])


def as_(client, by):
    return sign_in(client, by if not isinstance(by, tuple) else someone_of(*by))


def test_the_office_sees_which_source_is_behind_and_a_step_that_waits(client):
    period = a_period_at(S.CHECKING)
    Figure.objects.filter(period=period, indicator__code="1.1").delete()

    shown = as_(client, of_the_office("主任")).get(page("steps", period))

    assert "澄川市统计局" in shown.text
    assert "还不能预告结果：还有6个指标值未经来源单位核定：澄川市统计局" in shown.text
    assert 'value="preview"' not in shown.text


def test_a_unit_sees_its_own_words_and_nothing_of_the_others(client):
    period = a_period_at(S.CHECKING)
    SelfReport.objects.filter(unit__name="云渡县").update(text="云渡县河长制考核差距")
    SelfReport.objects.filter(unit__name="岚溪县").update(text="岚溪县隐患整改差距")

    shown = as_(client, HEAD).get(page("steps", period))

    assert "岚溪县隐患整改差距" in shown.text
    assert "云渡县" not in shown.text
    for name in ("checks", "adjustments"):
        assert client.get(page(name, period)).status_code == 404
    assert as_(client, ("市政府督查室", "主任")).get(page("steps", period)).status_code == 404


def test_a_period_is_opened_and_a_step_made_from_the_pages(client):
    period = a_period_at(S.COLLECTING)
    as_(client, of_the_office("考核员"))

    opened = client.post(page("periods"), {"scheme": period.scheme_id, "label": "2026-05"})
    wrong = client.post(page("periods"), {"scheme": period.scheme_id, "label": "五月"})
    moved = client.post(page("step", period), {"verdict": "begin_self_report"})
    again = client.post(page("step", period), {"verdict": "begin_self_report"})

    assert (opened.status_code, moved.status_code) == (302, 302)
    assert Period.objects.filter(label="2026-05").exists()
    assert (wrong.status_code, alerts(wrong)) == (409, ["考核周期应写作2026-06、2026-Q2或2026"])
    assert (again.status_code, alerts(again)) == (409, ["当前状态为“自评”，不能开始自评"])
    assert client.post(page("step", period), {"verdict": "unknown"}).status_code == 404


def test_a_self_report_is_written_on_its_page_and_survives_a_mistake(client):
    period = a_period_at(S.SELF_REPORTING)
    as_(client, HEAD)

    wrong = client.post(page("self_report", period), {"text": "任务完成", "points": "很高"})
    sent = client.post(page("self_report", period), {"text": "任务完成", "points": "96.5"})

    assert (wrong.status_code, sent.status_code) == (422, 302)
    assert "任务完成" in wrong.text
    assert str(SelfReport.objects.get().points) == "96.5000"
    assert client.get(page("self_report", period)).status_code == 404


def test_an_assessor_checks_from_the_page(client):
    period = a_period_at(S.CHECKING)
    as_(client, of_the_office("考核员"))
    given = {"unit": unit_named("岚溪县").pk, "verdict": "OBJECTED", "note": ""}

    mute = client.post(page("checks", period), given)
    said = client.post(page("checks", period), given | {"note": "样本偏少"})

    assert (mute.status_code, alerts(mute)) == (409, ["请写明异议"])
    assert (said.status_code, UnitCheck.objects.get().note) == (302, "样本偏少")


def test_points_are_proposed_and_confirmed_from_the_page_by_two(client):
    period = a_period_at(S.CHECKING)
    rule = period.scheme.catalogue.get(code="BRIGHT")
    given = {"unit": unit_named("岚溪县").pk, "rule": rule.pk, "count": "2", "reason": "现场会"}
    as_(client, of_the_office("考核员")).post(page("adjustments", period), given)
    made = Adjustment.objects.get()

    own = client.post(page("decide_adjustment", made), {"verdict": "confirm"})
    as_(client, of_the_office("计分员"))
    mute = client.post(page("decide_adjustment", made), {"verdict": "refuse", "note": " "})
    done = client.post(page("decide_adjustment", made), {"verdict": "confirm", "note": "属实"})

    assert (own.status_code, mute.status_code, done.status_code) == (409, 409, 302)
    assert alerts(mute) == ["请写明理由"]
    assert Adjustment.objects.get().state == "CONFIRMED"


def test_an_appeal_is_lodged_with_evidence_and_its_file_is_the_office_s_and_the_unit_s(client):
    period = a_period_at(S.PREVIEWING)
    line = the_indicator(period)
    as_(client, HEAD)

    form = client.get(page("lodge", period), {"indicator": line.pk})
    theirs = the_indicator(period, unit="市住建局")
    wrong = client.post(page("lodge", period), {"about": f"indicator-{theirs.pk}", "ground": "少"})
    given = {"about": f"indicator-{line.pk}", "ground": "少计一处验收"}
    sent = client.post(page("lodge", period), given)
    appeal = Appeal.objects.get()

    assert f'value="indicator-{line.pk}" selected' in form.text
    assert (wrong.status_code, sent.status_code) == (422, 302)
    assert "少计一处验收" in client.get(page("appeal", appeal)).text
    assert as_(client, ("云渡县", "县长")).get(page("appeal", appeal)).status_code == 404
    assert as_(client, of_the_office("复核员")).get(page("appeal", appeal)).status_code == 200


def test_who_may_not_appeal_is_told_who_does_and_nothing_of_the_form(client):
    period = a_period_at(S.PREVIEWING)
    given = {"about": "", "ground": "少计一处"}

    refused = as_(client, of_the_office("考核员")).post(page("lodge", period), given)

    assert refused.status_code == 409
    assert alerts(refused) == ["申诉须由被考核单位主要负责人办理"]
    assert "少计一处" in refused.text


def test_what_may_be_appealed_against_stands_in_the_order_of_the_scheme(client):
    period = a_period_at(S.PREVIEWING)

    form = as_(client, HEAD).get(page("lodge", period)).context["form"]

    [(_words, lines), *_rest] = form.fields["about"].choices
    codes = [words.split()[0] for _key, words in lines]
    assert codes == sorted(codes)
    assert len(codes) > 3


def test_the_steps_lead_to_the_figures_that_are_missing_and_to_the_ranking(client):
    period = a_period_at(S.CHECKING)
    Figure.objects.filter(period=period, indicator__code="1.1").delete()
    Period.objects.update(computed_at=MONDAY_NINE)
    source = unit_named("市统计局")

    shown = as_(client, of_the_office("考核员")).get(page("steps", period)).text

    assert f"{reverse('assessment:figure_entry', args=[period.pk])}?source={source.pk}" in shown
    assert reverse("assessment:period", args=[period.label]) in shown


def test_a_unit_that_tries_a_step_is_not_told_what_is_missing_of_others(client):
    period = a_period_at(S.CHECKING)

    tried = as_(client, HEAD).post(page("step", period), {"verdict": "preview"})

    assert (tried.status_code, alerts(tried)) == (409, ["预告结果须由考核办主要负责人办理"])
    assert "云渡县" not in tried.text


def test_who_is_to_decide_does_not_read_the_other_s_opinion_first(client):
    period = a_period_at(S.PUBLICITY)
    appeal = lodged(period)
    opinion(appeal, "复核员", "REFUSE", reason="佐证与台账不符")

    before = as_(client, of_the_office("复审员")).get(page("appeal", appeal)).text
    unit = as_(client, HEAD).get(page("appeal", appeal)).text
    scorer = as_(client, of_the_office("考核员")).get(page("appeal", appeal)).text
    as_(client, of_the_office("复审员")).post(
        page("appeal", appeal), {"verdict": "REFUSE", "reason": "维持"}
    )
    after = as_(client, HEAD).get(page("appeal", appeal)).text

    assert ["佐证与台账不符" in one for one in (before, unit, scorer, after)] == [
        False, False, False, True,
    ]  # fmt: skip
    assert ['value="UPHOLD"' in one for one in (before, unit, scorer)] == [True, False, False]


def test_the_list_of_appeals_shows_those_one_may_read(client):
    period = a_period_at(S.PUBLICITY)
    lodged(period, ground="岚溪县的理由")
    theirs = lodged(period, "云渡县")
    appealing.withdraw(theirs, by=someone_of("云渡县", "县长"), at=theirs.lodged_at)

    def seen(by, **asked):
        text = as_(client, by).get(page("appeals"), asked).text
        return [name for name in ("岚溪县", "云渡县") if f'ink2">{name}' in text]

    assert seen(of_the_office("复核员")) == ["岚溪县"]
    assert seen(of_the_office("复核员"), show="all") == ["岚溪县", "云渡县"]
    assert seen(("云渡县", "联络员"), show="all") == ["云渡县"]
    assert seen(("市财政局", "局长"), show="all") == []
    assert as_(client, ("市政府督查室", "主任")).get(page("appeals")).status_code == 404


def test_a_leader_sees_the_grades_proposed_before_approving(client):
    period = a_period_at(S.APPROVING)
    as_(client, the_leader())

    shown = client.get(page("steps", period))
    done = client.post(page("step", period), {"verdict": "approve"})

    assert "拟定等次" in shown.text
    # In the order of the city: the page is on phones too, and shows no ranking.
    named = [names for _grade, _number, names in shown.context["grades"]]
    order = list(Unit.objects.order_by("place", "code").values_list("short_name", flat=True))
    assert named == [sorted(names, key=order.index) for names in named]
    assert done.status_code == 302
    assert Period.objects.get(pk=period.pk).state == S.APPROVED
    # three units in a group, three in ten: no place for an excellent one
    assert not period.scores.filter(grade="EXCELLENT").exists()
    assert period.scores.exclude(grade="").count() == 6
