"""What must be owed, and nothing else, wherever a matter stands (domain/02 section 2.3, Clock)."""

from collections import Counter

from luoshi.timelimits.days import day_of

HEARING = {"ASSIGNED", "RETURNED", "IN_PROGRESS", "SUSPENDED", "REWORK"}
WORK = {*HEARING, "CLAIMED", "VERIFYING", "DECIDING", "BEFORE_LEADER"}
BESIDE = {"JOINT", "ASSIST"}
ROOM_OWES = {"CLAIMED": "REVIEW", "VERIFYING": "VERIFICATION", "COMPLETED": "WRITE_OFF"}
UNDER_WAY = {"IN_PROGRESS", "REWORK"}
MAY_OWE_REPORTS = {*UNDER_WAY, "RETURNED"}
CLAIMED = {"CLAIMED", "VERIFYING", "DECIDING", "BEFORE_LEADER"}
ONCE_REWORKED = {"REWORK", *CLAIMED}
BEFORE_A_CLAIM = {"ASSIGNED", "RETURNED", "IN_PROGRESS"}
STOPS_AT_A_CLAIM = {"COMPLETION", "RESULT", "REDO"}
ARRIVED = {"SUBMITTED", "ACCEPTED", "RETURNED"}


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
    if matter.state in ROOM_OWES and not (matter.parent_id and matter.state == "COMPLETED"):
        wanted[ROOM_OWES[matter.state]] += 1
    if matter.state == "SUSPENDED" and not matter.parent_id:
        wanted["REVISIT"] += 1
    if unheard := _unheard(book, matter):
        wanted["OPINION"] += len(unheard)
    if matter.state in ONCE_REWORKED and matter.times_sent_back:
        wanted["REDO"] += 1
    wanted += _firsts(book, matter)
    reports = kinds.pop("REPORT", 0)
    if kinds != wanted:
        yield f"{matter.number} at {matter.state} owes {dict(kinds)}, not {dict(wanted)}"
    if reports and matter.state not in MAY_OWE_REPORTS:
        yield f"{matter.number} at {matter.state} still owes {reports} reports"
    yield from _whose(book, matter, owed)
    yield from _standing_still(matter, owed)
    yield from _rhythm(book, matter, reports)


def _firsts(book, matter):
    """The first word and the result that an instruction asks for, besides its own date."""
    firsts = Counter()
    if matter.parent_id or matter.state not in WORK:
        return firsts
    round_ = book.round_now(matter)
    instructed = round_.instruction_id is not None or (
        matter.kind == "instruction" and matter.round_number == 1
    )
    taken = book.takeovers.get(matter.id)
    on_paper = taken is not None and taken.round_number == matter.round_number
    laid = [one for one in book.dues[str(matter.id)] if one.since >= matter.issued_date]
    stood = any(one.since >= matter.issued_date for one in book.suspensions[matter.id])
    if instructed and not on_paper and not stood and matter.state in BEFORE_A_CLAIM:
        last = max((one for one in laid if one.kind == "STATUS"), key=lambda one: one.id)
        firsts["STATUS"] += not _came_after(book, matter, last)
    results = [one for one in laid if one.kind == "RESULT" and not one.excused_at]
    if results and matter.round_number == 1 and not matter.due_words:
        firsts["RESULT"] += 1
    return firsts


def _came_after(book, matter, due):
    """Whether the lead's report has come to the room since the first word was owed."""
    return any(
        one.matter_id == matter.id and one.unit_id == matter.lead_id and one.id > due.id
        for one in book.reports.values()
        if one.state in ARRIVED
    )


def _unheard(book, matter):
    """The units that still owe their input while the work goes on."""
    if matter.state not in HEARING:
        return set()
    parts = [one for one in book.parts_now(matter) if one.role in BESIDE]
    return {one.unit_id for one in parts if not one.heard_at and not one.waived_at}


def _standing_still(matter, owed):
    for due in owed:
        stands = due.paused_since is not None
        may = due.pausable and due.kind != "REVISIT"
        if stands != (matter.state == "SUSPENDED" and may):
            yield f"{matter.number} at {matter.state}: the clock of {due.kind} runs or stands"


def _whose(book, matter, owed):
    parent = book.matters.get(matter.parent_id)
    checker = parent.lead_id if parent else matter.office_id
    for due in owed:
        room = due.kind in {*ROOM_OWES.values(), "REVISIT"}
        whose = {checker} if room else {matter.lead_id}
        if due.kind == "OPINION":
            whose = _unheard(book, matter)
        if due.debtor_id not in whose:
            yield f"{matter.number}: {due.kind} is owed by a unit that need not"
        stopped = due.claimed_at is not None
        if due.kind in STOPS_AT_A_CLAIM and stopped != (matter.state in CLAIMED):
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
        and book.matters[part.matter_id].state != "TERMINATED"
        and part.id not in book.receipts
        and part.round_id == book.round_now(book.matters[part.matter_id]).id
        for part in book.parts_by_notice[notice.id]
    )
    if [one.kind for one in owed] != ["RECEIPT"] * waits:
        yield f"{notice.number} owes {len(owed)} receipts, waiting: {waits}"
