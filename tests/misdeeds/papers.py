"""Misdeeds at the door: papers taken in, leaders' words noted, drafts accepted."""

from dataclasses import replace

from luoshi.breakdown.operations import drafts, lists
from luoshi.intake import operations as intake
from luoshi.intake.terms import SourceType
from tests.misdeeds import ANYBODY, Attempt, again, shows
from tests.road import TEXT, a_document, the
from tests.world import MONDAY, MONDAY_NINE, TUESDAY, TUESDAY_NINE, post_of

PAPER = intake.Paperwork("纪要", SourceType.MINUTES, "meeting_item", MONDAY, MONDAY)
WORDS = {"words": "请抓紧", "given_date": MONDAY}


@shows("intake.demand_a_licence", "", {})
@shows("intake._demand_a_paper: text", "督查员", {}, " \n")
@shows("intake._demand_a_paper: kind", "督查员", {"kind": "hearsay"})
@shows("intake._demand_a_paper: day", "督查员", {"received_date": TUESDAY})
def taking_in(title, wrong, text=TEXT):
    """A paper without words, of an unknown kind, of tomorrow, or by somebody without a licence."""

    def take_in(by, paper, words):
        intake.take_in(b"1", words, name="1.txt", paper=paper, by=by, at=MONDAY_NINE)

    hand = the(title) if title else the("局长", "市住建局")
    return Attempt(
        lambda: take_in(hand, replace(PAPER, **wrong), text),
        lambda: take_in(the("督查员"), PAPER, TEXT),
    )


@shows("intake._demand_staff: role", "局长", "市住建局", {})
@shows("intake._demand_staff: room", "督查员", "市委督查室", {})
@shows("intake._demand_words: day", "督查员", "市政府督查室", {"given_date": TUESDAY})
@shows("intake._demand_words: words", "督查员", "市政府督查室", {"words": ""})
@shows("intake._demand_a_leader", "督查员", "市政府督查室", {"leader": ("市住建局", "局长")})
def noting(title, unit, wrong):
    """Words of nobody, of tomorrow, of no leader, or noted by whoever is not of the room."""
    document = a_document()

    def note(by, given):
        leader = post_of(*given.get("leader", ("市政府", "市长")))
        said = {**WORDS, **given, "leader": leader}
        intake.note_instruction(**said, by=by, at=MONDAY_NINE, document=again(document))

    return Attempt(lambda: note(the(title, unit), wrong), lambda: note(the("督查员"), {}))


@shows("lists.room_staff", instead=ANYBODY)
def opening():
    """A list opened by another room."""
    document = a_document()

    def open_list(unit):
        lists.open_list(again(document), by=the("督查员", unit), at=MONDAY_NINE)

    return Attempt(lambda: open_list("市委督查室"), lambda: open_list("市政府督查室"))


@shows("lists._check_none_in_hand")
def opening_twice():
    """A second list while the first is being drafted."""
    document, other = a_document(), a_document()
    lists.open_list(document, by=the("督查员"), at=MONDAY_NINE)

    def open_list(paper):
        lists.open_list(again(paper), by=the("督查员"), at=TUESDAY_NINE)

    return Attempt(lambda: open_list(document), lambda: open_list(other))


@shows("drafts._missing")
def accepting_half_a_draft():
    """A draft without a standard of proof."""
    opened = lists.open_list(a_document(), by=the("督查员"), at=MONDAY_NINE)
    draft = opened.drafts.get()

    def accept(standard):
        type(draft).objects.filter(pk=draft.pk).update(standard=standard)
        drafts.accept(again(draft), by=the("督查员"))

    return Attempt(lambda: accept(""), lambda: accept("通过验收"))
