"""Misdeeds at the claim, its two checks, and the three ways of closing."""

from dataclasses import replace
from datetime import date

from luoshi.breakdown import rules
from luoshi.breakdown.lifecycle import MATTER
from luoshi.breakdown.models import Matter
from luoshi.breakdown.terms import MatterState as S
from luoshi.reporting.models import Claim, Evidence, Review
from luoshi.reporting.operations import claims, closing
from luoshi.reporting.terms import Check, Verdict
from tests.misdeeds import Attempt, again, shows
from tests.road import ALL_SO, FOUND, LEAD, ROOM, a_matter, the
from tests.world import MONDAY_NINE, TUESDAY, TUESDAY_NINE, someone_of

LATER = date(2026, 6, 20)


@shows("MATTER.claim.may", {"title": "联络员"})
@shows("MATTER.claim.a_statement", {"statement": " "})
@shows("MATTER.claim.children_closed", {"with_child": True})
def claiming(wrong):
    """A claim by the liaison, without a word, or before what was assigned further down is done."""
    matter, child = a_matter(S.IN_PROGRESS), a_matter(S.IN_PROGRESS, room="市委督查室")

    def claim(title="局长", statement="完工", with_child=False):
        Matter.objects.filter(pk=child.pk).update(parent=matter if with_child else None)
        claims.claim(again(matter), by=the(title, LEAD), at=TUESDAY_NINE, statement=statement)

    return Attempt(lambda: claim(**wrong), claim)


@shows("MATTER.pass_review.may", {"unit": "市委督查室"})
@shows("MATTER.pass_review.every_check_ticked", {"checks": {**ALL_SO, Check.LAWFUL: False}})
def passing(wrong):
    """A claim passed by another room, or with a point that is not so."""
    matter = a_matter(S.CLAIMED)

    def pass_review(unit=ROOM, checks=ALL_SO):
        by = the("督查员", unit)
        claims.pass_review(again(matter), by=by, at=TUESDAY_NINE, checks=checks, seed="1")

    return Attempt(lambda: pass_review(**wrong), pass_review)


@shows("MATTER.fail_review.may", {"unit": "市委督查室"})
@shows("MATTER.fail_review.a_reason", {"reason": " "})
@shows("MATTER.fail_review.a_new_date", {"rework_date": None})
@shows("claims._check_rework_date", {"rework_date": TUESDAY})
def failing(wrong):
    """A claim returned by another room, without a reason, without a day, or by today."""
    matter = a_matter(S.CLAIMED)

    def fail_review(unit=ROOM, reason="缺验收单", rework_date=LATER):
        given = {"by": the("督查员", unit), "at": TUESDAY_NINE}
        claims.fail_review(again(matter), **given, reason=reason, rework_date=rework_date)

    return Attempt(lambda: fail_review(**wrong), fail_review)


def verify(matter, by, found=FOUND):
    """Find on Tuesday that it is so."""
    claims.verify(again(matter), found, by=by, at=TUESDAY_NINE)


def fail(matter, by, found=FOUND, *, verdict=Verdict.UNDONE, rework_date=LATER):
    """Find on Tuesday that it is not so."""
    given = {"by": by, "at": TUESDAY_NINE}
    claims.fail_verification(
        again(matter), found, verdict=verdict, rework_date=rework_date, **given
    )


def a_stranger(matter):
    """The other room's verifier."""
    return the("核查员", "市委督查室")


def the_claimant(matter):
    """Whoever claimed it, who has left the bureau before and verifies for the room now."""
    mine = {"named": "两边任职的同志"}
    verifier = someone_of(ROOM, "核查员", **mine)
    Matter.objects.filter(pk=matter.pk).update(claimed_by=verifier.person_id)
    Claim.objects.filter(matter=matter).update(claimed_by=verifier.person_id)
    return verifier


def somebody_of_the_lead(matter):
    """A verifier of the room with a second post in the lead unit."""
    someone_of(LEAD, "承办人", named="两边任职的同志")
    return someone_of(ROOM, "核查员", named="两边任职的同志")


def somebody_from_above(matter):
    """A verifier of the room who is a leader of the government too."""
    someone_of("市政府", "副市长", named="两边任职的同志")
    return someone_of(ROOM, "核查员", named="两边任职的同志")


def somebody_of_a_section(matter):
    """A verifier of the room with a second post in a section of the lead unit."""
    someone_of("市住建局城建科", "承办人", named="两边任职的同志")
    return someone_of(ROOM, "核查员", named="两边任职的同志")


ANY_ROOM = ~rules.claimant & ~rules.bound_by_a_part
EVEN_THE_CLAIMANT = rules.of_the_verifiers & ~rules.bound_by_a_part
EVEN_BOUND = rules.of_the_verifiers & ~rules.claimant


@shows("MATTER.verify.may", verify, a_stranger)
@shows("MATTER.verify.may: of the room", verify, a_stranger, instead=ANY_ROOM)
@shows("MATTER.verify.may: claimant", verify, the_claimant, instead=EVEN_THE_CLAIMANT)
@shows("MATTER.verify.may: a part", verify, somebody_of_the_lead, instead=EVEN_BOUND)
@shows("MATTER.verify.may: above a part", verify, somebody_from_above, instead=EVEN_BOUND)
@shows("MATTER.verify.may: below a part", verify, somebody_of_a_section, instead=EVEN_BOUND)
@shows("MATTER.fail_verification.may", fail, a_stranger)
@shows("MATTER.fail_verification.may: of the room", fail, a_stranger, instead=ANY_ROOM)
@shows("MATTER.fail_verification.may: claimant", fail, the_claimant, instead=EVEN_THE_CLAIMANT)
@shows("MATTER.fail_verification.may: a part", fail, somebody_of_the_lead, instead=EVEN_BOUND)
def verifying_oneself(deed, hand):
    """A verification by a hand that is no other hand."""
    matter = a_matter(S.VERIFYING)

    def wrong():
        deed(matter, hand(matter))

    return Attempt(wrong, lambda: deed(matter, the("核查员")))


@shows("MATTER.verify.a_record", verify, {"record": " "})
@shows("MATTER.verify.seen_on_site", verify, {"method": "DOCUMENTS"})
@shows("MATTER.fail_verification.a_record", fail, {"record": " "})
@shows("claims._check_found: no interest", verify, {"no_interest": False})
@shows("claims._check_found: day", verify, {"visited_date": date(2026, 6, 3)})
@shows("claims._check_found: method", fail, {"method": "HEARSAY"})
@shows("claims._check_found: place", verify, {"place": ""})
def recording_half(deed, lacks):
    """A verification without a record, a declaration, a place, a visit that has been made."""
    matter = a_matter(S.VERIFYING)
    return Attempt(
        lambda: deed(matter, the("核查员"), replace(FOUND, **lacks)),
        lambda: deed(matter, the("核查员")),
    )


@shows("MATTER.fail_verification.a_new_date", {"rework_date": None})
@shows("claims._check_verdict", {"verdict": Verdict.TRUE})
def sending_back(wrong):
    """A claim sent back without a day, or because it is true."""
    matter = a_matter(S.VERIFYING)
    return Attempt(
        lambda: fail(matter, the("核查员"), **wrong), lambda: fail(matter, the("核查员"))
    )


@shows("MATTER.complete.may", closing.complete, S.DECIDING, "督查员", "主任")
@shows("MATTER.write_off.may", closing.write_off, S.COMPLETED, "督查员", "主任")
@shows("MATTER.file.may", closing.file, S.WRITTEN_OFF, "督查员", "归档员")
def closing_as_an_officer(deed, state, wrong, right):
    """A matter closed by an officer."""
    matter = a_matter(state)

    def close(title):
        deed(again(matter), by=the(title), at=TUESDAY_NINE)

    return Attempt(lambda: close(wrong), lambda: close(right))


@shows("closing.true_verification", instead=lambda matter: True)
def striking_off_unverified():
    """A matter brought to 办结 past the operations, so that no verification was ever recorded."""
    matter, sound = a_matter(S.VERIFYING), a_matter(S.COMPLETED, room="市委督查室")

    def write_off(thing, unit):
        closing.write_off(again(thing), by=the("主任", unit), at=TUESDAY_NINE)

    def wrong():
        verifier, director = the("核查员"), the("主任")
        said = {"method": "ON_SITE", "record": "属实"}
        MATTER.make("verify", again(matter), by=verifier, at=TUESDAY_NINE, **said)
        MATTER.make("complete", again(matter), by=director, at=TUESDAY_NINE)
        write_off(matter, ROOM)

    return Attempt(wrong, lambda: write_off(sound, "市委督查室"))


@shows("closing.missing_records", instead=lambda matter: [])
def filing_what_is_not_there():
    """A file whose desk review was lost."""
    matter = a_matter(S.WRITTEN_OFF, at=MONDAY_NINE)

    def file():
        closing.file(again(matter), by=the("归档员"), at=TUESDAY_NINE)

    def wrong():
        Evidence.objects.all().delete()
        Review.objects.all().delete()
        file()

    return Attempt(wrong, file)
