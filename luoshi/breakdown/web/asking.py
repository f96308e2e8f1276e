"""From the address to a question: the ledger's filters, checked, and the chips that name them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.breakdown.ledger.found import visible
from luoshi.breakdown.ledger.wanted import LONGEST, Wanted, wanted_in
from luoshi.breakdown.lights import NOT_STARTED
from luoshi.breakdown.models import LedgerView
from luoshi.breakdown.terms import MatterState
from luoshi.intake.kinds import KINDS
from luoshi.kit.fields import DayField
from luoshi.kit.signs import light_of
from luoshi.kit.wording import full_date
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Unit

# What the panel of filters asks itself, and so carries along from nowhere else.
ASKED = ("state", "unit", "kind", "line", "document", "since", "until", "day")


class Filters(forms.Form):
    """The filters that are typed or chosen; what makes no sense is said, not guessed."""

    q = forms.CharField(label=gettext_lazy("查找"), required=False, max_length=LONGEST)
    state = forms.MultipleChoiceField(
        label=gettext_lazy("状态"), required=False, widget=forms.CheckboxSelectMultiple
    )
    unit = forms.ChoiceField(label=gettext_lazy("牵头单位"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("类别"), required=False)
    line = forms.ChoiceField(label=gettext_lazy("工作线"), required=False)
    document = forms.ChoiceField(label=gettext_lazy("来源文件"), required=False)
    since = DayField(label=gettext_lazy("时限自"), required=False)
    until = DayField(label=gettext_lazy("时限至"), required=False)
    day = DayField(label=gettext_lazy("台账日期"), required=False)

    def __init__(self, asked: QueryDict, today: date, offered: "Offered | None" = None) -> None:
        given = asked.copy()
        given.setlist("state", wanted_in(asked.urlencode()).state)
        super().__init__(given)
        self.today = today
        every = [("", _("全部"))]
        fields: dict[str, Any] = self.fields
        fields["state"].choices = list(MatterState.choices)
        fields["kind"].choices = every + [(one.code, one.label) for one in KINDS.values()]
        for name in ("unit", "line", "document"):
            # Until the panel is opened nobody needs the list; what came is taken as it is.
            said = [(one, one) for one in asked.getlist(name) if one]
            fields[name].choices = every + (getattr(offered, name) if offered else said)
        for one in self.fields.values():
            select = isinstance(one.widget, forms.Select)
            one.widget.attrs["class"] = "form-select" if select else "form-control form-control-sm"
        fields["state"].widget.attrs["class"] = "form-check-input"

    def clean_day(self) -> date | None:
        """Take an earlier day, or none."""
        day: date | None = self.cleaned_data["day"]
        if day is not None and day > self.today:
            raise forms.ValidationError(_("台账只能回溯到今天以前的日期"))
        return None if day == self.today else day

    def clean_unit(self) -> str:
        """Take what is the id of something."""
        return as_id(self.cleaned_data["unit"])

    def clean_document(self) -> str:
        """Take what is the id of something."""
        return as_id(self.cleaned_data["document"])


@dataclass(frozen=True)
class Offered:
    """What the panel offers, out of what this person sees. Three queries, asked when it opens."""

    unit: list[tuple[str, str]]
    line: list[tuple[str, str]]
    document: list[tuple[str, str]]


@dataclass(frozen=True)
class Chip:
    """One filter in force: what it says, and the address without it."""

    words: str
    without: str
    name: str


def wanted_of(asked: QueryDict, filters: Filters) -> Wanted:
    """Return the question an address asks; what the form refuses is not asked."""
    filters.is_valid()
    said = filters.cleaned_data
    typed: dict[str, Any] = {
        name: said.get(name) or "" for name in ("q", "unit", "kind", "line", "document")
    }
    typed["kind"] = typed["kind"] if typed["kind"] in KINDS else ""
    days: dict[str, Any] = {name: said.get(name) for name in ("since", "until", "day")}
    found = wanted_in(asked.urlencode())
    return replace(found, state=tuple(said.get("state", ())), **typed, **days)


def opened(view: LedgerView, wanted: Wanted, asked: QueryDict) -> Wanted:
    """Return what a saved view asks for: an address that names it and nothing else opens it.

    A part that is asked for and left empty is a filter taken out of it.
    """
    if asked.keys() - {"view", "page", "open"}:
        return wanted
    return replace(wanted_in(view.query), view=str(view.pk), page=wanted.page)


def untidy(asked: QueryDict) -> bool:
    """Tell whether a form wrote the address: with empty parts, or one part several times."""
    return any(len(values) > 1 or values == [""] for _name, values in asked.lists())


def offered_to(by: Acting) -> Offered:
    """Return the leads, work lines and sources among what somebody sees."""
    seen = visible(by)
    leads = seen.values_list("lead", "lead__name", "lead__place").distinct()
    lines = seen.exclude(work_line="").values_list("work_line", flat=True).distinct()
    papers = seen.values_list("list__document", "list__document__title").distinct()
    return Offered(
        [(str(pk), name) for pk, name, _place in leads.order_by("lead__place", "lead__name")],
        [(line, line) for line in lines.order_by("work_line")],
        [(str(pk), title) for pk, title in papers.order_by("list__document__title")],
    )


def chips_of(wanted: Wanted, by: Acting) -> list[Chip]:
    """Name each filter in force. A query for each of unit and source."""
    said: dict[str, str] = {}
    if wanted.q:
        said["q"] = _("查找：%(words)s") % {"words": wanted.q}
    if wanted.light:
        said["light"] = _("灯：%(words)s") % {"words": "、".join(map(_light, wanted.light))}
    if wanted.state:
        states = "、".join(str(MatterState(one).label) for one in wanted.state)
        said["state"] = _("状态：%(words)s") % {"words": states}
    if wanted.unit:
        found = Unit.objects.filter(pk=wanted.unit).first()
        said["unit"] = _("牵头单位：%(words)s") % {"words": found or _("没有这个单位")}
    if wanted.kind:
        said["kind"] = _("类别：%(words)s") % {"words": KINDS[wanted.kind].label}
    if wanted.line:
        said["line"] = _("工作线：%(words)s") % {"words": wanted.line}
    if wanted.document:
        # The title of a paper nobody showed this person is not to be read off a chip.
        seen = visible(by).filter(list__document=UUID(wanted.document))
        title = seen.values_list("list__document__title", flat=True).first()
        said["document"] = _("来源文件：%(words)s") % {"words": title or _("没有这份文件")}
    if wanted.since:
        said["since"] = _("时限自：%(words)s") % {"words": full_date(wanted.since)}
    if wanted.until:
        said["until"] = _("时限至：%(words)s") % {"words": full_date(wanted.until)}
    return [Chip(words, without(wanted, name), name) for name, words in said.items()]


def without(wanted: Wanted, *names: str) -> str:
    """Return the address without some filters."""
    usual = Wanted()
    return wanted.but(**{name: getattr(usual, name) for name in names}).address


def as_id(given: str) -> str:
    """Return an id as it is written, or nothing for what is none."""
    try:
        return str(UUID(given)) if given else ""
    except ValueError:
        return ""


def _light(value: str) -> str:
    return str(light_of(None if value == NOT_STARTED else int(value)).word)
