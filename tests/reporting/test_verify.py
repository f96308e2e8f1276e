"""核查: another hand goes and looks: not the claimant's, not a part's, not one from above."""

from dataclasses import replace
from datetime import date

import pytest

from luoshi.breakdown.models import Matter, Part
from luoshi.breakdown.terms import MatterState as S
from luoshi.breakdown.terms import PartRole
from luoshi.dues.terms import DueKind
from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.organisation.models import ActingFor, Term
from luoshi.organisation.queries import acting_as
from luoshi.reporting.models import Claim, Verification
from luoshi.reporting.operations import claims
from luoshi.reporting.terms import Method, Verdict
from tests.deeds import due_of, entry_of, owed, pressed_twice, refused, settled
from tests.road import FOUND, LEAD, ROOM, a_matter, bring, the
from tests.world import (
    FOUNDED,
    MONDAY,
    MONDAY_NINE,
    TUESDAY,
    TUESDAY_NINE,
    person_behind,
    someone_of,
    unit_named,
)

pytestmark = pytest.mark.django_db
ANOTHER = "督查室核查人员，且不得是申请办结的人，也不得来自牵头、责任、配合单位及其上级"
NOT_YOURS = f"核查通过须由{ANOTHER}办理"
LATER = date(2026, 6, 20)


def verify(matter, found=FOUND, **given):
    """Verify as the room's verifier on Tuesday."""
    return claims.verify(matter, found, **{"by": the("核查员"), "at": TUESDAY_NINE, **given})


def fail(matter, found=FOUND, **given):
    """Find that it is not so, as the room's verifier on Tuesday."""
    rest = {"verdict": Verdict.PARTIAL, "rework_date": LATER, "by": the("核查员")}
    return claims.fail_verification(matter, found, **{**rest, "at": TUESDAY_NINE, **given})


def test_another_hand_confirms_and_the_matter_goes_to_the_director():
    matter = a_matter(S.VERIFYING)

    made = verify(matter, replace(FOUND, files=[("照片.txt", b"photo")]))

    assert (matter.state, matter.verified_by_id, matter.verified_date) == (
        S.DECIDING,
        the("核查员").person_id,
        TUESDAY,
    )
    assert (made.verdict, made.method, made.place, made.visited_date) == (
        Verdict.TRUE,
        Method.ON_SITE,
        "澄河路",
        MONDAY,
    )
    assert (made.verifier_unit.short_name, made.evidence.count()) == ("市政府督查室", 1)
    assert Claim.objects.get().accepted is True
    assert entry_of(matter, "matter.verify").facts == {
        "method": "ON_SITE",
        "record": FOUND.record,
        "place": "澄河路",
    }
    assert owed(matter) == [(DueKind.COMPLETION, "市住建局")]


@pytest.mark.parametrize("title", ["核查员", "督查员", "主任"])
def test_verifiers_officers_and_the_director_of_the_room_may(title):
    matter = a_matter(S.VERIFYING)

    verify(matter, by=the(title))

    assert matter.state == S.DECIDING


@pytest.mark.parametrize(
    ("unit", "title"),
    [(ROOM, "归档员"), ("市委督查室", "核查员"), ("市统计局", "核查员"), (LEAD, "局长")],
)
def test_nobody_of_another_room_or_another_post_may(unit, title):
    matter = a_matter(S.VERIFYING)

    with refused(NotYours, NOT_YOURS):
        verify(matter, by=the(title, unit))
    with refused(NotYours, f"核查退回须由{ANOTHER}办理"):
        fail(matter, by=the(title, unit))


def claimed_by_somebody_of_two_posts():
    """A matter claimed by a head who also verifies for the room, and has left the bureau since."""
    matter = a_matter(S.IN_PROGRESS)
    head = someone_of(LEAD, "局长", named="两边任职的同志")
    claims.claim(matter, by=head, at=MONDAY_NINE, statement="完工")
    bring(matter, S.VERIFYING, at=MONDAY_NINE)
    Term.objects.filter(person=head.person_id).update(until=date(2026, 5, 31))
    return matter, someone_of(ROOM, "核查员", named="两边任职的同志")


def test_the_claimant_may_not_whatever_post_is_spoken_from():
    matter, claimant = claimed_by_somebody_of_two_posts()

    with refused(NotYours, NOT_YOURS):
        verify(matter, by=claimant)


def a_second_post(unit, title):
    """The room's verifier who also holds a post elsewhere, speaking for the room."""
    someone_of(unit, title, named="两边任职的同志")
    return someone_of(ROOM, "核查员", named="两边任职的同志")


@pytest.mark.parametrize(
    ("unit", "title"),
    [
        (LEAD, "承办人"),
        ("市财政局", "局长"),
        ("市住建局城建科", "承办人"),
        ("市政府", "副市长"),
    ],
)
def test_nobody_with_a_post_in_a_unit_with_a_part_in_a_section_or_above_one(unit, title):
    matter = a_matter(S.VERIFYING)
    by = a_second_post(unit, title)

    with refused(NotYours, NOT_YOURS):
        verify(matter, by=by)


def test_nor_a_jointly_responsible_units_hand():
    matter = a_matter(S.VERIFYING)
    current = matter.rounds.get()
    Part.objects.create(
        matter=matter, round=current, unit=unit_named("市统计局"), role=PartRole.JOINT
    )

    with refused(NotYours, NOT_YOURS):
        verify(matter, by=a_second_post("市统计局", "局长"))


def test_nor_whoever_stands_in_for_somebody_there():
    matter = a_matter(S.VERIFYING)
    by = the("核查员")
    head = Term.objects.get(post=the("局长", LEAD).post_id)
    ActingFor.objects.create(person_id=by.person_id, term=head, since=FOUNDED, until=LATER)

    with refused(NotYours, NOT_YOURS):
        verify(matter, by=by)


def in_the_stead_of(by):
    """Somebody of no part at all who stands in for a verifier."""
    clerk = someone_of("市统计局", "承办人")
    term = Term.objects.get(person=by.person_id, post=by.post_id)
    ActingFor.objects.create(person_id=clerk.person_id, term=term, since=FOUNDED, until=LATER)
    return acting_as(person_behind(clerk), term.post, on=TUESDAY)


def test_nor_whoever_stands_in_for_the_claimant():
    matter, claimant = claimed_by_somebody_of_two_posts()

    with refused(NotYours, NOT_YOURS):
        verify(matter, by=in_the_stead_of(claimant))


def test_nor_whoever_stands_in_for_somebody_with_a_post_there():
    matter = a_matter(S.VERIFYING)

    with refused(NotYours, NOT_YOURS):
        verify(matter, by=in_the_stead_of(a_second_post(LEAD, "承办人")))


def test_whoever_stands_in_for_another_hand_is_one():
    matter = a_matter(S.VERIFYING)

    verify(matter, by=in_the_stead_of(the("核查员")))

    assert matter.state == S.DECIDING


def test_a_post_elsewhere_does_no_harm():
    matter = a_matter(S.VERIFYING)

    verify(matter, by=a_second_post("市发改委", "承办人"))

    assert matter.state == S.DECIDING


def test_a_post_that_was_left_before_the_claim_does_no_harm():
    matter = a_matter(S.VERIFYING)
    by = a_second_post(LEAD, "承办人")
    held = Term.objects.filter(person=by.person_id, post__unit=unit_named(LEAD))
    held.update(until=date(2026, 5, 31))

    verify(matter, by=by)

    assert matter.state == S.DECIDING


def test_a_post_held_on_the_day_of_the_claim_still_binds():
    matter = a_matter(S.VERIFYING)
    by = a_second_post(LEAD, "承办人")
    Term.objects.filter(person=by.person_id, post__unit=unit_named(LEAD)).update(until=MONDAY)

    with refused(NotYours, NOT_YOURS):
        verify(matter, by=by)


def test_a_unit_that_gave_its_part_up_is_free_again():
    matter = a_matter(S.VERIFYING)
    Part.objects.filter(matter=matter, unit=unit_named("市财政局")).update(given_up_at=MONDAY_NINE)

    verify(matter, by=a_second_post("市财政局", "局长"))

    assert matter.state == S.DECIDING


@pytest.mark.parametrize("method", [Method.DOCUMENTS, Method.PHONE])
def test_what_was_drawn_for_a_visit_is_visited(method):
    matter = a_matter(S.VERIFYING)

    with refused(Unmet, "该事项须实地核查，不能只核资料"):
        verify(matter, replace(FOUND, method=method))


def test_nor_from_a_page_that_was_opened_before_it_was_drawn():
    matter = a_matter(S.VERIFYING)
    page = Matter.objects.get(pk=matter.pk)
    page.on_site = False

    with refused(Unmet, "该事项须实地核查，不能只核资料"):
        verify(page, replace(FOUND, method=Method.DOCUMENTS))


@pytest.mark.parametrize("method", [Method.ON_SITE, Method.COVERT, Method.THIRD_PARTY])
def test_a_visit_a_covert_one_or_a_third_partys_will_do(method):
    matter = a_matter(S.VERIFYING)

    verify(matter, replace(FOUND, method=method))

    assert matter.state == S.DECIDING


def test_what_was_not_drawn_may_be_checked_at_the_desk():
    matter = a_matter(S.VERIFYING)
    Matter.objects.filter(pk=matter.pk).update(on_site=False)

    verify(matter, replace(FOUND, method=Method.DOCUMENTS, place=""))

    assert matter.state == S.DECIDING


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"record": " "}, "请填写核查记录"),
        ({"no_interest": False}, "核查人须声明没有应当回避的情形"),
        ({"visited_date": date(2026, 6, 3)}, "核查日期不能晚于今天"),
        ({"method": "HEARSAY"}, "请选择核查方式"),
        ({"place": " "}, "实地核查须写明地点"),
        ({"place": " ", "method": Method.COVERT}, "实地核查须写明地点"),
    ],
)
@pytest.mark.parametrize("deed", [verify, fail])
def test_a_verification_is_recorded_whole(deed, given, sentence):
    matter = a_matter(S.VERIFYING)

    with refused(Unmet, sentence):
        deed(matter, replace(FOUND, **given))

    assert not Verification.objects.exists()


def test_what_does_not_hold_goes_back_with_a_new_day():
    matter = a_matter(S.VERIFYING)

    made = fail(matter, verdict=Verdict.FALSIFIED)

    assert (matter.state, matter.claimed_by, matter.verified_by) == (S.REWORK, None, None)
    assert (matter.times_sent_back, made.verdict) == (1, Verdict.FALSIFIED)
    assert Claim.objects.get().accepted is False
    assert owed(matter) == [
        (DueKind.COMPLETION, "市住建局"),
        (DueKind.REDO, "市住建局"),
        (DueKind.REPORT, "市住建局"),
        (DueKind.REPORT, "市住建局"),
    ]
    assert due_of(matter, DueKind.REDO).due_date == LATER
    assert settled(matter, DueKind.VERIFICATION) == [(True, "")]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"rework_date": None}, "退回重办须定下新的办理期限"),
        ({"rework_date": TUESDAY}, "新的办理期限须晚于今天"),
        ({"verdict": Verdict.TRUE}, "请选择退回的核查结论"),
        ({"verdict": ""}, "请选择退回的核查结论"),
    ],
)
def test_it_goes_back_with_a_finding_and_a_day_to_come(given, sentence):
    matter = a_matter(S.VERIFYING)

    with refused(Unmet, sentence):
        fail(matter, **given)


@pytest.mark.parametrize("deed", [verify, fail])
def test_where_no_claim_waits_there_is_nothing_to_verify(deed):
    matter = a_matter(S.IN_PROGRESS)

    with refused(NotFromHere, "没有待核的办结申请"):
        deed(matter)


@pytest.mark.parametrize(("deed", "move"), [(verify, "核查通过"), (fail, "核查退回")])
def test_what_has_not_passed_the_desk_is_not_verified(deed, move):
    matter = a_matter(S.CLAIMED)

    with refused(NotFromHere, f"当前状态为“待初审”，不能{move}"):
        deed(matter)


@pytest.mark.parametrize("deed", [verify, fail])
def test_the_same_key_counts_once(deed):
    matter, by = a_matter(S.VERIFYING), the("核查员")

    pressed_twice(lambda key: deed(matter, by=by, key=key), by=by)

    assert Verification.objects.count() == 1
