"""呈批: a verified result goes before a leader, who closes it or orders more."""

from datetime import date, timedelta

import pytest

from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import matters
from luoshi.breakdown.queries import matters_before, submitted_to
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotYours, Unmet
from luoshi.intake.models import Instruction
from luoshi.organisation.models import ActingFor
from luoshi.organisation.queries import actings_of
from luoshi.reporting.operations import closing, leaders
from tests.deeds import entry_of, owed, refused, settled
from tests.road import LEAD, a_matter, bring, the
from tests.world import (
    TUESDAY,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    nine_on,
    person_behind,
    post_of,
    someone_of,
)

pytestmark = pytest.mark.django_db

NEW_DATE = date(2026, 8, 31)
WORDS = "请再查清支管"


def submitted(matter=None):
    matter = matter or a_matter(S.DECIDING)
    deputy = post_of("市政府", "副市长")
    leaders.submit(matter, deputy, by=the("主任"), at=TUESDAY_NINE, opinion="核查属实")
    return matter


def instruct(matter, by, *, words=WORDS, due_date=NEW_DATE):
    return leaders.instruct(matter, by=by, at=WEDNESDAY_NINE, words=words, due_date=due_date)


def deputy_mayor():
    return someone_of("市政府", "副市长")


def test_it_waits_for_that_leader_and_nobody_else():
    matter = submitted()

    assert matter.state == S.BEFORE_LEADER
    assert list(submitted_to(deputy_mayor())) == [matter]
    assert list(submitted_to(someone_of("市政府", "市长"))) == []
    assert entry_of(matter, "matter.submit").facts == {
        "leader": "澄川市人民政府·副市长",
        "submission": "核查属实",
    }


def test_without_a_new_instruction_it_is_closed():
    matter = submitted()

    leaders.agree(matter, by=deputy_mayor(), at=WEDNESDAY_NINE, opinion="同意")

    assert (matter.state, matter.completed_date) == (S.COMPLETED, date(2026, 6, 3))
    assert settled(matter, DueKind.COMPLETION) == [(True, "")]
    assert owed(matter) == [(DueKind.WRITE_OFF, "市政府督查室")]


def test_a_new_instruction_opens_the_next_round_which_the_room_issues():
    matter = submitted()

    said = instruct(matter, deputy_mayor())

    assert (matter.state, matter.round_number, matter.due_date) == (S.RESUPERVISED, 2, NEW_DATE)
    assert (said.words, said.matter_id, said.office) == (WORDS, matter.pk, matter.office)
    assert Instruction.objects.get() == said
    assert settled(matter, DueKind.COMPLETION) == [(True, "")]
    assert owed(matter) == []

    notice = matters.reissue(matter, by=the("主任"), at=nine_on(6, 4))
    assert (matter.state, notice.unit.short_name) == (S.ASSIGNED, LEAD)
    assert [kind for kind, _unit in owed(matter)] == [
        DueKind.COMPLETION,
        DueKind.OPINION,
        DueKind.STATUS,
    ]


def test_nobody_decides_for_the_leader():
    matter = submitted()
    who = "呈批的领导办理"

    for by in (the("主任"), someone_of("市政府", "市长"), the("局长", LEAD)):
        with refused(NotYours, f"同意办结须由{who}"):
            leaders.agree(matter, by=by, at=WEDNESDAY_NINE)


def test_whoever_stands_in_enters_the_decision_in_the_leaders_name():
    matter = submitted()
    secretary = person_behind(someone_of("市政府办公室", "秘书长"))
    term = post_of("市政府", "副市长").terms.get()
    ActingFor.objects.create(
        person=secretary, term=term, since=TUESDAY, until=TUESDAY + timedelta(days=9)
    )
    [stead] = [one for one in actings_of(secretary, on=TUESDAY) if one.post_id == matter.decider_id]

    leaders.agree(matter, by=stead, at=WEDNESDAY_NINE)

    entry = entry_of(matter, "matter.agree")
    assert (entry.person_name, entry.on_behalf_name) == ("市政府办公室秘书长", "市政府副市长")


def test_what_came_of_a_leaders_words_is_not_closed_past_the_leader():
    matter = a_matter(S.DECIDING)
    Matter.objects.filter(pk=matter.pk).update(leader_decides=True)

    with refused(Unmet, "该事项由领导批示交办，须呈领导批示后办结"):
        closing.complete(matter, by=the("主任"), at=TUESDAY_NINE)

    leaders.agree(submitted(matter), by=deputy_mayor(), at=WEDNESDAY_NINE)
    assert matter.state == S.COMPLETED


def test_the_next_round_goes_before_a_leader_again():
    matter = submitted()
    instruct(matter, deputy_mayor())
    matters.reissue(matter, by=the("主任"), at=nine_on(6, 4))
    notice = matter.parts.get(role="LEAD", round__number=2).notice
    matters.sign(notice, by=the("联络员", LEAD), at=nine_on(6, 4))
    matter.refresh_from_db()

    for state in (S.CLAIMED, S.VERIFYING, S.DECIDING):
        bring(matter, state, at=nine_on(6, 5))
    with pytest.raises(Unmet):
        closing.complete(matter, by=the("主任"), at=nine_on(6, 5))


@pytest.mark.parametrize(
    ("unit", "title", "opinion", "says"),
    [
        (LEAD, "局长", "拟予办结", "请选择呈批的领导"),
        ("市政府", "市长", " ", "请写明呈批意见"),
    ],
)
def test_it_is_put_before_a_leader_with_the_rooms_words(unit, title, opinion, says):
    matter, post = a_matter(S.DECIDING), post_of(unit, title)

    with refused(Unmet, says):
        leaders.submit(matter, post, by=the("主任"), at=TUESDAY_NINE, opinion=opinion)


def test_a_new_instruction_says_something_and_gives_time():
    matter = submitted()

    with refused(Unmet, "重新督办须有领导批示"):
        instruct(matter, deputy_mayor(), words=" ")
    with refused(Unmet, "重新督办的完成时限须晚于今天"):
        instruct(matter, deputy_mayor(), due_date=date(2026, 6, 3))


def test_it_may_be_put_before_another_leader_instead():
    matter = submitted()

    mayor = post_of("市政府", "市长")
    leaders.submit(matter, mayor, by=the("主任"), at=WEDNESDAY_NINE, opinion="请示主要领导")

    assert list(submitted_to(deputy_mayor())) == []
    assert list(submitted_to(someone_of("市政府", "市长"))) == [matter]
    assert matter in matters_before(someone_of("市政府", "市长"))
