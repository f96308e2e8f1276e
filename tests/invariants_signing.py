"""What must be so when a unit's staff, its head and its deputy pass a report or a slip on (T7)."""

UNDER_WAY = {"IN_PROGRESS", "REWORK"}
STAFF = {"LIAISON", "HANDLER"}
SIGN = {"UNIT_HEAD", "UNIT_DEPUTY"}
UNIT_PEOPLE = {*STAFF, *SIGN}
OFFICERS = {"OFFICER", "DIRECTOR"}
HANDS = {
    "report.submit": (UNIT_PEOPLE, "lead"),
    "report.put_up": (STAFF, "lead"),
    "report.sign": (SIGN, "lead"),
    "report.hand_back": (SIGN, "lead"),
    "report.withdraw": (UNIT_PEOPLE, "lead"),
    "report.accept": (OFFICERS, "room"),
    "report.return": (OFFICERS, "room"),
    "slip.put_up": ({*STAFF, "UNIT_DEPUTY"}, "lead"),
    "slip.sign": ({"UNIT_HEAD"}, "lead"),
    "slip.hand_back": ({"UNIT_HEAD"}, "lead"),
    "slip.withdraw": (UNIT_PEOPLE, "writers"),
}
EDGES = {
    "report.submit": ({"WRITTEN"}, "SUBMITTED"),
    "report.put_up": ({"WRITTEN"}, "SIGNING"),
    "report.sign": ({"SIGNING"}, "SUBMITTED"),
    "report.hand_back": ({"SIGNING"}, "REDRAFT"),
    "report.withdraw": ({"SIGNING", "SUBMITTED"}, "WITHDRAWN"),
    "report.accept": ({"SUBMITTED"}, "ACCEPTED"),
    "report.return": ({"SUBMITTED"}, "RETURNED"),
    "slip.sign": ({"WAITING"}, "SIGNED"),
    "slip.hand_back": ({"WAITING"}, "REDRAFT"),
    "slip.withdraw": ({"WAITING"}, "WITHDRAWN"),
}
WORDS = {
    "report.return": ["reason"],
    "report.hand_back": ["reason"],
    "slip.put_up": ["statement"],
    "slip.hand_back": ["reason"],
}
SAID_OF = {"CLAIM": UNDER_WAY, "RETURN": {"ASSIGNED", "IN_PROGRESS"}}
BY_THE_WRITER = {"report.submit", "report.put_up"}
BY_ANOTHER = {"report.sign", "report.hand_back"}
REVIEWS = {"report.accept", "report.return"}


def signed(story, deed):
    """Yield what is false of one deed on a report or a slip, judged by what stood then."""
    if deed.kind == "slip":
        yield from _slip(story, deed)
        return
    said, book = story.book.reports[deed.key], story.book
    if deed.deed in BY_THE_WRITER and deed.person != said.reported_by_id:
        yield f"{deed.deed} of what somebody else wrote"
    if deed.deed in BY_ANOTHER and deed.person == said.reported_by_id:
        yield f"{deed.deed} by whoever wrote it"
    if deed.deed in REVIEWS:
        if deed.person == said.reported_by_id:
            yield "a report was reviewed by whoever wrote it"
        if book.rounds[said.round_id].number != story.round[said.matter_id]:
            yield "a report of an earlier round was reviewed"
    staff = book.posts[deed.post].role in STAFF
    if deed.deed == "report.submit" and staff and deed.unit in book.signed_first:
        yield "a report went out without the signature its unit asks for"
    if deed.deed == "report.withdraw":
        if deed.person not in (said.reported_by_id, said.signed_by_id):
            yield "a report was taken back by whoever neither wrote nor signed it"
        if said.opened_at and said.opened_at < deed.at:
            yield "a report was taken back after a reviewer had opened it"
    if deed.deed in {*BY_THE_WRITER, *BY_ANOTHER, "report.withdraw"}:
        yield from _under_way(story, deed, said)


def _under_way(story, deed, said):
    stood = story.state.get(("matter", str(said.matter_id)), "DRAFT")
    if stood not in UNDER_WAY:
        yield f"{deed.deed} on a matter at {stood}"
    if story.book.rounds[said.round_id].number != story.round[said.matter_id]:
        yield f"{deed.deed} of an earlier round"


def _slip(story, deed):
    slip = story.book.slips[deed.key]
    if not slip.statement.strip():
        yield "a slip says nothing"
    stood = story.state.get(("matter", str(slip.matter_id)), "DRAFT")
    if deed.deed in {"slip.put_up", "slip.sign"} and stood not in SAID_OF[slip.kind]:
        yield f"{deed.deed} of a {slip.kind} on a matter at {stood}"
