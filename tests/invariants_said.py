"""What must be true of what units said and what the other hand found (domain/02 T7, T15-T20)."""

from tests.book import day

SIX = {"FACTS", "SOLVED", "COMPLETE", "CONCLUSION", "LAWFUL", "FORM"}
ON_SITE = {"ON_SITE", "COVERT"}
SEEN_ON_SITE = {*ON_SITE, "THIRD_PARTY"}
METHODS = {"DOCUMENTS", "PHONE", *SEEN_ON_SITE}
FAILED = {"PARTIAL", "UNDONE", "FALSIFIED"}
CLOSED = {"COMPLETED", "WRITTEN_OFF", "ARCHIVED"}
VERIFIED = {"DECIDING", "BEFORE_LEADER", *CLOSED}
CHECKED = {"VERIFYING", *VERIFIED}
OVER = {"WRITTEN_OFF", "ARCHIVED", "TERMINATED"}
OFFICERS = {"OFFICER", "DIRECTOR"}
LEADERS = {"MAIN_LEADER", "LEADER", "SECRETARY_GENERAL"}
SIGNED = {"IN_PROGRESS", "CLAIMED", "REWORK", *CHECKED}
WAITING = {"CLAIMED", "VERIFYING"}


def what_was_said(book):
    """Yield what is false of papers, reports, claims, reviews, verifications and rounds."""
    yield from _papers(book)
    yield from _rounds(book)
    yield from _reports(book)
    yield from _counts(book)
    for claim in book.claims.values():
        yield from _checks(book, claim)
    for matter in book.matters.values():
        yield from _closed(book, matter)


def _papers(book):
    for paper in book.documents.values():
        taken = day(paper.registered_at)
        unit = book.units[paper.office_id]
        licences = book.designations[unit.id]
        if not unit.room and not any(one.since <= taken <= one.until for one in licences):
            yield f"{unit.name} took a decision in without a licence"
        if paper.received_date > taken:
            yield "a paper was received after it was registered"
        if not book.sentences[paper.id]:
            yield "a paper without a sentence was taken in"
        if paper.kind not in {"instruction", "meeting_item", "work_report_task", "ordinary"}:
            yield f"a paper of the kind {paper.kind}"
    for sentences in book.sentences.values():
        for one in sentences:
            if one.disposition not in {"", "MATTER", "PART", "PRINCIPLE", "NOT_OURS"}:
                yield f"a sentence answered {one.disposition}"
    for word in book.instructions.values():
        paper = book.documents.get(word.document_id)
        if paper and word.office_id != paper.office_id and paper.owner != "JOINT":
            yield "an instruction was noted on another room's paper"
        if book.posts[word.leader_id].role not in LEADERS:
            yield "an instruction of somebody who is no leader"
        if word.given_date > day(word.registered_at):
            yield "an instruction given after it was registered"


def _rounds(book):
    used = []
    for one in book.rounds.values():
        if one.number == _first_round(book, one.matter_id):
            continue
        word = book.instructions.get(one.instruction_id)
        if word is None or word.matter_id != one.matter_id or word.read_only:
            yield "a round was opened without an instruction that asks for it"
        if one.due_date <= day(one.opened_at):
            yield "a round was opened that was over already"
        used.append(one.instruction_id)
    if len(set(used)) != len(used):
        yield "one instruction opened two rounds"
    for matter in book.matters.values():
        numbers = sorted(one.number for one in book.rounds_of[matter.id])
        if numbers != list(range(_first_round(book, matter.id), matter.round_number + 1)):
            yield f"{matter.number} lost a round"
        for one in book.rounds_of[matter.id]:
            over = one.number < matter.round_number or matter.state in OVER
            if over != (one.closed_at is not None):
                yield f"{matter.number} has a round that is not closed when it is over"


def _first_round(book, matter_id):
    """A matter begins with its first round, one taken over with the round it stood in."""
    taken = book.takeovers.get(matter_id)
    return taken.round_number if taken else 1


def _reports(book):
    accepted = {}
    for said in sorted(book.reports.values(), key=lambda one: one.reported_at):
        if not said.progress.strip() or not 0 <= said.percent <= 100:
            yield "a report says nothing, or more than all"
        if said.reviewed_by_id and said.reviewed_by_id == said.reported_by_id:
            yield "a report was reviewed by whoever wrote it"
        if said.corrects_id:
            wrong = book.reports[said.corrects_id]
            same = (wrong.matter_id, wrong.round_id) == (said.matter_id, said.round_id)
            if wrong.state != "RETURNED" or not same:
                yield "a report corrects one that was not returned"
    for said in sorted(book.reports.values(), key=lambda one: one.reported_at):
        reviewed = accepted.get(said.round_id, [])
        known = [one for one in reviewed if one.reviewed_at < said.reported_at]
        last = max(known, key=lambda one: one.reported_at, default=None)
        before = {one.target_id: one.value for one in book.figures[last.id]} if last else {}
        for figure in book.figures[said.id]:
            if book.targets[figure.target_id].matter_id != said.matter_id:
                yield "a report speaks of another matter's figure"
            fell = figure.value < before.get(figure.target_id, figure.value)
            if fell and not figure.why_less.strip():
                yield "a figure fell without a reason"
        if said.state == "ACCEPTED":
            accepted.setdefault(said.round_id, []).append(said)
    for matter in book.matters.values():
        kept = accepted.get(book.round_now(matter).id, [])
        newest = max(kept, key=lambda one: one.reported_at, default=None)
        told = newest.percent if newest else _on_paper(book, matter)
        if matter.progress != (100 if matter.state in VERIFIED else told):
            yield f"{matter.number} stands at {matter.progress}, its last report says otherwise"


def _on_paper(book, matter):
    """What a matter stands at before anything was reported here."""
    taken = book.takeovers.get(matter.id)
    return taken.progress if taken and taken.round_number == matter.round_number else 0


def _counts(book):
    """Each thing said has its one entry, and each entry its thing."""
    done = {}
    for deed in book.deeds:
        done[deed.deed] = done.get(deed.deed, 0) + 1
    passed = sum(one.passed for one in book.reviews.values())
    true = sum(one.verdict == "TRUE" for one in book.verifications.values())
    pairs = {
        "document.take_in": len(book.documents),
        "matterlist.open": len(book.lists) - done.get("matterlist.take_over", 0),
        "matter.suspend": sum(len(rows) for rows in book.suspensions.values()),
        "matter.take_over": len(book.takeovers),
        "input.give": len(book.inputs),
        "instruction.note": len(book.instructions),
        "issuenotice.send": len(book.notices),
        "slip.put_up": len(book.slips),
        "matter.claim": len(book.claims),
        "matter.pass_review": passed,
        "matter.fail_review": len(book.reviews) - passed,
        "matter.verify": true,
        "matter.fail_verification": len(book.verifications) - true,
    }
    written = done.get("report.submit", 0) + done.get("report.put_up", 0)
    if written != len(book.reports):
        yield f"reports were written {written} times and left {len(book.reports)} rows"
    for deed, there in pairs.items():
        if done.get(deed, 0) != there:
            yield f"{deed} was done {done.get(deed, 0)} times and left {there} rows"


def _checks(book, claim):
    matter = book.matters[claim.matter_id]
    round_ = book.rounds[claim.round_id]
    review = book.reviews.get(claim.id)
    found = book.verifications.get(claim.id)
    if not claim.statement.strip():
        yield f"{matter.number} was claimed done without a word"
    if review and review.passed and {name for name, so in review.checks.items() if so} != SIX:
        yield f"{matter.number} passed the desk with a point not ticked"
    if found is None:
        return
    if review is None or not review.passed:
        yield f"{matter.number} was verified before it passed the desk"
    elif found.verdict == "TRUE" and review.on_site and found.method not in SEEN_ON_SITE:
        yield f"{matter.number} was to be seen on site and was not"
    if claim.accepted is not (found.verdict == "TRUE"):
        yield f"{matter.number} was found {found.verdict}, its claim says {claim.accepted}"
    if found.verdict not in {"TRUE", *FAILED} or found.method not in METHODS:
        yield f"{matter.number} was found {found.verdict} by {found.method}"
    if not found.no_interest or (found.method in ON_SITE and not found.place.strip()):
        yield f"{matter.number} was verified without a declaration or a place"
    if found.visited_date > day(found.verified_at) or not found.record.strip():
        yield f"{matter.number} was verified ahead of the visit or without a record"
    yield from _another_hand(book, claim, round_, found, matter)


def _another_hand(book, claim, round_, found, matter):
    """The verifier: another person, of no unit with a part, above none, with no post in one."""
    if found.verified_by_id == claim.claimed_by_id:
        yield f"{matter.number} was verified by whoever claimed it"
    paths = [book.units[one.unit_id].path for one in book.parts_at(round_, found.verified_at)]
    mine = {book.units[found.verifier_unit_id].path}
    for term in book.terms[found.verified_by_id]:
        if term.until is None or term.until >= day(claim.claimed_at):
            mine.add(book.units[book.posts[term.post_id].unit_id].path)
    if any(near(one, path) for one in mine for path in paths):
        yield f"{matter.number} was verified from inside or above a unit with a part"


def near(one, other):
    """Tell whether one unit is the other, its section, or above it."""
    return one.startswith(other) or other.startswith(one)


def _closed(book, matter):
    """A matter that was signed, checked or closed has the papers that go with it."""
    round_ = book.round_now(matter)
    claims = [one for one in book.claims_of[matter.id] if one.round_id == round_.id]
    waiting = [one for one in claims if one.accepted is None]
    if len(waiting) != (matter.state in WAITING):
        yield f"{matter.number} at {matter.state} has {len(waiting)} claims waiting"
    if matter.state in SIGNED and matter.id not in book.takeovers:
        lead = next(one for one in book.parts_now(matter) if one.role == "LEAD")
        if lead.id not in book.receipts:
            yield f"{matter.number} is worked on without a receipt"
    true = [one for one in claims if one.accepted]
    if matter.state in VERIFIED:
        if len(true) != 1:
            yield f"{matter.number} at {matter.state} has {len(true)} claims that held"
        for claim in true:
            checked = book.reviews.get(claim.id) and book.verifications.get(claim.id)
            if not checked and not matter.parent_id:
                yield f"{matter.number} is closed without a review or a verification"
            if matter.claimed_by_id != claim.claimed_by_id:
                yield f"{matter.number} names another claimant than its claim"
            found = book.verifications.get(claim.id)
            if found and matter.verified_by_id != found.verified_by_id:
                yield f"{matter.number} names another verifier than its verification"
