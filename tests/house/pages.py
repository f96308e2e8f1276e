"""Every page of the house: its address in the furnished town, and a post that could be done.

A post is filled in as the one who may would fill it in, so that a refusal is for who asks and
for nothing else.
"""

from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from luoshi.breakdown.models import LedgerExport, LedgerView, Lesson
from luoshi.breakdown.operations import exports
from luoshi.dues.schemes import DEFAULT
from luoshi.kit.signs import LIGHTS
from luoshi.organisation import mergers
from luoshi.organisation.web.deeds import KINDS, NEW
from luoshi.papers.tables import write_book
from luoshi.reporting.terms import Check
from tests.house.pages_assessment import assessed_pages
from tests.house.visited import LATER, TODAY, Town
from tests.road import S
from tests.world import MONDAY_NINE, post_of, someone_of, unit_named

Given = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """One row of the table: an address, and what is posted to it."""

    name: str
    address: str
    given: Given = field(default_factory=dict)
    sample: str = ""

    @property
    def label(self) -> str:
        """Return the name the row has in the table."""
        return f"{self.name} {self.sample}".strip()

    def ask(self, client: Client, method: str) -> Any:
        """Go to the page, or post to it under a fresh once-only key."""
        if method == "GET":
            return client.get(self.address)
        return client.post(self.address, {"once": str(uuid4())} | self.given)


def pages_of(town: Town) -> list[Page]:
    """Return the pages in the order of the table."""
    return [
        *_hall(town),
        *_reminders(town),
        *_register(town),
        *_time(town),
        *_papers(town),
        *_lists(town),
        *_matters(town),
        *_moves(town),
        *_asked(town),
        *_asks(town),
        *(Page(*row) for row in assessed_pages(town.things)),
    ]


def page(name: str, *args: Any, sample: str = "", **given: Any) -> Page:
    """Return a row, its address reversed."""
    return Page(name, reverse(name, args=args), given, sample)


def _hall(town: Town) -> list[Page]:
    matter = town.matters[S.IN_PROGRESS].number
    notice = town.matters[S.ASSIGNED].list.notices.get(unit=unit_named("市住建局"))
    leader = post_of("市政府", "副市长").pk
    words = {"leader": leader, "words": "抓紧", "given_date": TODAY}
    wrong = {"kind": "document", "thing_id": town.paper.pk, "reason": "不应录入"}
    return [
        page("shell:home"),
        page("shell:sign_in", username="nobody", password="wrong"),
        page("shell:sign_out"),
        page("shell:password", present="wrong", new="x", again="y"),
        page("shell:preferences", theme="dark"),
        page("shell:acting", post=str(uuid4())),
        page("shell:awake"),
        page("shell:me"),
        page("shell:help"),
        page("shell:purges", **wrong),
        page("shell:confirm_purge", town.things["purge"].pk),
        page("shell:search"),
        page("shell:counts"),
        page("shell:decide"),
        page("shell:agree", town.matters[S.BEFORE_LEADER].number),
        page("shell:instruct", town.matters[S.BEFORE_LEADER].number, words="再办", due_date=LATER),
        page("shell:inbox"),
        page("shell:read_all"),
        page("shell:open_message", town.things["message"].pk),
        page("shell:desk"),
        page("shell:done"),
        page("shell:calendar"),
        page("shell:feed"),
        page("shell:make_feed"),
        page("shell:withdraw_feed"),
        page("shell:ics", "a-token-nobody-was-given"),
        page("shell:sign", notice.pk),
        page("shell:dossier", matter),
        page("shell:note_instruction", matter, **words),
    ]


def _reminders(town: Town) -> list[Page]:
    return [
        page("shell:digest", town.things["digest"].day.isoformat()),
        page("shell:reminders", address="someone@chengchuan.example", digest="on"),
        page("shell:quiet_hours", begins="21:00", ends="07:30"),
        page("shell:stop_mail"),
        page(
            "shell:robots",
            unit=unit_named("市财政局").pk,
            kind="FEISHU",
            address="0123456789abcdef",
        ),
        page("shell:close_robot", town.things["robot"].pk),
        page("shell:outbox"),
        page("shell:send_again", town.things["letter"].pk),
        page("shell:drop_letter", town.things["letter"].pk),
        page("shell:health"),
        page("shell:run_again", town.things["job"].pk),
        page("shell:throw_away", town.things["job"].pk),
        page("shell:healthz"),
    ]


def _register(town: Town) -> list[Page]:
    bureau = town.things["units"]
    listed = mergers.fingerprint(mergers.open_things_of(bureau))
    into = {"into": "市财政局", "last_day": TODAY - timedelta(days=1), "seen": listed}
    return [
        page("organisation:units"),
        page("organisation:groups"),
        page("organisation:people"),
        page("organisation:passwords", people=[town.things["people"].pk]),
        page("organisation:person", town.things["people"].pk),
        page("organisation:roster"),
        page("organisation:take_in", digest=town.things["roster"], seen=town.things["rehearsed"]),
        page("organisation:template"),
        page("organisation:written_out"),
        *(page("organisation:new", name, sample=name) for name in NEW),
        page("organisation:unit", bureau.pk),
        page("organisation:merge", bureau.pk, **into),
        *(
            page("organisation:deed", kind, town.things[kind].pk, name, sample=f"{kind} {name}")
            for kind, found in KINDS.items()
            for name in found.deeds
        ),
    ]


def _time(town: Town) -> list[Page]:
    soon, paper = TODAY + timedelta(days=40), "澄政办发〔2026〕12号"
    rule = {"length": 4, "unit": "WORKING", "start": "RECEIPT", "roll": "on", "since": TODAY}
    year = {"year": 2030, "basis": "国办发明电〔2029〕1号"}
    lines = "日期,安排,名称\n2030-01-01,放假,元旦\n"
    local = {"date": soon, "kind": "HOLIDAY", "name": "庙会", "basis": paper}
    season = {"name": "汛期", "since": soon, "until": soon, "units": "市住建局", "basis": paper}
    return [
        page("dues:limits"),
        page("dues:limit", "OPINION", **rule, basis=paper),
        page("dues:default", "LOCAL_POLICY", since=soon, basis=paper, open="keep"),
        page("dues:year"),
        page("dues:load", **year),
        page("dues:take_in", **year, lines=lines),
        Page("dues:local", reverse("dues:local"), local),
        page("dues:withdraw_local", town.things["local_day"].pk, reason="取消"),
        Page("dues:closed", reverse("dues:closed"), season),
        page("dues:withdraw_closed", town.things["closed_season"].pk, reason="取消"),
        page("dues:hours", closes="17:30", since=TODAY, basis=paper),
    ]


def _papers(town: Town) -> list[Page]:
    paper, scan = town.paper.pk, town.things["scan"].pk
    leader = post_of("市政府", "副市长").pk
    taken = {
        "text": "会议纪要\n会议要求，市住建局9月底前完成测绘。\n", "title": "测绘纪要",
        "source": "MINUTES", "kind": "ordinary", "issued_date": TODAY,
        "received_date": TODAY, "urgency": "ORDINARY",
    }  # fmt: skip
    words = {"leader": leader, "words": "抓紧", "given_date": TODAY}
    return [
        page("intake:documents"),
        page("intake:take_in", **taken),
        page("intake:scan", scan, **taken),
        page("intake:see", scan),
        page("intake:give_up", scan),
        page("intake:document", paper),
        page("intake:correct", paper, **taken | {"title": "更正", "reason": "登记有误"}),
        page("intake:original", paper),
        page("intake:note_instruction", paper, **words),
    ]


def _lists(town: Town) -> list[Page]:
    paper, lists = town.paper, town.lists
    sentence = paper.sentences.order_by("place").last()
    proposed, accepted = town.things["proposed"].pk, town.things["accepted"].pk
    issued = town.matters[S.ASSIGNED].list
    notice = issued.notices.get(unit=unit_named("市住建局"))
    receipt = {"rows": [part.pk for part in notice.parts.all()], "section": "城建科",
               "handler": "承办人 0000"}  # fmt: skip
    card = {"title": "勘察", "requirement": "完成勘察", "lead": "市住建局", "cadence": "TEN_DAYS"}
    return [
        page("breakdown:workbench", paper.pk),
        page("breakdown:open_list", issued.document_id),
        page("breakdown:answer", paper.pk, only=f"{sentence.pk}:PRINCIPLE"),
        page("breakdown:add", paper.pk, sentence=sentence.pk),
        page("breakdown:submit", lists["settled"].document_id),
        page("breakdown:edit", proposed, **card),
        page("breakdown:accept", town.things["ready"].pk),
        page("breakdown:skip", proposed, reason="另列事项"),
        page("breakdown:take_back", accepted),
        page("breakdown:mark", paper.pk, field="task", start=sentence.start, end=sentence.end),
        page("breakdown:advise", paper.pk),
        page("breakdown:undo", lists["ready"].document_id),
        page("breakdown:settle", proposed, about="standard", says="验收合格文件"),
        page("breakdown:merge", town.things["ready"].pk),
        page("breakdown:split", proposed, at=7),
        page("breakdown:hold", proposed),
        page("breakdown:ask_for", proposed),
        page("breakdown:give_up", proposed),
        page("breakdown:list", lists["submitted"].pk),
        page("breakdown:list_excel", lists["submitted"].pk),
        page("breakdown:send_back", lists["submitted"].pk, reason="请补充完成标准"),
        page("breakdown:approve", lists["submitted"].pk, basis="市政府常务会议第3项"),
        page("breakdown:issue", lists["approved"].pk),
        page("breakdown:notices"),
        page("breakdown:notice", notice.pk),
        page("breakdown:sign", notice.pk, **receipt),
        page("breakdown:ledger"),
        page("breakdown:ledger_excel"),
        *_of_the_ledger(town),
    ]


def _of_the_ledger(town: Town) -> list[Page]:
    director = someone_of("市政府督查室", "主任")
    mine = {"owner_id": director.person_id, "unit_id": director.unit_id}
    view, _new = LedgerView.objects.get_or_create(name="红灯", query="light=5", **mine)
    asked, _new = LedgerExport.objects.get_or_create(
        asked_by_id=director.person_id, post_id=director.post_id, title="台账", language="zh-hans",
        total=1, written=1, asked_at=MONDAY_NINE, ready_at=MONDAY_NINE,
    )  # fmt: skip
    path = exports.path_of(asked)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_book([], at=MONDAY_NINE))
    picked = town.matters[S.ASSIGNED].pk
    many = {"deed": "sign", "sel": picked}
    lesson, _new = Lesson.objects.get_or_create(kind="PHRASE", words="draft…list", kept=3)
    return [
        page("breakdown:lessons"),
        page("breakdown:turn_lesson", lesson.pk, deed="withdraw"),
        page("breakdown:lights", **_scheme()),
        page(
            "breakdown:cadences", kind="ordinary", cadence="MONTHLY:28", basis="澄政办〔2026〕8号"
        ),
        page("breakdown:bulk", **many),
        page("breakdown:bulk_do", **many, section="城建科", handler="承办人 0000"),
        page("breakdown:export", sel=picked),
        page("breakdown:exported", asked.pk),
        page("breakdown:export_file", asked.pk),
        Page("breakdown:views", reverse("breakdown:views"), {"name": "我的视图"}),
        Page("breakdown:view", reverse("breakdown:view", args=[view.pk]), {"name": "黄灯"}),
    ]


def _record(lead: Any) -> dict[str, Any]:
    return {
        "ledger": "2025年台账", "page": "3", "paper_number": "9", "recorded_date": TODAY,
        "title": "续建粮库", "requirement": "续建粮库", "standard": "通过验收", "lead": lead,
        "due_date": LATER, "kind": "ordinary", "cadence": "TEN_DAYS", "round_number": 1,
        "progress": 20, "done": "已完成主体",
    }  # fmt: skip


def _matters(town: Town) -> list[Page]:
    number = {state: matter.number for state, matter in town.matters.items()}
    other = unit_named("市发改委").pk
    under_way = number[S.IN_PROGRESS]
    found = {"method": "ON_SITE", "place": "澄河路", "visited_date": TODAY,
             "record": "实地丈量", "verdict": "TRUE", "no_interest": "on"}  # fmt: skip
    anew = {"instruction": town.things["instruction"].pk, "due_date": LATER}
    return [
        page("reporting:verify_queue"),
        page("reporting:verify_history"),
        page("reporting:sign_queue"),
        page("reporting:sign_report", town.things["signing"].pk, verdict="agree"),
        page("reporting:sign_slip", town.things["slip"].pk, verdict="agree"),
        page("reporting:sign_chosen", report=town.things["signing"].pk),
        page("reporting:signing_rule", needed="1"),
        page("reporting:evidence", town.things["evidence"].pk),
        page("reporting:review_report", town.report.pk, verdict="accept"),
        page("reporting:report", under_way, progress="已通水五公里", percent="50"),
        page("reporting:report_draft", under_way, progress="已通水五公里"),
        page("reporting:plan", under_way),
        page("reporting:claim", under_way, statement="全部完工通水"),
        page("reporting:return", under_way, reason="不属本局职责", proposed_unit=other),
        page("reporting:reassign", number[S.RETURNED], lead=other, reason="职责调整"),
        page("reporting:insist", number[S.RETURNED], reason="属本局职责"),
        page("reporting:review", number[S.CLAIMED], checks=Check.values, verdict="pass"),
        page("reporting:verify", number[S.VERIFYING], **found),
        page("reporting:complete", number[S.DECIDING]),
        page("reporting:write_off", number[S.COMPLETED]),
        page("reporting:file", number[S.WRITTEN_OFF]),
        page("reporting:reopen", number[S.ARCHIVED], **anew),
    ]


def _asked(town: Town) -> list[Page]:
    sent, under_way = town.things["request"], town.matters[S.IN_PROGRESS].number
    told = {
        "wanted_date": LATER + timedelta(days=7), "ground": "FUNDS", "reason": "资金未到位",
        "progress": "已完成一半", "measures": "先行垫付", "safeguards": "每周调度",
    }  # fmt: skip
    return [
        page("coordination:requests"),
        page("coordination:request", sent.pk, verdict="grant"),
        page("coordination:request_paper", sent.pk),
        page("coordination:request_file", town.things["request_file"].pk),
        page("coordination:ask_request", under_way, "extension", **told),
    ]


def _scheme() -> Given:
    tones = {f"tone_{level}": one.tone for level, one in LIGHTS.items() if level != 9}
    return {**asdict(DEFAULT), **tones, "tone_9": "n", "basis": "澄政办〔2026〕8号"}


def _moves(town: Town) -> list[Page]:
    number = {state: matter.number for state, matter in town.matters.items()}
    under_way = number[S.IN_PROGRESS]
    section, soon = unit_named("市住建局城建科").pk, TODAY + timedelta(days=10)
    beside = town.matters["unheard"].parts.get(role="ASSIST")
    mayor = post_of("市政府", "市长").pk
    return [
        page(
            "reporting:divide",
            under_way,
            units=[section],
            title="勘察",
            requirement="完成勘察",
            due_date=TODAY,
            cadence="TEN_DAYS",
        ),
        page("reporting:inspect", number["child"], verdict="pass", note="属实"),
        page("reporting:input", number["unheard"], text="同意"),
        page("reporting:waive", number["unheard"], parts=[beside.pk], reason="不涉及"),
        page("reporting:suspend", under_way, cause="APPROVAL", reason="等待批复", review_date=soon),
        page("reporting:prolong", number["still"], reason="尚未批复", review_date=soon),
        page("reporting:resume", number["still"], reason="已批复"),
        page("reporting:submit", number[S.DECIDING], leader=mayor, opinion="拟予办结"),
        page("reporting:reissue", number["ordered"]),
        page("reporting:terminate", under_way, reason="政策调整"),
        page("reporting:urge", under_way, reason="请说明进展"),
        page("reporting:move_date", under_way, to=LATER + timedelta(days=5), reason="任务增加"),
        page("breakdown:takeover", **_record(unit_named("市发改委").pk)),
        page("breakdown:takeover_sheet", ledger="2025年台账"),
        page("breakdown:takeover_confirm", digest=town.things["sheet"], ledger="2025年台账"),
        page("breakdown:takeover_template"),
        page("breakdown:revise", town.lists["drafting"].pk),
        page("breakdown:answer_for", town.lists["drafting"].pk, leaders="1"),
        page("breakdown:input_file", town.things["input"].pk),
    ]


def _asks(town: Town) -> list[Page]:
    unsent, silent = town.things["ask unsent"].pk, town.things["ask silent"].pk
    written = {
        "kind": "OPINION", "title": "井盖普查", "units": "市财政局", "basis": "纪要", "minutes": 9,
        "places-TOTAL_FORMS": 0, "places-INITIAL_FORMS": 0,
    }  # fmt: skip
    return [
        page("coordination:asks"),
        page("coordination:new_ask", **written),
        page("coordination:ask", silent),
        page("coordination:edit_ask", unsent, **written),
        page("coordination:move_ask", unsent, move="send", sample="send"),
        page("coordination:move_ask", silent, move="close", sample="close"),
        page("coordination:addressees", silent),
        page("coordination:ask_excel", silent),
        page("coordination:press", silent),
        page("coordination:reply", silent, deed="answer", stance="NONE"),
        page("coordination:decide_reply", town.things["reply"].pk, verdict="accept"),
        page("coordination:ask_file", town.things["ask file"].pk),
        page("coordination:value_file", town.things["value"].pk),
        page("coordination:burden"),
        page("coordination:burden_asked"),
        page("coordination:dormant"),
    ]
