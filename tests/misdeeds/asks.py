"""Misdeeds with what one unit asks of many: by strangers, without a basis, in a hurry."""

from luoshi.coordination.ask_terms import AskKind
from luoshi.coordination.models import Ask
from luoshi.coordination.operations import asks, replies
from luoshi.coordination.operations.replies import Said
from tests.coordination.given import a_draft, an_ask, answer, head, row_of, staff
from tests.misdeeds import Attempt, again, shows
from tests.world import MONDAY_NINE, TUESDAY, TUESDAY_NINE, town

LEAD = "市住建局"


def a_drafted(kind=AskKind.OPINION, **more):
    """What a unit wrote, in the small town."""
    town()
    return a_draft(kind, **more)


def an_answered():
    """A reply that came."""
    town()
    row = row_of(an_ask(), LEAD)
    answer(row, at=TUESDAY_NINE)
    return row


@shows("ASK.submit.may")
def submitting_for_another():
    """An ask handed up by another unit."""
    ask = a_drafted()
    return Attempt(
        lambda: asks.submit(again(ask), by=staff(LEAD), at=MONDAY_NINE),
        lambda: asks.submit(again(ask), by=staff(), at=MONDAY_NINE),
    )


@shows("ASK.submit.a_basis", "submit", {"basis": ""})
@shows("ASK.submit.a_cost", "submit", {"minutes": None})
@shows("ASK.submit.an_end", "submit", {"expires_date": None})
@shows("ASK.send.a_basis", "send", {"basis": ""})
@shows("ASK.send.a_cost", "send", {"minutes": None})
@shows("ASK.send.an_end", "send", {"expires_date": None})
def asking_without(move, missing):
    """An ask that names no basis, no cost or no end."""
    ask = a_drafted()
    whole = {name: getattr(ask, name) for name in missing}
    deed, by = getattr(asks, move), staff() if move == "submit" else head()

    def done(columns):
        Ask.objects.filter(pk=ask.pk).update(**columns)
        deed(again(ask), by=by, at=MONDAY_NINE)

    return Attempt(lambda: done(missing), lambda: done(whole))


@shows("asks._check_complete")
def asking_in_a_hurry():
    """Material wanted by tomorrow, and no reason why."""
    ask = a_drafted(AskKind.MATERIAL, answer_by=TUESDAY)

    def send(reason):
        Ask.objects.filter(pk=ask.pk).update(hurry_reason=reason)
        asks.send(again(ask), by=head(), at=MONDAY_NINE)

    return Attempt(lambda: send(" "), lambda: send("防汛应急响应"))


@shows("ASK.send.may")
def sending_without_being_the_head():
    """An ask that goes out by staff's word."""
    ask = a_drafted()
    return Attempt(
        lambda: asks.send(again(ask), by=staff(), at=MONDAY_NINE),
        lambda: asks.send(again(ask), by=head(), at=MONDAY_NINE),
    )


@shows("ASK.send_back.may", {"by": staff})
@shows("ASK.send_back.a_reason", {"reason": " "})
def sending_back_wrongly(wrong):
    """An ask handed back by staff, or without a word."""
    ask = a_drafted()
    asks.submit(ask, by=staff(), at=MONDAY_NINE)

    def send_back(by=head, reason="请写明口径"):
        asks.send_back(again(ask), by=by(), at=TUESDAY_NINE, reason=reason)

    return Attempt(lambda: send_back(**wrong), send_back)


@shows("ASK.close.may")
def closing_anothers():
    """An ask ended by one of the asked."""
    town()
    ask = an_ask()
    return Attempt(
        lambda: asks.close(again(ask), by=staff(LEAD), at=TUESDAY_NINE),
        lambda: asks.close(again(ask), by=staff(), at=TUESDAY_NINE),
    )


@shows("ASK.withdraw.may", {"by": staff})
@shows("ASK.withdraw.a_reason", {"reason": " "})
def withdrawing_wrongly(wrong):
    """An ask taken back by staff, or without a word."""
    town()
    ask = an_ask()

    def withdraw(by=head, reason="另行通知"):
        asks.withdraw(again(ask), by=by(), at=TUESDAY_NINE, reason=reason)

    return Attempt(lambda: withdraw(**wrong), withdraw)


@shows("REPLY.sign.may", "sign")
@shows("REPLY.answer.may", "answer")
def answering_for_another(move):
    """What came to one unit, signed for or answered by another."""
    town()
    row = row_of(an_ask(), LEAD)
    rest = (Said(stance="NONE"),) if move == "answer" else ()

    def done(unit):
        getattr(replies, move)(again(row), *rest, by=staff(unit), at=TUESDAY_NINE)

    return Attempt(lambda: done("市财政局"), lambda: done(LEAD))


@shows("replies._check_said")
def answering_without_an_opinion():
    """An opinion that says neither yes nor no."""
    town()
    row = row_of(an_ask(), LEAD)

    def done(stance):
        replies.answer(again(row), Said(stance=stance), by=staff(LEAD), at=TUESDAY_NINE)

    return Attempt(lambda: done(""), lambda: done("NONE"))


@shows("REPLY.return.may", {"unit": LEAD})
@shows("REPLY.return.a_reason", {"reason": " "})
def handing_back_wrongly(wrong):
    """A reply handed back by who gave it, or without a word."""
    row = an_answered()

    def hand_back(unit="市发改委", reason="未附法律意见"):
        replies.hand_back(again(row), by=staff(unit), at=TUESDAY_NINE, reason=reason)

    return Attempt(lambda: hand_back(**wrong), hand_back)


@shows("REPLY.accept.may")
def accepting_ones_own():
    """A reply taken as complete by who gave it."""
    row = an_answered()
    return Attempt(
        lambda: replies.accept(again(row), by=staff(LEAD), at=TUESDAY_NINE),
        lambda: replies.accept(again(row), by=staff(), at=TUESDAY_NINE),
    )
