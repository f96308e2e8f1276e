"""读文 The one way in: a text, its anchor and the unit register in; sentences and proposals out."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from luoshi.reading.answers import answers_for
from luoshi.reading.approvals import case_in, wanted_in
from luoshi.reading.brackets import Charge
from luoshi.reading.cadence import chosen
from luoshi.reading.deadlines import Anchor, Due
from luoshi.reading.heads import head_of
from luoshi.reading.learned import Learned
from luoshi.reading.page import Page, PaperKind, Stand, page_of
from luoshi.reading.parties import Carried, Parties, parties_of
from luoshi.reading.people import Instructions, charged_in
from luoshi.reading.products import product_in
from luoshi.reading.sentences import Clause, pieces_of, sentences_of
from luoshi.reading.shadow import Shadow, shadow_of
from luoshi.reading.sureness import band_of, marks_of, of_paper, sureness
from luoshi.reading.targets import Figure, targets_in
from luoshi.reading.tasks import Draft, drafts_of, trimmed
from luoshi.reading.terms import (
    Approval,
    Cadence,
    Condition,
    Deadline,
    Deliverable,
    Flag,
    LimitUnit,
    Mention,
    Proposal,
    Reading,
    Reason,
    Sentence,
    SentenceKind,
    Source,
    Span,
    Target,
)
from luoshi.reading.units import Named, UnitBook, ends_like_a_body, is_collective
from luoshi.reading.weighing import weights_of
from luoshi.timelimits.calendar import Calendar

_YEARS_FROM = re.compile(r"(\d{4})年起?[，]?(?:用|力争用)?(\d{1,2})年(?:[之以]?内|时间)")
# 「以上工作要在6月底前完成」: a day for what was said before it, and no task of its own.
_COMMON = re.compile(
    r"(?P<all>以上|上述|各项|前述)?(?:该项|此项|这项)?(?:工作|任务|事项|内容|措施).{0,8}(?:于"
    r"|在|要)?.{2,16}前?(?:全部|全面)?完成$"
)
_GOALS = re.compile(
    r"(?:设定|确定|下达|分解|明确)了?[^，。；]{0,12}?(\d{4}年度?)(?:工作)?(?:目标|任务|指标)"
)


def read(
    text: str,
    *,
    anchor: "date | str | Anchor | None" = None,
    units: "Iterable[str] | UnitBook | None" = None,
    learned: Learned | None = None,
    calendar: Calendar | None = None,
) -> Reading:
    """Read a document: every sentence of it, and the tasks it seems to order.

    :param anchor: the day the paper bears, as a date or YYYY-MM-DD, YYYY-MM, YYYY; without it only
        deadlines that name their year are resolved
    :param units: the unit register, or plain names; what it knows is marked, nothing hangs on it
    :param learned: what use has taught, to be weighed with the rest
    :param calendar: the working days of the place; without it those of the official notices
    :raises ValueError: if the anchor is no such day
    """
    shadow = shadow_of(text)
    bears = Anchor.of(anchor)
    if bears is not None and calendar is not None:
        bears = replace(bears, calendar=calendar)
    page = page_of(shadow.text, bears)
    sentences = tuple(sentences_of(text, shadow, page.pieces))
    tasks = _Reader(text, shadow, page, UnitBook.of(units), learned).tasks()
    return Reading(sentences, tasks, answers_for(page, sentences, tasks), head_of(text))


def sentences_in(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a document as `read` does, without looking for tasks in them."""
    shadow = shadow_of(text)
    return tuple(sentences_of(text, shadow, pieces_of(shadow.text)))


def marks_in(text: str, anchor: "date | str | Anchor | None") -> list[tuple[Proposal, list[str]]]:
    """Return the proposals of a paper with the marks their confidence hangs on, to measure it."""
    shadow = shadow_of(text)
    reader = _Reader(text, shadow, page_of(shadow.text, Anchor.of(anchor)), UnitBook())
    return [(task, reader.marks[task.span]) for task in reader.tasks()]


class _Reader:
    """Turns drafts into proposals, walking down the page once."""

    def __init__(
        self,
        original: str,
        shadow: Shadow,
        page: Page,
        book: UnitBook,
        learned: Learned | None = None,
    ) -> None:
        self.learned = learned or Learned()
        self.original = original
        self.shadow = shadow
        self.page = page
        self.book = book
        self.carried = Carried()
        self.instructions = Instructions(page.text)
        self.marks: dict[Span, list[str]] = {}
        self.of_paper: list[str] = []
        self.before: Proposal | None = None
        self.last_due: tuple[Due, int] | None = None
        spoken = page.kind is PaperKind.SPEECH
        self.yearly = None if spoken else self._year_of_goals(page.text)
        self.plans = {
            int(n): f"{int(y) + int(n) - 1}-12" for y, n in _YEARS_FROM.findall(page.text)
        }

    @staticmethod
    def _year_of_goals(text: str) -> Due | None:
        """Return the year whose goals the paper says it sets, as a deadline for its figures."""
        found = _GOALS.search(text)
        return Due(found.start(1), found.end(1), f"{found[1][:4]}-12") if found else None

    def tasks(self) -> tuple[Proposal, ...]:
        """Return the proposals in the order of the text."""
        weights = weights_of(self.page)
        more = self.learned.weights_for(self.page)
        if more:
            weights = [one + other for one, other in zip(weights, more, strict=True)]
        self.of_paper = of_paper(self.page, weights)
        found: list[tuple[int, Proposal]] = []
        seen = 0
        for draft in drafts_of(self.page, weights):
            while seen < draft.first:
                self.carried.note(self.page, self.page.stands[seen])
                seen += 1
            proposal = self._proposal(draft)
            if proposal is None or self._is_common(draft):
                continue
            if not self._says_again(draft, proposal):
                found.append((draft.last, proposal))
        return self._with_common_days(found)

    def _is_common(self, draft: Draft) -> bool:
        clause = self.page.stands[draft.first].clause
        return draft.first == draft.last and self._common(clause) is not None

    def _common(self, clause: Clause) -> "re.Match[str] | None":
        return _COMMON.match(self.page.text, clause.start, min(clause.end, clause.start + 60))

    def _with_common_days(self, found: list[tuple[int, Proposal]]) -> tuple[Proposal, ...]:
        """Give tasks of a paragraph the day that a sentence at its end sets for them all."""
        page = self.page
        for number, stand in enumerate(page.stands):
            common = self._common(stand.clause) if stand.dues else None
            if common is None:
                continue
            line = page.pieces[stand.piece].line
            deadline = self._deadline(self._planned(stand.dues[0]))
            for place in range(bisect_left(found, (number,)) - 1, -1, -1):
                last, task = found[place]
                if page.pieces[page.stands[last].piece].line != line:
                    break
                if task.deadline is None:
                    flags = task.flags | {Flag.INHERITED_DEADLINE}
                    reasons = (*task.reasons, Reason("deadline", Source.COMMON))
                    task = replace(task, deadline=deadline, flags=flags, reasons=reasons)
                    found[place] = (last, task)
                if not common["all"]:
                    break
        return tuple(task for _, task in found)

    def _proposal(self, draft: Draft) -> Proposal | None:
        start, end = trimmed(self.page, draft)
        if end - start < 4:
            return None
        stands = self.page.stands[draft.first : draft.last + 1]
        parties = parties_of(self.page, stands, self.carried)
        figures = self._figures(stands, start, end)
        due, given = self._due(draft, stands, figures)
        charge = self.page.charges[stands[0].piece] or Charge()
        people = charged_in(self.page.text, start, end) or self.instructions.before(start)
        span = self.shadow.span(start, end)
        product = product_in(self.page.text, start, end)
        proposal = Proposal(
            span,
            self.original[span.start : span.end],
            lead=self._mentions(parties.lead),
            assist=self._mentions(parties.assist),
            people=self._mentions((*charge.people, *people)),
            deadline=self._deadline(due) if due else None,
            cadence=self._cadence(stands, charge),
            targets=tuple(self._target(figure) for figure in figures),
            deliverable=self._deliverable(product) if product else None,
            approval=self._approval(start, end),
            condition=self._condition(stands),
        )
        sole = proposal.lead[0] if proposal.lead else None
        flags = _flags(proposal, parties, given, figures)
        reasons = _reasons(proposal, parties, given)
        proposal = replace(proposal, sole=sole, flags=flags, reasons=reasons)
        marks = self.of_paper + marks_of(self.page, draft, stands, proposal)
        marks += self._beside(draft, proposal)
        self.marks[span] = marks
        sure = sureness(marks)
        return replace(proposal, confidence=round(sure, 2), band=band_of(sure))

    def _beside(self, draft: Draft, proposal: Proposal) -> list[str]:
        """Return the marks that hang on the sentence around a proposal and on the one before."""
        size = len(self.page.pieces[self.page.stands[draft.first].piece].clauses)
        marks = [f"cover={(draft.last - draft.first + 1) * 3 // max(1, size)}"]
        before = self.before
        if before is not None and proposal.lead and _names(before) == _names(proposal):
            marks.append("lead-as-before")
        return marks

    def _says_again(self, draft: Draft, proposal: Proposal) -> bool:
        """Tell whether a cell repeats the one before, as a merged cell copied to its rows does."""
        before, self.before = self.before, proposal
        piece = self.page.pieces[self.page.stands[draft.first].piece]
        if before is None or piece.kind is not SentenceKind.CELL:
            return False
        one, other = ("".join(task.text.split()) for task in (before, proposal))
        return one == other and _names(before) == _names(proposal)

    def _approval(self, start: int, end: int) -> Approval | None:
        wanted = wanted_in(self.page.text, start, end)
        if wanted is None:
            return None
        span = self.shadow.span(wanted[0], wanted[1])
        return Approval(span.of(self.original), span, wanted[2], wanted[3])

    def _condition(self, stands: list[Stand]) -> Condition | None:
        clauses = ((stand.clause.start, stand.clause.end) for stand in stands)
        case = case_in(self.page.text, clauses)
        if case is None:
            return None
        span = self.shadow.span(*case)
        return Condition(span.of(self.original), span)

    def _mention(self, named: Named) -> Mention:
        span = self.shadow.span(named.start, named.end)
        name = self.original[span.start : span.end]
        plain = self.page.text[named.start : named.end]
        tailed = self.page.text.startswith(("、", "等部门", "部门", "等单位"), named.end)
        shared = tailed and not ends_like_a_body(plain)
        unit, several = self.book.unit(plain, shared), self.book.candidates(plain, shared)
        return Mention(name, span, unit, is_collective(plain), several)

    def _mentions(self, names: tuple[Named, ...]) -> tuple[Mention, ...]:
        found: dict[str, Mention] = {}
        for named in names:
            if named.end > named.start:
                found.setdefault(self.page.text[named.start : named.end], self._mention(named))
        return tuple(found.values())

    def _figures(self, stands: list[Stand], start: int, end: int) -> list[Figure]:
        taken: set[int] = set()
        for stand in stands:
            for due in stand.dues:
                taken.update(range(due.start, due.end))
            for span in stand.cadences:
                taken.update(range(*span))
        return targets_in(self.page.text, start, end, taken)

    def _due(
        self, draft: Draft, stands: list[Stand], figures: list[Figure]
    ) -> tuple[Due | None, Source]:
        """Choose the deadline: the task's own, its sentence's, its bracket's, or a carried one."""
        dues = [self._planned(due) for stand in stands for due in stand.dues]
        own = next((due for due in dues if due.resolved), dues[0] if dues else None)
        number = stands[0].piece
        if own is not None:
            self.last_due = (own, number)
            return own, Source.OWN_WORDS
        charge = self.page.charges[number] or Charge()
        if charge.due is not None:
            cell = self.page.pieces[number].kind is SentenceKind.CELL
            return self._planned(charge.due), Source.COLUMN if cell else Source.BRACKET
        beats = any(stand.cadences for stand in stands)
        last = None if beats else self.last_due
        if last is not None and self._goes_on(last, number, bool(figures)):
            self.last_due = (last[0], number)
            return last[0], Source.BEFORE
        if figures and self.yearly is not None:
            return self.yearly, Source.GOALS
        return None, Source.OWN_WORDS

    def _goes_on(self, last: tuple[Due, int], number: int, figures: bool) -> bool:
        """Tell whether a deadline still holds: in the next half of a sentence, or of a goal."""
        due, before = last
        pieces = self.page.pieces
        if number - before not in (0, 1) or pieces[number].line != pieces[before].line:
            return False
        if number == before:
            return figures
        if pieces[number].level or pieces[number].cell != pieces[before].cell:
            return False
        if pieces[before].closed.startswith("；"):
            return figures or pieces[number].cell > 0
        return figures and self.page.text.startswith("到", due.start)

    def _planned(self, due: Due) -> Due:
        """Date 「5年内」 where the paper says from which year its years run."""
        limit = due.limit
        if due.resolved or limit is None or limit.unit is not LimitUnit.YEAR or limit.since:
            return due
        return replace(due, resolved=self.plans.get(limit.length, ""))

    def _deadline(self, due: Due) -> Deadline:
        start = due.start + (self.page.text[due.start] in "于在")
        span = self.shadow.span(start, due.end)
        raw = self.original[span.start : span.end]
        how, filled, offered = due.how, due.filled, due.offered
        return Deadline(raw, span, due.resolved, due.limit, how, filled, offered)

    def _cadence(self, stands: list[Stand], charge: Charge) -> Cadence | None:
        spans = [span for stand in stands for span in stand.cadences]
        if charge.cadence is not None:
            spans.append(charge.cadence)
        if not spans:
            return None
        span = self.shadow.span(*chosen(self.page.text, spans))
        return Cadence(self.original[span.start : span.end], span)

    def _target(self, figure: Figure) -> Target:
        span = self.shadow.span(figure.start, figure.end)
        raw = self.original[span.start : span.end]
        of, value, unit = figure.metric, figure.value, figure.unit
        return Target(raw, span, of, value, unit, figure.direction, figure.base, figure.upto)

    def _deliverable(self, product: tuple[int, int]) -> Deliverable:
        span = self.shadow.span(*product)
        return Deliverable(self.original[span.start : span.end], span)


def _names(proposal: Proposal) -> list[str]:
    return [one.name for one in proposal.lead]


def _flags(
    proposal: Proposal, parties: Parties, given: Source, figures: list[Figure]
) -> frozenset[Flag]:
    inherited = proposal.deadline is not None and given is not Source.OWN_WORDS
    said = {
        Flag.NO_LEAD: not proposal.lead,
        Flag.JOINT_WITHOUT_LEAD: len(proposal.lead) > 1,
        Flag.COLLECTIVE: any(m.collective for m in (*proposal.lead, *proposal.assist)),
        Flag.UNRESOLVED_UNIT: any(not m.known for m in (*proposal.lead, *proposal.assist)),
        Flag.INHERITED_LEAD: parties.carried,
        Flag.INHERITED_DEADLINE: inherited,
        Flag.RELATIVE_DEADLINE: proposal.deadline is not None and not proposal.deadline.resolved,
        Flag.SOFT_TARGET: any(figure.soft for figure in figures),
        Flag.WORDS_MISSING: proposal.deadline is not None and bool(proposal.deadline.offered),
    }
    return frozenset(flag for flag, holds in said.items() if holds)


def _reasons(proposal: Proposal, parties: Parties, given: Source) -> tuple[Reason, ...]:
    """Say which rule gave each field that is there."""
    found = []
    if proposal.lead:
        found.append(Reason("lead", parties.source))
    if proposal.deadline is not None:
        found.append(Reason("deadline", given))
    return tuple(found)


def sentence_at(reading: Reading, offset: int) -> Sentence | None:
    """Return the sentence that stands at an offset of the original, or None between sentences."""
    for sentence in reading.sentences:
        if sentence.span.start <= offset < sentence.span.end:
            return sentence
    return None
