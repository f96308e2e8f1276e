"""Whether a scheme holds together: weights that add up, lines that can be scored, no fence met.

A draft may be as unfinished as it is; what is found here keeps it from being put in force.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from luoshi.assessment.fences import refusal_of
from luoshi.assessment.models import AssessedGroup, CatalogueRule, Indicator, Scheme
from luoshi.assessment.named_numbers import wrong_parameter
from luoshi.assessment.records import RECORDS
from luoshi.assessment.terms import RuleKind, Source

NONE, ONE = Decimal(0), Decimal(1)
SHARES = ("excellent_share", "good_share", "month_share", "quarter_share", "final_share")
WINDOWS = ("publicity_days", "appeal_days", "decide_days")
# Longer than any law gives, and shorter than a slip of the finger.
MOST_DAYS = 60


@dataclass(frozen=True)
class Flaw:
    """One thing that keeps a scheme from being put in force.

    :ivar about: the id of the group, indicator or rule it is about, if it is about one
    """

    where: str
    words: str
    about: UUID | None = None


@dataclass(frozen=True)
class Branch:
    """An indicator with what stands below it.

    :ivar sum: the weights directly below; None of a leaf
    """

    indicator: Indicator
    below: tuple["Branch", ...] = ()
    sum: Decimal | None = None

    @property
    def adds_up(self) -> bool:
        """Whether what stands below adds up to its own weight."""
        return self.sum is None or self.sum == self.indicator.weight

    @property
    def off(self) -> Decimal:
        """How much what stands below is over its weight; under it if negative."""
        return Decimal(0) if self.sum is None else self.sum - self.indicator.weight


@dataclass(frozen=True)
class Tree:
    """The indicators of one group, each below its own, and their sum.

    :ivar whole: the weights of level 1: what a unit of this group can get
    """

    group: AssessedGroup
    tops: tuple[Branch, ...]
    whole: Decimal = Decimal(0)
    lines: tuple[Branch, ...] = field(default=())


def tree_of(group: AssessedGroup, indicators: Iterable[Indicator]) -> Tree:
    """Put the indicators of a group below one another, in their order."""
    below: dict[UUID | None, list[Indicator]] = {}
    for one in sorted(indicators, key=lambda one: (one.level, one.place, one.code)):
        below.setdefault(one.parent_id, []).append(one)
    tops = tuple(_branch(one, below) for one in below.get(None, ()))
    whole = sum((one.indicator.weight for one in tops), Decimal(0))
    return Tree(group, tops, whole, tuple(_flat(tops)))


def trees_of(scheme: Scheme) -> list[Tree]:
    """Return the trees of a scheme's groups in order: two queries."""
    held: dict[UUID, list[Indicator]] = {}
    rows = Indicator.objects.filter(group__scheme=scheme).select_related("source_unit")
    for one in rows.order_by("level", "place", "code"):
        held.setdefault(one.group_id, []).append(one)
    return [
        tree_of(group, held.get(group.pk, ())) for group in scheme.groups.order_by("place", "name")
    ]


def flaws_of(scheme: Scheme) -> list[Flaw]:
    """Return everything that keeps a scheme from being put in force."""
    units = dict.fromkeys(scheme.units.values_list("group_id", flat=True), True)
    trees = trees_of(scheme)
    found = [*_of_the_scheme(scheme, trees)]
    for tree in trees:
        found += _of_a_group(tree, units)
    return found + flaws_of_catalogue(scheme.catalogue.order_by("place", "code"))


def flaws_of_catalogue(rules: Iterable[CatalogueRule]) -> list[Flaw]:
    """Return what is wrong with lines of the catalogue: fences, and vetoes without a paper."""
    found = []
    for rule in rules:
        if refusal := refusal_of(rule.name):
            found.append(Flaw(_("加减分项目"), refusal, rule.pk))
        if rule.kind == RuleKind.VETO and not (rule.basis.strip() and rule.approver_name.strip()):
            words = _("一票否决“%(name)s”须有依据文号和批准人") % {"name": rule.name}
            found.append(Flaw(_("加减分项目"), words, rule.pk))
    return found


def _of_the_scheme(scheme: Scheme, trees: Sequence[Tree]) -> list[Flaw]:
    whole = _("办法")
    found = []
    if not trees:
        found.append(Flaw(whole, _("还没有考核分组")))
    if not scheme.basis.strip():
        found.append(Flaw(whole, _("施行须有依据文号")))
    shares = scheme.month_share + scheme.quarter_share + scheme.final_share
    if shares != ONE:
        words = _("月度、季度、年终占比合计须为1，现为%(sum)s")
        found.append(Flaw(whole, words % {"sum": f"{shares.normalize():f}"}))
    if not all(NONE <= getattr(scheme, name) <= ONE for name in SHARES):
        found.append(Flaw(whole, _("各项比例应在0至1之间")))
    if not all(1 <= getattr(scheme, name) <= MOST_DAYS for name in WINDOWS):
        found.append(Flaw(whole, _("公示期、申诉期、复核期应为1至%(most)s个工作日")
                          % {"most": MOST_DAYS}))  # fmt: skip
    if scheme.excellent_share + scheme.good_share > ONE:
        found.append(Flaw(whole, _("优秀、良好比例合计不得超过1")))
    if not scheme.excellent_floor >= scheme.good_floor >= scheme.pass_floor:
        found.append(Flaw(whole, _("优秀、良好、合格的最低分须依次递减")))
    return found


def _of_a_group(tree: Tree, units: Mapping[UUID, bool]) -> list[Flaw]:
    group = tree.group
    found = []
    if group.pk not in units:
        found.append(Flaw(group.name, _("分组内还没有单位"), group.pk))
    if not tree.lines:
        found.append(Flaw(group.name, _("分组内还没有指标"), group.pk))
    for branch in tree.lines:
        found += [Flaw(group.name, words, branch.indicator.pk) for words in flaws_of_branch(branch)]
    return found


def flaws_of_branch(branch: Branch) -> list[str]:
    """Return what is wrong with one indicator, in sentences."""
    one = branch.indicator
    named = {"code": one.code, "name": one.name}
    found = [refusal] if (refusal := refusal_of(one.name, one.definition, one.evidence)) else []
    if not branch.adds_up and branch.sum is not None:
        words = _("%(code)s“%(name)s”下级权重合计%(sum)s，应为%(weight)s")
        sums = {"sum": f"{branch.sum.normalize():f}", "weight": f"{one.weight.normalize():f}"}
        found.append(words % (named | sums))
    if branch.below:
        return found
    if not one.method:
        found.append(_("%(code)s“%(name)s”没有计分方法") % named)
    elif wrong := wrong_parameter(one):
        words = _("%(code)s“%(name)s”的方法参数%(wrong)s缺少或不对")
        found.append(words % (named | {"wrong": wrong}))
    if one.source == Source.ENTERED and one.source_unit_id is None:
        found.append(_("%(code)s“%(name)s”没有数据来源单位") % named)
    if one.floor is not None and one.cap is not None and one.floor > one.cap:
        found.append(_("%(code)s“%(name)s”的最低分高于最高分") % named)
    if one.source == Source.RECORD and one.record not in RECORDS:
        found.append(_("%(code)s“%(name)s”没有选定系统记录口径") % named)
    return found


def _branch(one: Indicator, below: Mapping[UUID | None, list[Indicator]]) -> Branch:
    branches = tuple(_branch(child, below) for child in below.get(one.pk, ()))
    weights = sum((child.indicator.weight for child in branches), Decimal(0))
    return Branch(one, branches, weights if branches else None)


def _flat(branches: Iterable[Branch]) -> Iterable[Branch]:
    for branch in branches:
        yield branch
        yield from _flat(branch.below)
