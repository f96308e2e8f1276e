"""What must be so of the tables alone, wherever everything stands: leads, numbers, notices."""

from collections import Counter, defaultdict

from tests import invariants_moves as moves

UNDER_WAY = {"IN_PROGRESS", "REWORK"}
UNDER_CHECK = {"CLAIMED", "VERIFYING", "DECIDING", "BEFORE_LEADER"}
ON_ITS_WAY = {"ASSIGNED", "RETURNED", "SUSPENDED", *UNDER_WAY, *UNDER_CHECK}


def what_stands(book):
    """Yield what is false of the tables alone: leads, numbers, notices."""
    for matter in book.matters.values():
        parts = book.parts_now(matter)
        leads = [one.unit_id for one in parts if one.role == "LEAD"]
        if leads != [matter.lead_id] and matter.state in ON_ITS_WAY:
            yield f"{matter.number} has {len(leads)} leads"
        if len({one.unit_id for one in parts}) != len(parts):
            yield f"{matter.number} counts a unit twice"
        if (matter.number == "") != (matter.state in {"DRAFT", "NOT_OPENED"}):
            yield f"a matter at {matter.state} has the number “{matter.number}”"
    yield from _numbers(book)
    yield from _notices(book)
    yield from _answers(book)


def _published(book):
    """The periods whose results went out; looked for where the trail speaks of one."""
    said = any(one.deed == "period.publish" for one in book.deeds)
    return book.scored.periods.values() if said else ()


def _numbers(book):
    tops = [one.number for one in book.matters.values() if one.number and not one.parent_id]
    matters = [number.rsplit("-", 1) for number in tops]
    numbered = (*book.notices.values(), *book.asks.values(), *_published(book))
    sent = [one.number for one in numbered if one.number]
    papers = [number.rstrip("号").split("〕") for number in sent]
    given = defaultdict(list)
    for series, number in [*matters, *papers]:
        given[series.replace("〔", "")].append(int(number))
    for series, numbers in given.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"the numbers of {series} have a gap or a double"
    for counter in book.counters:
        if counter.last != len(given[f"{counter.series}{counter.year}"]):
            yield f"{counter.series}{counter.year} counts {counter.last}"
    yield from moves.child_numbers(book)


def _notices(book):
    sent = Counter((one.list_id, one.unit_id, one.issued_at) for one in book.notices.values())
    for (_list, unit, _at), times in sent.items():
        if times > 1:
            yield f"{book.units[unit].name} got {times} notices of one issue"
    carried = set()
    for parts in book.parts.values():
        for part in parts:
            matter = book.matters[part.matter_id]
            if part.notice_id:
                carried.add(part.notice_id)
                if book.notices[part.notice_id].unit_id != part.unit_id:
                    yield f"{matter.number} was notified to another unit"
            elif not part.given_up_at and moves.notified(book, matter):
                yield f"{matter.number} was issued without a notice"
    for number in book.notices.keys() - carried:
        yield f"notice {number} carries nothing"


def _answers(book):
    rewritten = {one.document_id for one in book.lists.values() if one.state == "DRAFTING"}
    for one in book.lists.values():
        if one.state != "ISSUED" or one.document_id in rewritten:
            continue
        if any(not sentence.disposition for sentence in book.sentences[one.document_id]):
            yield "an issued list leaves a sentence unanswered"
