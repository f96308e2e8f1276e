"""What must be owed, and nothing else, wherever a matter stands (domain/02 section 2.3, Clock)."""

from collections import Counter

from luoshi.timelimits.days import day_of

WORK = {"ASSIGNED", "RETURNED", "IN_PROGRESS", "REWORK", "CLAIMED", "VERIFYING", "DECIDING"}
ROOM_OWES = {"CLAIMED": "REVIEW", "VERIFYING": "VERIFICATION", "COMPLETED": "WRITE_OFF"}
UNDER_WAY = {"IN_PROGRESS", "REWORK"}
MAY_OWE_REPORTS = {*UNDER_WAY, "RETURNED"}
ONCE_REWORKED = {"REWORK", "CLAIMED", "VERIFYING", "DECIDING"}
CLAIMED = {"CLAIMED", "VERIFYING", "DECIDING"}


def what_is_owed(book):
    """Yield what is owed and should not be, and what should be and is not."""
    for matter in book.matters.values():
        yield from _of_a_matter(book, matter)
    for notice in book.notices.values():
        yield from _of_a_notice(book, notice)


def _of_a_matter(book, matter):
    owed = [one for one in book.dues[str(matter.id)] if not one.met_at and not one.excused_at]
    kinds = Counter(one.kind for one in owed)
    wanted = Counter({"COMPLETION": 1}) if matter.state in WORK else Counter()
    if matter.state in ROOM_OWES:
        wanted[ROOM_OWES[matter.state]] += 1
    if matter.state in ONCE_REWORKED and matter.times_sent_back:
        wanted["REDO"] += 1
    reports = kinds.pop("REPORT", 0)
    if kinds != wanted:
        yield f"{matter.number} at {matter.state} owes {dict(kinds)}, not {dict(wanted)}"
    if reports and matter.state not in MAY_OWE_REPORTS:
        yield f"{matter.number} at {matter.state} still owes {reports} reports"
    yield from _whose(matter, owed)
    yield from _rhythm(book, matter, reports)


def _whose(matter, owed):
    for due in owed:
        room = due.kind in ROOM_OWES.values()
        if due.debtor_id != (matter.office_id if room else matter.lead_id):
            yield f"{matter.number}: {due.kind} is owed by a unit that need not"
        stopped = due.claimed_at is not None
        if due.kind in {"COMPLETION", "REDO"} and stopped != (matter.state in CLAIMED):
            yield f"{matter.number} at {matter.state}: the clock of {due.kind} is wrong"
        if due.kind == "COMPLETION" and due.due_date != matter.due_date:
            yield f"{matter.number} is due on {matter.due_date}, its due says {due.due_date}"


def _rhythm(book, matter, reports):
    running = [one for one in book.series[str(matter.id)] if not one.ended_at]
    started = matter.state in UNDER_WAY and matter.cadence != "NONE"
    if started and len(running) != 1:
        yield f"{matter.number} at {matter.state} has {len(running)} rhythms of reports"
    if matter.state not in MAY_OWE_REPORTS and running:
        yield f"{matter.number} at {matter.state} still has a rhythm of reports"
    if any(one.debtor_id != matter.lead_id for one in running):
        yield f"{matter.number} is reported on by a unit that need not"


def _of_a_notice(book, notice):
    over = book.units[notice.unit_id].until
    if over and over < day_of(notice.issued_at):
        yield f"{notice.number} was sent to a unit that is no more"
    owed = [one for one in book.dues[str(notice.id)] if not one.met_at and not one.excused_at]
    waits = any(
        not part.given_up_at
        and part.id not in book.receipts
        and part.round_id == book.round_now(book.matters[part.matter_id]).id
        for part in book.parts_by_notice[notice.id]
    )
    if [one.kind for one in owed] != ["RECEIPT"] * waits:
        yield f"{notice.number} owes {len(owed)} receipts, waiting: {waits}"
