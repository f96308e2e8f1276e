"""考评 Dues of an assessment as rows of the desk: what answers them, where, and by which post."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from luoshi.assessment.operations import appraisal_dues, stepping
from luoshi.dues.models import Due
from luoshi.dues.terms import DueKind
from luoshi.organisation.acting import Acting
from luoshi.organisation.terms import LEADERS, UNIT_ROLES, Role

KINDS = ("period", "appeal", "appraisal")
OFFICE = (Role.ASSESSOR, Role.UNIT_HEAD)
FIGURES = ""
# What a step of a period is answered by, by the rule of its due: words, page, and which roles.
STEPS: dict[str, tuple[str | Promise, str, tuple[str, ...]]] = {
    FIGURES: (gettext_lazy("填报"), "assessment:figure_entry", UNIT_ROLES),
    stepping.SELF_REPORT: (
        gettext_lazy("写自评"), "assessment:self_report", (Role.UNIT_HEAD,)
    ),
    stepping.CHECK: (gettext_lazy("审核"), "assessment:checks", (Role.ASSESSOR,)),
    stepping.PUBLICITY: (
        pgettext_lazy("period", "公示"), "assessment:steps", (Role.UNIT_HEAD,)
    ),
    stepping.APPROVAL: (pgettext_lazy("period", "审定"), "assessment:steps", LEADERS),
    stepping.PUBLICATION: (gettext_lazy("通报结果"), "assessment:steps", (Role.UNIT_HEAD,)),
    appraisal_dues.COUNT: (
        gettext_lazy("结束评议"), "assessment:appraisal", (Role.ASSESSOR,)
    ),
    appraisal_dues.TAKE_OVER: (
        gettext_lazy("采用结果"), "assessment:appraisal", (Role.UNIT_HEAD,)
    ),
}  # fmt: skip


def answered_by(due: Due, by: Acting) -> bool:
    """Tell whether this post answers a due of an assessment."""
    if due.debtor_id != by.unit_id:
        return False
    if due.about_kind == "appeal":
        return by.role in (OFFICE if due.kind == DueKind.APPEAL else UNIT_ROLES)
    return due.rule in STEPS and by.role in STEPS[due.rule][2]


def words_of(due: Due) -> str:
    """Return the words of the action that answers it."""
    if due.about_kind == "appeal":
        return str(gettext_lazy("复核") if due.kind == DueKind.APPEAL else gettext_lazy("更正"))
    return str(STEPS[due.rule][0])


def page_of(due: Due, by: Acting) -> str:
    """Return where it leads this post: to its answer, or to where it stands."""
    if due.about_kind == "appeal":
        if due.kind == DueKind.APPEAL:
            return reverse("assessment:appeal", args=[due.about_id])
        # The source of a figure does not read the appeal; it corrects the figure.
        return reverse("assessment:figures")
    if due.about_kind == "appraisal":
        return reverse("assessment:appraisal", args=[due.about_id])
    name = STEPS[due.rule][1] if due.rule in STEPS and answered_by(due, by) else ""
    if due.rule == FIGURES:
        return reverse(name or "assessment:figures", args=[due.about_id] if name else [])
    return reverse(name or "assessment:steps", args=[due.about_id])
