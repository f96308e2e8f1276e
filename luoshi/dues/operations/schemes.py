"""设定灯: when the lights of this city warn, and in which tones and words; one deed, one entry."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.dues.models import LightScheme
from luoshi.dues.operations.calendars import demand_basis, hold_time
from luoshi.dues.queries import scheme_here
from luoshi.dues.relighting import relight
from luoshi.dues.schemes import BOUNDS, Scheme
from luoshi.dues.terms import Level
from luoshi.flow.refusals import NotYours, Unmet
from luoshi.kit.signs import LIGHTS, TONES
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import Role
from luoshi.trail.operations import write

KEEPERS = frozenset({Role.DIRECTOR, Role.SYSTEM_ADMIN})
# What people tell apart at a glance must not share a tone.
APART = (Level.NORMAL, Level.ATTENTION, Level.WARNING, Level.OVERDUE, Level.SERIOUS)
LONGEST_WORD = 6
# What each number is asked for by, and named by in a refusal.
LABELS = {
    "soon_days": gettext_lazy("到期前几个工作日起临期"),
    "soon_percent": gettext_lazy("时限剩百分之几起临期（取早者）"),
    "report_days": gettext_lazy("报送前几个工作日起临期"),
    "severe_days": gettext_lazy("逾期超过几个工作日为严重逾期"),
    "behind": gettext_lazy("落后序时几个百分点为滞后"),
    "far_behind": gettext_lazy("落后序时超过几个百分点为严重滞后"),
    "ignored_days": gettext_lazy("再次催办后几个工作日无回应为催办未果"),
}
WHO = gettext_lazy("督查室主任或系统管理员")


@dataclass(frozen=True)
class Looks:
    """A city's own tones and words, by level; what is left out is the house's own."""

    tones: Mapping[Level, str] = field(default_factory=dict)
    words: Mapping[Level, str] = field(default_factory=dict)


@transaction.atomic
def set_scheme(
    scheme: Scheme, looks: Looks, *, basis: str, by: Acting, at: datetime, key: str = ""
) -> LightScheme:
    """Set when the lights warn and how they look; what is open is put under it at once (灯的设定).

    :raises NotYours: if `by` is neither director of a room nor system administrator
    :raises Unmet: if a number is out of bounds, two levels would look or read alike, nothing would
        change, or no paper is named
    """
    if by.role not in KEEPERS:
        raise NotYours(_("%(deed)s须由%(who)s办理") % {"deed": _("灯的设定"), "who": WHO})
    demand_basis(basis)
    check(scheme, looks)
    hold_time()
    before = scheme_here()
    row = LightScheme.objects.create(
        **asdict(scheme),
        tones={str(int(level)): tone for level, tone in looks.tones.items()},
        words={str(int(level)): word for level, word in looks.words.items()},
        basis=basis.strip(),
        set_at=at,
        set_by_id=by.person_id,
    )
    changed = relight(at) if scheme != before else {}
    write(
        "light_scheme.set",
        about=row,
        by=by,
        at=at,
        key=key,
        facts={
            "basis": basis,
            "before": asdict(before),
            "after": asdict(scheme),
            "tones": row.tones,
            "words": row.words,
            "changed": changed,
        },
    )
    return row


def check(scheme: Scheme, looks: Looks) -> None:
    """Let no scheme stand that no city could mean.

    :raises Unmet: with the sentence that says why
    """
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(scheme, name) <= most:
            bounds = {"what": LABELS[name], "least": least, "most": most}
            raise Unmet(_("%(what)s须在%(least)s到%(most)s之间") % bounds)
    if scheme.behind >= scheme.far_behind:
        raise Unmet(_("严重滞后的百分点须大于滞后的百分点"))
    if any(tone not in TONES for tone in looks.tones.values()):
        raise Unmet(_("没有这种颜色"))
    if any(len(word) > LONGEST_WORD for word in looks.words.values()):
        raise Unmet(_("用词不超过%(most)s个字") % {"most": LONGEST_WORD})
    tones = Counter(looks.tones.get(level) or LIGHTS[level].tone for level in APART)
    words = Counter(looks.words.get(level) or str(LIGHTS[level].word) for level in Level)
    if tones.most_common(1)[0][1] > 1:
        raise Unmet(_("正常、临期、滞后、逾期、严重逾期的颜色须各不相同"))
    if words.most_common(1)[0][1] > 1:
        raise Unmet(_("各级灯的用词须各不相同"))
