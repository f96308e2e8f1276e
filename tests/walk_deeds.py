"""The deeds of the random walk: each takes a thing by its key, finds a hand and words, and tries.

What lies ready for which deed is in DEEDS: the function, the pool it draws from, and how likely it
is for each thing that lies there.
"""

from datetime import timedelta
from decimal import Decimal

from django.db.models import Q

from luoshi.breakdown.models import IssueNotice, Matter, MatterList
from luoshi.breakdown.operations import lists, matters
from luoshi.breakdown.terms import MatterState
from luoshi.intake import operations as intake
from luoshi.intake.models import Document, Instruction
from luoshi.intake.terms import SourceType
from luoshi.organisation.terms import ROOM_ROLES, UNIT_ROLES, Role
from luoshi.reporting.models import Report
from luoshi.reporting.operations import claims, closing, reports
from luoshi.reporting.terms import Check, Method, Verdict
from luoshi.timelimits.here import day_here
from tests.invariants import moved_on
from tests.walk_drafts import decision, settle
from tests.walk_moves import of_the_lead, reviewers_of, signers_of
from tests.walk_signing import told

KINDS = ("meeting_item", "meeting_item", "ordinary", "work_report_task", "instruction")
CHECKERS = (Role.VERIFIER, *ROOM_ROLES)
SIGNERS = (Role.LIAISON, Role.UNIT_HEAD)
REPORTERS = (Role.LIAISON, Role.HANDLER, Role.UNIT_DEPUTY)
FAILED = (Verdict.PARTIAL, Verdict.UNDONE, Verdict.FALSIFIED)
NEAR = ("YOUNG", "TOP", "UNHEARD", "FOR_LEADER", "CHILD_CLAIMED", "CHILD_RETURNED")
LISTS = ("DRAFTING", "SETTLED", "SUBMITTED", "APPROVED")


def take_in(walk, _nothing):
    """A decision comes in at one of the rooms."""
    room = walk.rng.choice(walk.town.rooms)
    text = decision(walk)
    ahead = 1 if walk.slips(0.02) else 0
    today = day_here(walk.at)
    paper = intake.Paperwork(
        title=f"澄川市专题会议纪要（{today:%m%d}）",
        source=SourceType.MINUTES,
        kind=walk.rng.choice(KINDS),
        issued_date=today,
        received_date=today + timedelta(days=ahead),
        joint=walk.rng.random() < 0.2,
    )
    by = walk.hand(*walk.town.of(room.pk, *ROOM_ROLES))
    name = "纪要.txt"
    made = walk.attempt(intake.take_in, text.encode(), text, name=name, paper=paper, by=by)
    if made:
        walk.stands(made.pk, "PAPER")


def open_list(walk, key):
    """Somebody of the room begins to break a paper down, or to add to what was issued."""
    paper = Document.objects.get(pk=key)
    made = walk.attempt(lists.open_list, paper, by=walk.hand(*_room(walk, paper)))
    if made:
        walk.stands(key)
        walk.stands(made.pk, "DRAFTING")


def settle_drafts(walk, key):
    """The officer works on the cards: no deed, no entry."""
    opened = MatterList.objects.select_related("document").get(pk=key)
    if opened.state == "DRAFTING":
        settle(walk, opened, by=walk.rng.choice(_room(walk, opened)))
        walk.stands(key, "SETTLED")


def submit(walk, key):
    """The list goes to the director."""
    opened = MatterList.objects.get(pk=key)
    done = walk.attempt(lists.submit, opened, by=walk.hand(*_room(walk, opened)))
    if done:
        _moved_on(opened)
        walk.stands(key, "SUBMITTED")
    elif opened.state == "DRAFTING":
        walk.stands(key, "DRAFTING")


def send_back(walk, key):
    """The director wants it otherwise."""
    opened = MatterList.objects.get(pk=key)
    said = walk.words("第二项时限过松", "请与文件逐句核对")
    if walk.attempt(lists.send_back, opened, by=walk.hand(*_directors(walk, opened)), reason=said):
        walk.stands(key, "DRAFTING")


def approve(walk, key):
    """The director sets the matters up, and may refuse some."""
    opened = MatterList.objects.get(pk=key)
    refused = {
        one.pk: walk.words("已有同类事项", "不属督查范围")
        for one in opened.drafts.filter(verdict="ACCEPTED")
        if walk.rng.random() < 0.06
    }
    basis = walk.words("市政府常务会议纪要〔2026〕9号", "市委专题会议纪要〔2026〕3号")
    by = walk.hand(*signers_of(walk, opened))
    if walk.attempt(lists.approve, opened, by=by, basis=basis, refused=refused) is not None:
        _moved_on(opened)
        walk.stands(key, "APPROVED")


def issue(walk, key):
    """The list is handed out."""
    approved = MatterList.objects.get(pk=key)
    sent = walk.attempt(lists.issue, approved, by=walk.hand(*_directors(walk, approved)))
    if sent is None:
        return
    _moved_on(approved)
    walk.stands(key)
    if walk.rng.random() < 0.15:
        walk.stands(approved.document_id, "PAPER")
    issued = list(approved.matters.exclude(number=""))
    for matter in issued:
        walk.note(matter)
    for notice in sent:
        walk.stands(notice.pk, "NOTICE")


def sign(walk, key):
    """A unit signs for what it was sent, whole or row by row."""
    notice = IssueNotice.objects.get(pk=key)
    open_ones = notice.parts.filter(receipt__isnull=True, given_up_at__isnull=True)
    rows = list(open_ones.filter(Q(matter__state="ASSIGNED") | ~Q(role="LEAD")))
    chosen = None
    if rows and walk.rng.random() < 0.4:
        chosen = walk.rng.sample(rows, walk.rng.randint(1, len(rows)))
    ready = walk.town.of(notice.unit_id, *SIGNERS) or walk.town.of(notice.unit_id, *UNIT_ROLES)
    by = walk.hand(*ready)
    made = walk.attempt(matters.sign, notice, by=by, parts=chosen)
    for receipt in made or ():
        walk.note(receipt.part.matter)
    if not rows or (made and len(made) == len(rows)):
        walk.stands(key)


def return_(walk, key):
    """The lead's head says it is not theirs."""
    matter = Matter.objects.get(pk=key)
    reason = walk.words("职责已划转", "不在本单位职责范围")
    other = walk.words("市城管局", "市水利局")
    by = walk.hand(*of_the_lead(walk, matter, Role.UNIT_HEAD))
    walk.attempt(matters.return_, matter, by=by, reason=reason, proposed_unit=other)
    walk.note(matter)


def reassign(walk, key):
    """The director accepts the return: another unit leads."""
    matter = Matter.objects.select_related("lead").get(pk=key)
    lead = matter.lead if walk.slips(0.04) else walk.rng.choice(walk.town.bureaus)
    if walk.rng.random() < 0.3:
        lead = walk.rng.choice([part.unit for part in matter.parts.select_related("unit")])
    by = walk.hand(*_directors(walk, matter))
    said = walk.words("按三定方案调整")
    sent = walk.attempt(matters.reassign, matter, lead, by=by, reason=said)
    walk.note(matter)
    if sent:
        walk.stands(sent.pk, "NOTICE")


def insist(walk, key):
    """The director refuses the return."""
    matter = Matter.objects.get(pk=key)
    by = walk.hand(*_directors(walk, matter))
    walk.attempt(matters.insist, matter, by=by, reason=walk.words("属你单位职责"))
    walk.note(matter)
    if part := matter.parts.filter(role="LEAD", given_up_at=None).order_by("-round").first():
        walk.stands(part.notice_id, "NOTICE")


def report(walk, key):
    """The lead reports, sometimes less than before."""
    matter = Matter.objects.get(pk=key)
    said = _said(walk, matter)
    by = walk.hand(*walk.town.of(matter.lead_id, *REPORTERS))
    made = walk.attempt(reports.report, matter, said, by=by)
    if made:
        told(walk, made.pk)


def correct(walk, key):
    """The lead corrects a report that came back."""
    wrong = Report.objects.select_related("matter").get(pk=key)
    by = walk.hand(*walk.town.of(wrong.matter.lead_id, *REPORTERS))
    said = _said(walk, wrong.matter)
    made = walk.attempt(reports.report, wrong.matter, said, by=by, corrects=wrong)
    if made:
        told(walk, made.pk)
    if made or wrong.matter.state not in ("IN_PROGRESS", "REWORK", "RETURNED"):
        walk.stands(key)


def accept_report(walk, key):
    """The room accepts what was said."""
    said = Report.objects.select_related("matter").get(pk=key)
    walk.attempt(reports.accept, said, by=walk.hand(*reviewers_of(walk, said.matter)))
    told(walk, key)


def return_report(walk, key):
    """The room wants a report corrected."""
    said = Report.objects.select_related("matter").get(pk=key)
    by = walk.hand(*reviewers_of(walk, said.matter))
    walk.attempt(reports.send_back, said, by=by, reason=walk.words("进展没有数据"))
    told(walk, key)


def claim(walk, key):
    """The head says it is done."""
    matter = Matter.objects.get(pk=key)
    by = walk.hand(*of_the_lead(walk, matter, Role.UNIT_HEAD))
    walk.attempt(claims.claim, matter, by=by, statement=walk.words("已全部完成并通过验收"))
    walk.note(matter)


def pass_review(walk, key):
    """The desk finds the claim in order."""
    matter = Matter.objects.get(pk=key)
    checks = dict.fromkeys(Check.values, True)
    if walk.slips(walk.forgets):
        checks[walk.rng.choice(Check.values)] = False
    seed = str(walk.rng.random())
    by = walk.hand(*_room(walk, matter))
    walk.attempt(claims.pass_review, matter, by=by, checks=checks, seed=seed)
    walk.note(matter)


def fail_review(walk, key):
    """The desk does not."""
    matter = Matter.objects.get(pk=key)
    by, reason = walk.hand(*_room(walk, matter)), walk.words("缺验收单")
    until = _rework_day(walk)
    walk.attempt(claims.fail_review, matter, by=by, reason=reason, rework_date=until)
    walk.note(matter)


def verify(walk, key):
    """Another hand goes and looks: it is so."""
    matter = Matter.objects.get(pk=key)
    found = _found(walk, matter)
    walk.attempt(claims.verify, matter, found, by=walk.hand(*_room(walk, matter, *CHECKERS)))
    walk.note(matter)


def fail_verification(walk, key):
    """Another hand goes and looks: it is not so."""
    matter = Matter.objects.get(pk=key)
    by, found = walk.hand(*_room(walk, matter, *CHECKERS)), _found(walk, matter)
    verdict = Verdict.TRUE if walk.slips(0.03) else walk.rng.choice(FAILED)
    day = _rework_day(walk)
    walk.attempt(claims.fail_verification, matter, found, verdict=verdict, rework_date=day, by=by)
    walk.note(matter)


def complete(walk, key):
    """The director accepts the result."""
    matter = Matter.objects.get(pk=key)
    walk.attempt(closing.complete, matter, by=walk.hand(*_directors(walk, matter)))
    walk.note(matter)


def write_off(walk, key):
    """The director strikes it off."""
    matter = Matter.objects.get(pk=key)
    walk.attempt(closing.write_off, matter, by=walk.hand(*_directors(walk, matter)))
    walk.note(matter)


def file(walk, key):
    """The archivist files it."""
    matter = Matter.objects.get(pk=key)
    walk.attempt(closing.file, matter, by=walk.hand(*_room(walk, matter, Role.ARCHIVIST)))
    walk.note(matter)


def reopen(walk, key):
    """A leader says more on a closed matter, and the next round opens."""
    matter = Matter.objects.get(pk=key)
    given = day_here(walk.at)
    said = walk.words("请抓紧整改到位", "再查一次")
    word = walk.attempt(
        intake.note_instruction,
        leader=walk.rng.choice(walk.town.leaders),
        words=said,
        given_date=given,
        read_only=walk.slips(0.05),
        matter=(matter.pk, matter.number),
        by=walk.hand(*_room(walk, matter)),
    )
    if walk.slips(0.06):
        word = Instruction.objects.order_by("-registered_at")[walk.rng.randint(0, 1) :].first()
    if not word:
        return
    due_date = given + timedelta(days=walk.rng.randint(0, 60))
    by = walk.hand(*_directors(walk, matter))
    if walk.attempt(matters.reopen, matter, word, by=by, due_date=due_date):
        for notice in IssueNotice.objects.filter(issued_at=walk.at):
            walk.stands(notice.pk, "NOTICE")
    walk.note(matter)


DEEDS = {
    "take_in": ("", 4),
    "open_list": ("PAPER", 3),
    "settle_drafts": ("DRAFTING", 12),
    "submit": ("SETTLED", 6),
    "send_back": ("SUBMITTED", 0.8),
    "approve": ("SUBMITTED", 5),
    "issue": ("APPROVED", 8),
    "sign": ("NOTICE", 1.5),
    "return_": ("ASSIGNED", 0.3),
    "return_signed": ("YOUNG", 0.1),
    "reassign": ("RETURNED", 0.6),
    "insist": ("RETURNED", 0.9),
    "report": ("IN_PROGRESS", 0.35),
    "report_rework": ("REWORK", 0.25),
    "accept_report": ("SAID", 1.5),
    "return_report": ("SAID", 0.3),
    "correct": ("CORRECT", 0.6),
    "claim": ("IN_PROGRESS", 0.14),
    "claim_again": ("REWORK", 0.5),
    "pass_review": ("CLAIMED", 1.4),
    "fail_review": ("CLAIMED", 0.3),
    "verify": ("VERIFYING", 1.4),
    "fail_verification": ("VERIFYING", 0.25),
    "complete": ("DECIDING", 1.4),
    "write_off": ("COMPLETED", 1),
    "reopen_completed": ("COMPLETED", 0.12),
    "file": ("WRITTEN_OFF", 0.2),
    "reopen": ("WRITTEN_OFF", 0.01),
    "reopen_filed": ("ARCHIVED", 0.002),
}
return_signed, report_rework, claim_again = return_, report, claim
reopen_completed = reopen_filed = reopen


def alike(pool):
    """Return the pools that hold the same kind of thing."""
    if pool in MatterState.values or pool in NEAR:
        return list(MatterState.values)
    return list(LISTS) if pool in LISTS else []


def _room(walk, thing, *roles):
    """Return those of a thing's room, or of the two that share it, in these roles."""
    offices = [thing.office_id]
    if thing.owner == "JOINT":
        offices = [unit.pk for unit in walk.town.rooms if unit.room]
    return [one for pk in offices for one in walk.town.of(pk, *(roles or ROOM_ROLES))]


def _moved_on(opened):
    assert moved_on(opened) == []


def _directors(walk, thing):
    return _room(walk, thing, Role.DIRECTOR)


def _said(walk, matter):
    last = reports.last_accepted(matter)
    before = dict(last.figures.values_list("target_id", "value")) if last else {}
    figures, why = {}, {}
    for pk in matter.targets.values_list("pk", flat=True):
        step = -1 if walk.slips(0.08) else walk.rng.randint(0, 5)
        figures[pk] = before.get(pk, Decimal(5)) + step
        if step < 0 and walk.rng.random() < 0.5:
            why[pk] = "核减重复统计"
    percent = Decimal(130) if walk.slips(0.02) else Decimal(walk.rng.randint(1, 100))
    progress = walk.words("已完成招标", "主体完工", "正在收尾")
    return reports.Said(progress=progress, percent=percent, figures=figures, why_less=why)


def _rework_day(walk):
    if walk.slips(walk.forgets):
        return None
    return day_here(walk.at) + timedelta(days=0 if walk.slips(0.03) else walk.rng.randint(1, 20))


def _found(walk, matter):
    documents_do = not matter.on_site or walk.slips(walk.forgets)
    seen = (Method.ON_SITE, Method.COVERT, Method.THIRD_PARTY)
    method = walk.rng.choice(Method.values if documents_do else seen)
    return claims.Found(
        method=method,
        record=walk.words("现场查看属实", "台账与现场一致"),
        visited_date=day_here(walk.at) + timedelta(days=int(walk.slips(0.02))),
        place=walk.words("澄河路现场", "项目工地"),
        no_interest=not walk.slips(0.03),
    )
