"""What must be so when a unit asks many, and when each of them answers (征询报送)."""

from datetime import timedelta

from tests.book import day

SPEAKERS = {
    "UNIT_HEAD", "UNIT_DEPUTY", "LIAISON", "HANDLER", "DIRECTOR", "OFFICER", "SECRETARY_GENERAL",
}  # fmt: skip
STANCES = {"NONE", "SOME", "AGAINST"}
HEADS = {"UNIT_HEAD", "DIRECTOR", "SECRETARY_GENERAL"}
HANDS = {
    "ask.submit": (SPEAKERS, "asker"),
    "ask.send_back": (HEADS, "asker"),
    "ask.send": (HEADS, "asker"),
    "ask.close": (SPEAKERS, "asker"),
    "ask.withdraw": (HEADS, "asker"),
    "ask.press": (SPEAKERS, "asker"),
    "ask.deliver": (None, ""),
    "addressee.sign": (SPEAKERS, "asked"),
    "addressee.answer": (SPEAKERS, "asked"),
    "addressee.return": (SPEAKERS, "asker"),
    "addressee.accept": (SPEAKERS, "asker"),
}
EDGES = {
    "ask.submit": ({"DRAFTING"}, "SUBMITTED"),
    "ask.send_back": ({"SUBMITTED"}, "DRAFTING"),
    "ask.send": ({"DRAFTING", "SUBMITTED"}, "SENT"),
    "ask.close": ({"SENT"}, "CLOSED"),
    "ask.withdraw": ({"DRAFTING", "SUBMITTED", "SENT"}, "WITHDRAWN"),
    "addressee.sign": ({"WAITING"}, "SIGNED"),
    "addressee.answer": ({"WAITING", "SIGNED", "RETURNED"}, "ANSWERED"),
    "addressee.return": ({"ANSWERED"}, "RETURNED"),
    "addressee.accept": ({"ANSWERED"}, "ACCEPTED"),
}
WORDS = {
    "ask.send_back": ["reason"],
    "ask.withdraw": ["reason"],
    "addressee.return": ["reason"],
}
BONDS = {"asker", "asked"}
LEAST_WORKING_DAYS = 2


def bound(story, deed, bond):
    """Tell whether a deed's unit asks, or is the one that is asked."""
    row = story.book.addressees.get(deed.key)
    if bond == "asked":
        return row is not None and deed.unit == row.unit_id
    ask = story.book.asks[row.ask_id if row else deed.key]
    return deed.unit == ask.unit_id


def asked_of(story, deed):
    """Yield what is false of one deed on an ask or a reply."""
    book = story.book
    if deed.deed in {"ask.submit", "ask.send"}:
        yield from _complete(book, deed, book.asks[deed.key])
    if deed.kind != "addressee":
        return
    row = book.addressees[deed.key]
    ask = book.asks[row.ask_id]
    if deed.deed in {"addressee.sign", "addressee.answer"} and (
        row.delivered_at is None or row.delivered_at > deed.at
    ):
        yield f"{deed.deed} of what was not delivered"
    if deed.deed == "addressee.answer" and ask.kind == "NOTICE":
        yield "a notice was answered, it is signed for"
    if deed.deed == "addressee.answer" and ask.kind == "OPINION":
        stance = deed.facts.get("stance")
        if stance not in STANCES or (
            stance != "NONE" and not str(deed.facts.get("statement") or "").strip()
        ):
            yield "an opinion was asked for and none was given"


def what_asks_leave(book):
    """Yield what is owed about asks and should not be, and what should be and is not."""
    for row in book.addressees.values():
        ask = book.asks[row.ask_id]
        due = next((one for one in book.dues[str(ask.id)] if one.id == row.due_id), None)
        if due is None:
            continue
        owed = due.met_at is None and due.excused_at is None
        answered = row.state in {"ANSWERED", "ACCEPTED"} or (
            row.state == "SIGNED" and ask.kind == "NOTICE"
        )
        if owed and (answered or ask.state in {"CLOSED", "WITHDRAWN"}):
            yield f"an answer is owed at {row.state}, the ask stands at {ask.state}"
        if not answered and due.met_at is not None:
            yield f"an answer was met at {row.state}"
        if day(row.delivered_at) > due.due_date:
            yield "an answer is owed by a day before it was delivered"


def _complete(book, deed, ask):
    if not (ask.basis.strip() and ask.minutes and ask.expires_date):
        yield f"{deed.deed} without basis, end or cost"
    if not any(one.ask_id == ask.id for one in book.addressees.values()):
        yield f"{deed.deed} to nobody"
    if ask.expires_date and ask.expires_date <= deed.day:
        yield f"{deed.deed} of what is over"
    if ask.answer_by and not ask.hurry_reason.strip():
        given = _working(book, deed.day, ask.answer_by)
        if given < LEAST_WORKING_DAYS:
            yield f"{deed.deed} in a hurry, and nobody said why"


def _working(book, after, until):
    """Count the working days after one day up to another, off the tables alone."""
    days = (after + timedelta(days=on) for on in range(1, (until - after).days + 1))
    kinds = {"MAKE_UP": True, "HOLIDAY": False}
    return sum(kinds.get(book.special.get(one), one.weekday() < 5) for one in days)
