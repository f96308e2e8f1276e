"""Which named numbers a figure has beside its value, by the method it is counted with."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.assessment.models import Indicator
from luoshi.assessment.reckoning.methods import UnknownMethod, method_of
from luoshi.assessment.reckoning.parameters import WrongParameter
from luoshi.assessment.reckoning.spec import Leaf

PROVINCE_RANK = "province_rank"
WORDS: dict[str, str | Promise] = {
    PROVINCE_RANK: _("全省位次"),
    "satisfied": _("满意"),
    "basically": _("基本满意"),
    "dissatisfied": _("不满意"),
    "unknown": _("不了解"),
    "issued": _("发出票数"),
    "present": _("到会人数"),
    "increment": _("增量"),
    "growth": _("增幅"),
    "tasks": _("承担任务数"),
    "last_rank": _("上期位次"),
    "good": _("好"),
    "fair": _("较好"),
    "average": _("一般"),
    "poor": _("差"),
    "national": _("国家级"),
    "provincial": _("省级"),
    "city": _("市级"),
    "score": _("评分"),
}
# Counted beside a vote so that its response rate can be shown, not for points.
BESIDE_VOTES = ("unknown", "issued")


def parts_of(line: Indicator) -> list[tuple[str, str]]:
    """Return the names and the words of the numbers that are asked beside the value, in order."""
    names: list[str] = []
    try:
        asked = method_of(leaf_of(line)).parts
    except (UnknownMethod, WrongParameter):
        asked = frozenset()
    known = [name for name in WORDS if name in asked]
    names += known + sorted(asked - set(known))
    if "satisfied" in asked:
        names += [name for name in BESIDE_VOTES if name not in names]
    if line.monthly:
        names.append(PROVINCE_RANK)
    return [(name, str(WORDS.get(name, name))) for name in names]


def wrong_parameter(line: Indicator) -> str:
    """Return the name of a parameter the method cannot count with, or "" where it can."""
    try:
        method_of(leaf_of(line))
    except UnknownMethod:
        return ""
    except WrongParameter as wrong:
        return wrong.name
    return ""


def asks_for_target(line: Indicator) -> bool:
    """Tell whether a line is counted against a target; False where its method cannot count yet."""
    try:
        return "T" in method_of(leaf_of(line)).asked
    except (UnknownMethod, WrongParameter):
        return False


def leaf_of(line: Indicator) -> Leaf:
    """Return a line as the reckoning knows it."""
    return Leaf(
        key=str(line.pk),
        level1="",
        name=line.name,
        weight=line.weight,
        method=line.method,
        direction=line.direction,
        parameters=line.parameters,
        floor=line.floor,
        cap=line.cap,
    )
