"""办结、销号、归档: three things by three hands, each after the one before."""

import pytest

from luoshi.breakdown.models import Receipt
from luoshi.breakdown.terms import MatterState as S
from luoshi.dues.models import Due
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.reporting.models import Evidence, Review, Verification
from luoshi.reporting.operations import claims, closing
from tests.deeds import entry_of, owed, pressed_twice, refused, settled
from tests.road import FOUND, LEAD, ROOM, a_matter, bring, the
from tests.world import FRIDAY_NINE, MONDAY_NINE, TUESDAY, TUESDAY_NINE, nine_on

pytestmark = pytest.mark.django_db


def complete(matter, **given):
    """Accept the result as the director on Tuesday."""
    closing.complete(matter, **{"by": the("主任"), "at": TUESDAY_NINE, **given})


def write_off(matter, **given):
    """Strike it off as the director on Tuesday."""
    closing.write_off(matter, **{"by": the("主任"), "at": TUESDAY_NINE, **given})


def file(matter, **given):
    """File it as the archivist on Tuesday."""
    closing.file(matter, **{"by": the("归档员"), "at": TUESDAY_NINE, **given})


def test_the_director_accepts_a_verified_result():
    matter = a_matter(S.DECIDING)

    complete(matter, opinion="同意办结")

    assert (matter.state, matter.completed_date) == (S.COMPLETED, TUESDAY)
    assert entry_of(matter, "matter.complete").facts == {"opinion": "同意办结"}
    assert owed(matter) == [(DueKind.WRITE_OFF, "市政府督查室")]


def test_completion_counts_from_the_day_of_the_claim_that_was_accepted():
    matter = a_matter(S.DECIDING, at=MONDAY_NINE)

    complete(matter, at=FRIDAY_NINE)

    due = Due.objects.get(about_id=str(matter.pk), kind=DueKind.COMPLETION)
    assert (due.met_at, due.met_date) == (MONDAY_NINE, MONDAY_NINE.date())


def test_a_rework_is_met_with_the_completion():
    matter = a_matter(S.CLAIMED)
    day = nine_on(6, 20).date()
    claims.fail_review(matter, by=the("督查员"), at=MONDAY_NINE, reason="缺单", rework_date=day)
    for state in (S.CLAIMED, S.VERIFYING, S.DECIDING):
        bring(matter, state, at=MONDAY_NINE)

    complete(matter)

    assert settled(matter, DueKind.REDO) == [(True, "")]


def test_the_director_strikes_it_off_and_nothing_is_owed_any_more():
    matter = a_matter(S.COMPLETED)

    write_off(matter)

    assert (matter.state, matter.written_off_at) == (S.WRITTEN_OFF, TUESDAY_NINE)
    assert (owed(matter), settled(matter, DueKind.WRITE_OFF)) == ([], [(True, "")])
    assert matter.rounds.get().closed_at == TUESDAY_NINE


@pytest.mark.parametrize("title", ["归档员", "主任"])
def test_the_archivist_files_it(title):
    matter = a_matter(S.WRITTEN_OFF)

    file(matter, by=the(title))

    assert matter.state == S.ARCHIVED
    assert entry_of(matter, "matter.file").before == S.WRITTEN_OFF


DEEDS = [
    (complete, S.DECIDING, "批准办结须由督办该事项的督查室主任办理"),
    (write_off, S.COMPLETED, "销号须由督办该事项的督查室主任办理"),
    (file, S.WRITTEN_OFF, "归档须由督办该事项的归档员办理"),
]
STRANGERS = [("市委督查室", "主任"), (ROOM, "督查员"), (ROOM, "核查员"), (LEAD, "局长")]


@pytest.mark.parametrize(("deed", "state", "sentence"), DEEDS)
@pytest.mark.parametrize(("unit", "title"), STRANGERS)
def test_nobody_else_closes(deed, state, sentence, unit, title):
    matter = a_matter(state)

    with refused(NotYours, sentence):
        deed(matter, by=the(title, unit))

    matter.refresh_from_db()
    assert matter.state == state


@pytest.mark.parametrize(
    ("deed", "state", "sentence"),
    [
        (complete, S.VERIFYING, "当前状态为“待核查”，不能批准办结"),
        (complete, S.COMPLETED, "当前状态为“办结”，不能批准办结"),
        (write_off, S.DECIDING, "当前状态为“待批办结”，不能销号"),
        (write_off, S.WRITTEN_OFF, "当前状态为“已销号”，不能销号"),
        (file, S.COMPLETED, "当前状态为“办结”，不能归档"),
        (file, S.ARCHIVED, "当前状态为“已归档”，不能归档"),
    ],
)
def test_none_comes_before_or_after_its_turn(deed, state, sentence):
    matter = a_matter(state)

    with refused(NotFromHere, sentence):
        deed(matter)


@pytest.mark.parametrize("state", [S.IN_PROGRESS, S.VERIFYING])
def test_nothing_is_struck_off_that_was_not_found_true(state):
    matter = a_matter(state)

    with refused(Unmet, "本轮没有核查属实的记录，不能销号"):
        write_off(matter)


def test_a_verification_that_found_otherwise_does_not_strike_it_off():
    matter = a_matter(S.VERIFYING)
    claims.fail_verification(
        matter,
        FOUND,
        verdict="UNDONE",
        rework_date=nine_on(6, 20).date(),
        by=the("核查员"),
        at=MONDAY_NINE,
    )

    with refused(Unmet, "本轮没有核查属实的记录，不能销号"):
        write_off(matter)


def lose(model):
    """Lose every row of a table, as a fault might."""
    Evidence.objects.all().delete()
    model.objects.all().delete()


@pytest.mark.parametrize(
    ("model", "name"), [(Receipt, "回执"), (Review, "初审记录"), (Verification, "核查记录")]
)
def test_nothing_is_filed_while_a_record_is_missing(model, name):
    matter = a_matter(S.WRITTEN_OFF)
    lose(model)

    with refused(Unmet, f"归档材料不齐，缺：{name}"):
        file(matter)


def test_every_missing_record_is_named():
    matter = a_matter(S.WRITTEN_OFF)
    matter.parts.update(notice=None)
    matter.claims.update(accepted=False)

    with refused(Unmet, "归档材料不齐，缺：督查通知单、办结报告、初审记录、核查记录"):
        file(matter)


@pytest.mark.parametrize(("deed", "state"), [(deed, state) for deed, state, _words in DEEDS])
def test_the_same_key_counts_once(deed, state):
    matter, by = a_matter(state), the("主任")

    entry = pressed_twice(lambda key: deed(matter, by=by, key=key), by=by)

    assert entry.about_id == str(matter.pk)
