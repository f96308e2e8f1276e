"""The papers of the random walk, and an officer at the cards of a list."""

from datetime import timedelta

from luoshi.breakdown.operations import drafts
from luoshi.breakdown.terms import Cadence, DraftVerdict
from luoshi.intake.terms import Disposition
from luoshi.timelimits.here import day_here

PLACES = ("澄河路", "城东片区", "岚溪县", "云渡县", "高新园区", "老城区", "南湖新区", "环城路")
WORKS = (
    ("雨污管网改造", "公里"),
    ("老旧小区改造", "个"),
    ("标准厂房建设", "万平方米"),
    ("农村公路修缮", "公里"),
    ("污水处理站建设", "座"),
    ("公办幼儿园新建", "所"),
    ("充电桩安装", "个"),
    ("高标准农田建设", "万亩"),
)
TALK = ("会议强调，要提高认识，形成合力。", "会议指出，这项工作关系群众切身利益。")
ANSWERS = (Disposition.PRINCIPLE, Disposition.PRINCIPLE, Disposition.NOT_OURS, Disposition.PART)
BEATS = (Cadence.TEN_DAYS, Cadence.TEN_DAYS, Cadence.MONTH, Cadence.WEEK, Cadence.NONE)


def decision(walk):
    """Return the words of a small decision: a heading, some demands, some talk."""
    rng, lines = walk.rng, ["澄川市人民政府专题会议纪要"]
    for _demand in range(rng.randint(2, 5)):
        lead, assist = rng.sample(walk.town.bureaus, 2)
        place, (work, measure) = rng.choice(PLACES), rng.choice(WORKS)
        number = rng.randint(2, 9000)
        lines.append(
            f"{lead.short_name}牵头，{assist.short_name}配合，{rng.randint(2, 12)}月底前"
            f"完成{place}{work}{number}{measure}。"
        )
    lines.append(rng.choice(TALK))
    return "" if walk.slips(0.01) else "\n".join(lines) + "\n"


def settle(walk, opened, *, by):
    """Settle every card and answer every sentence, now and then forgetting one."""
    rng = walk.rng
    for draft in opened.drafts.exclude(verdict=DraftVerdict.SKIPPED).order_by("place"):
        fate = rng.random()
        if fate < 0.08:
            drafts.skip(draft, by=by, reason="另列事项")
        elif fate < 0.97:
            drafts.edit(draft, _wording(walk, draft), by=by)
            drafts.accept(draft, by=by)
    if not opened.drafts.exclude(verdict=DraftVerdict.SKIPPED).exists():
        _add(walk, opened, by=by)
    left = list(opened.document.sentences.filter(disposition="").values_list("pk", flat=True))
    if walk.slips(walk.forgets):
        left = left[1:]
    drafts.answer(opened, {pk: rng.choice(ANSWERS) for pk in left}, by=by)


def _add(walk, opened, *, by):
    """Add a matter to a later version: what a fresh demand asks, or what one on its way asks."""
    place, (work, measure) = walk.rng.choice(PLACES), walk.rng.choice(WORKS)
    asked = f"完成{place}{work}{walk.rng.randint(2, 9000)}{measure}"
    made = drafts.add(opened, by=by, requirement=asked, cadence=Cadence.TEN_DAYS)
    earlier = opened.document.lists.get(version=1).matters.exclude(number="").first()
    wording = _wording(walk, made)
    if earlier and walk.slips(0.3):
        wording = drafts.Wording(
            title=earlier.title,
            requirement=earlier.requirement,
            standard=earlier.standard,
            lead=earlier.lead,
            due_date=earlier.due_date,
            cadence=earlier.cadence,
        )
    drafts.edit(made, wording, by=by)
    drafts.accept(made, by=by)


def _wording(walk, draft):
    lead = draft.lead or walk.rng.choice(walk.town.bureaus)
    beside = [one.unit for one in draft.units.select_related("unit") if one.unit]
    asked = draft.requirement
    if draft.list.returned_note:
        asked = f"{asked.split('，其中')[0]}，其中{walk.rng.choice(PLACES)}先行"
    return drafts.Wording(
        title=draft.title,
        requirement=asked,
        standard="通过验收并交付使用",
        lead=lead,
        due_date=day_here(walk.at) + timedelta(days=walk.rng.randint(15, 60)),
        cadence=walk.rng.choice(BEATS),
        joint=[walk.rng.choice(walk.town.bureaus)] if walk.rng.random() < 0.2 else [],
        assist=beside,
    )
