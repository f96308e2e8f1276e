"""站内消息: what was done is told once to whom it concerns, and never to who did it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.assessment.appeal_lifecycle import ADJUSTMENT, APPEAL
from luoshi.assessment.appraisal_lifecycle import APPRAISAL
from luoshi.assessment.lifecycle import FIGURE, SCHEME
from luoshi.assessment.period_lifecycle import PERIOD
from luoshi.breakdown.lifecycle import LIST, MATTER
from luoshi.breakdown.models import LedgerExport, Matter
from luoshi.breakdown.operations import exports, matters
from luoshi.breakdown.terms import MatterState as S
from luoshi.coordination.asks_lifecycle import ASK, REPLY
from luoshi.coordination.lifecycle import REQUEST
from luoshi.intake import operations as intake
from luoshi.organisation.operations import appointments, stand_ins
from luoshi.reporting.lifecycle import REPORT
from luoshi.reporting.operations import claims, leaders, reports
from luoshi.shell import audience, inbox
from luoshi.shell.delivery import BATCH, deliver
from luoshi.shell.models import Cursor, Message
from luoshi.trail.models import Entry
from tests.road import (
    ALL_SO,
    ASSIST,
    LEAD,
    ROAD,
    a_matter,
    a_report,
    a_settled_list,
    an_issued_list,
    bring,
    lists,
    the,
)
from tests.shell.pages import sign_in
from tests.world import MONDAY, MONDAY_NINE, TUESDAY_NINE, person_behind, post_of, someone_of

pytestmark = pytest.mark.django_db
ASSESSING = {"period": PERIOD, "adjustment": ADJUSTMENT, "appeal": APPEAL, "scheme": SCHEME,
             "figure": FIGURE, "appraisal": APPRAISAL}  # fmt: skip


def told(by, at=MONDAY_NINE):
    """Deliver, and return what somebody finds: the deed and why it came."""
    deliver(at=at)
    found = inbox.messages_of(by).select_related("entry").order_by("at", "id")
    return [(one.entry.deed, str(one.get_why_display())) for one in found]


def test_a_notice_is_told_to_everybody_in_the_unit_it_was_sent_to():
    an_issued_list()

    for title in ("局长", "副局长", "联络员", "承办人"):
        assert told(the(title, LEAD)) == [("issuenotice.send", "通知单主送本单位")]
    assert told(the("联络员", ASSIST)) == [("issuenotice.send", "通知单主送本单位")]
    assert told(the("联络员", "岚溪县")) == []


def test_a_claim_is_told_to_the_room_and_its_review_to_the_unit_and_the_verifier():
    a_matter(S.VERIFYING)

    assert told(the("主任")) == [
        ("matterlist.submit", "本室负责此清单"),
        ("matter.claim", "本室督办此事项"),
    ]
    assert told(the("联络员", LEAD))[1:] == [("matter.pass_review", "本单位牵头此事项")]
    assert told(the("核查员")) == [("matter.pass_review", "由本室核查人员核查")]


def test_nobody_is_told_of_what_they_did_themselves():
    matter = a_matter(S.CLAIMED)
    claims.pass_review(matter, by=the("督查员"), at=TUESDAY_NINE, checks=ALL_SO, seed="1")

    assert "matter.pass_review" not in [deed for deed, _why in told(the("督查员"))]
    assert "matter.claim" not in [deed for deed, _why in told(the("局长", LEAD))]


def test_a_reviewed_report_is_told_to_the_unit_that_sent_it():
    report = a_report(a_matter(S.IN_PROGRESS))
    reports.send_back(report, by=the("督查员"), at=TUESDAY_NINE, reason="数字与上期不符")

    assert told(the("联络员", LEAD))[-1] == ("report.return", "本单位牵头此事项")
    assert told(the("联络员", ASSIST)) == [("issuenotice.send", "通知单主送本单位")]


def test_a_closed_matter_is_told_to_who_leads_and_who_takes_part_each_for_their_own_reason():
    a_matter(S.COMPLETED)

    assert told(the("联络员", LEAD))[-1] == ("matter.complete", "本单位牵头此事项")
    assert told(the("联络员", ASSIST))[-1] == ("matter.complete", "本单位承担此事项")


def test_a_leaders_words_on_a_matter_are_told_to_its_units():
    matter = a_matter(S.IN_PROGRESS)
    intake.note_instruction(
        matter=(matter.pk, matter.number),
        leader=post_of("市政府", "副市长"),
        words="请抓紧",
        given_date=MONDAY,
        read_only=False,
        by=the("督查员"),
        at=TUESDAY_NINE,
    )

    assert told(the("联络员", LEAD))[-1] == ("instruction.note", "本单位牵头此事项")


def test_what_is_submitted_to_a_leader_is_told_to_that_leader_alone():
    matter = a_matter(S.DECIDING)
    deputy = post_of("市政府", "副市长")
    leaders.submit(matter, deputy, by=the("主任"), at=TUESDAY_NINE, opinion="核查属实")

    assert told(the("副市长", "市政府")) == [("matter.submit", "呈请您决定")]
    assert told(the("市长", "市政府")) == []
    assert told(the("联络员", LEAD))[-1][0] == "matter.verify"


def test_every_row_of_the_table_is_a_deed_of_the_house():
    deeds = {f"matter.{name}" for name in MATTER.moves}
    deeds |= {f"report.{name}" for name in REPORT.moves}
    deeds |= {f"matterlist.{name}" for name in LIST.moves}
    deeds |= {f"request.{name}" for name in REQUEST.moves}
    deeds |= {f"ask.{name}" for name in ASK.moves} | {f"addressee.{name}" for name in REPLY.moves}
    deeds |= {"issuenotice.send", "instruction.note", "ask.press", "ask.deliver"}
    deeds |= {"matter.urge", "period.credit", "figures.enter", "scheme.set_targets", "scheme.move"}
    deeds |= {"adjustment.propose", "appeal.lodge", "period.open", "figure.correct"}
    for kind, table in ASSESSING.items():
        deeds |= {f"{kind}.{name}" for name in table.moves}

    assert {*audience.AUDIENCE, *audience.QUIET} - deeds == set()


def test_a_move_that_no_row_names_is_told_to_the_lead_and_the_room():
    known = {*audience.AUDIENCE, *audience.QUIET}

    assert "matter.begin_anew" not in known
    assert audience.told_of(Entry(deed="matter.begin_anew")) == (audience.lead, audience.room)
    assert audience.told_of(Entry(deed="matter.sign")) == ()


def test_a_list_sent_up_is_told_to_the_director_and_sent_back_to_the_officer():
    opened = a_settled_list()
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)
    lists.send_back(opened, by=the("主任"), at=TUESDAY_NINE, reason="请补充完成标准")

    assert told(the("主任")) == [("matterlist.submit", "本室负责此清单")]
    assert told(the("督查员")) == [("matterlist.send_back", "本室负责此清单")]
    assert told(the("主任", "市委督查室")) == []


def test_a_list_that_a_leader_signs_rings_at_that_leader_and_at_no_other():
    opened = a_settled_list()
    lists.answer_for(opened, leaders=True, by=the("督查员"))
    lists.submit(opened, by=the("督查员"), at=MONDAY_NINE)

    assert told(the("市长", "市政府")) == [("matterlist.submit", "按签发权限由您签发此清单")]
    assert told(the("主任")) == [("matterlist.submit", "本室负责此清单")]
    assert told(the("副市长", "市政府")) == told(the("秘书长", "市政府办公室")) == []


def test_a_new_holder_of_a_post_is_told_so():
    keeper = someone_of("市政府办公室", "系统管理员")
    by = the("承办人", LEAD)
    term = post_of(LEAD, "联络员").terms.get()
    appointments.hand_over(term, to=person_behind(by), since=MONDAY, by=keeper, at=MONDAY_NINE)

    new = someone_of(LEAD, "联络员", named=by.person_name)

    assert told(new) == [("post.hand_over", "与您的任职有关")]
    assert told(by) == []


def test_a_stand_in_is_told_so_and_finds_what_comes_to_the_post():
    lent = stand_ins.stand_in(
        person_behind(the("副局长", LEAD)),
        term=post_of(LEAD, "局长").terms.get(),
        since=MONDAY,
        until=MONDAY,
        by=the("局长", LEAD),
        at=MONDAY_NINE,
    )
    an_issued_list()
    deliver(at=MONDAY_NINE)

    messages = Message.objects.filter(person=lent.person, post=lent.term.post)

    assert sorted(messages.values_list("entry__deed", "why")) == [
        ("issuenotice.send", "ADDRESSEE"),
        ("stand_in.begin", "POST"),
    ]


def test_the_same_deed_is_never_told_twice():
    a_matter(S.COMPLETED)
    deliver(at=MONDAY_NINE)
    number = Message.objects.count()

    again = deliver(at=TUESDAY_NINE)
    Cursor.objects.update(place=-1)
    deliver(at=TUESDAY_NINE)

    assert number > 0
    assert again == 0
    assert Message.objects.count() == number


def test_what_comes_later_is_told_in_its_turn():
    matter = a_matter(S.CLAIMED)
    deliver(at=MONDAY_NINE)

    claims.pass_review(matter, by=the("督查员"), at=TUESDAY_NINE, checks=ALL_SO, seed="1")

    assert told(the("联络员", LEAD), TUESDAY_NINE)[-1][0] == "matter.pass_review"


def test_what_is_older_than_a_month_is_no_news():
    an_issued_list()

    late = MONDAY_NINE + timedelta(days=31)

    assert told(the("联络员", LEAD), late) == []
    assert Cursor.objects.get().place == Entry.objects.count() - 1


def test_a_line_about_a_matter_out_of_sight_is_gone():
    matter = a_matter(S.IN_PROGRESS)
    head = the("局长", LEAD)
    claims.claim(matter, by=head, at=MONDAY_NINE, statement="已完工")
    deliver(at=MONDAY_NINE)
    before = inbox.unread(the("主任"))

    Matter.objects.filter(pk=matter.pk).update(office=the("主任", "市委督查室").unit_id)

    assert [one.matter_id for one in inbox.messages_of(the("主任")) if one.matter_id] == []
    assert inbox.unread(the("主任")) == before - 1


def test_a_unit_that_gave_its_part_up_finds_no_line_about_the_matter_any_more():
    matter = a_matter(S.ASSIGNED)
    matters.return_(
        matter, by=the("局长", LEAD), at=MONDAY_NINE, reason="不属", proposed_unit="市发改委"
    )
    matters.insist(matter, by=the("主任"), at=MONDAY_NINE, reason="属本局职责")
    seen = [deed for deed, _why in told(the("联络员", LEAD))]
    matter.parts.update(given_up_at=MONDAY_NINE)

    assert seen == ["issuenotice.send", "matter.insist"]
    assert [deed for deed, _why in told(the("联络员", LEAD))] == ["issuenotice.send"]


def test_telling_of_many_deeds_asks_no_more_than_telling_of_one():
    [matter] = an_issued_list().matters.all()
    with CaptureQueriesContext(connection) as one:
        deliver(at=MONDAY_NINE)
    for step in ROAD[1:]:
        bring(matter, step, at=MONDAY_NINE)
    with CaptureQueriesContext(connection) as many:
        deliver(at=MONDAY_NINE)

    assert Entry.objects.count() < BATCH
    assert asked(many) <= asked(one)


def asked(queries):
    """Count the questions that are not the trail's own, which places entry by entry."""
    return len([one for one in queries if '"trail_' not in one["sql"]])


def an_export(by, *, ready=True, title="台账"):
    """A large export that somebody asked for, written or on its way."""
    return LedgerExport.objects.create(
        asked_by_id=by.person_id,
        post_id=by.post_id,
        title=title,
        language="zh-hans",
        total=20001,
        written=20001 if ready else 400,
        asked_at=MONDAY_NINE,
        ready_at=TUESDAY_NINE if ready else None,
    )


def rung(by):
    """What somebody's inbox says of exports."""
    found = inbox.with_things(inbox.messages_of(by).filter(export__isnull=False))
    return [(one.words, one.title, one.by) for day in inbox.days_of(found) for one in day.lines]


def test_a_large_export_rings_when_it_is_ready_with_whoever_asked_and_nobody_else():
    officer = the("督查员")
    an_export(officer)
    an_export(the("主任"), ready=False)

    deliver(at=TUESDAY_NINE)
    deliver(at=TUESDAY_NINE)

    assert rung(officer) == [("导出已写好", "台账", "共20001行，可以下载")]
    assert inbox.unread(officer) == 1
    assert [rung(the(title)) for title in ("主任", "核查员")] == [[], []]


def test_the_line_of_an_export_leads_to_it_and_to_nothing_of_anothers(client):
    officer = the("督查员")
    asked = an_export(officer)
    deliver(at=TUESDAY_NINE)
    message = Message.objects.get(export=asked)
    address = reverse("shell:open_message", args=[message.pk])

    assert sign_in(client, the("主任")).get(address).status_code == 404
    sign_in(client, officer)
    page = client.get(reverse("shell:inbox")).text
    answer = client.get(address)

    assert "导出已写好" in page
    assert "您申请的导出" in page
    assert answer["Location"] == reverse("breakdown:exported", args=[asked.pk])
    assert client.get(answer["Location"]).status_code == 200
    message.refresh_from_db()
    assert message.read_at is not None


def test_the_line_goes_when_the_export_is_thrown_away(home):
    officer = the("督查员")
    an_export(officer)
    deliver(at=TUESDAY_NINE)

    exports.throw_away(at=TUESDAY_NINE + timedelta(days=7))

    assert rung(officer) == []
    assert inbox.unread(officer) == 0
