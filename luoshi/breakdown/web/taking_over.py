"""承接: work under way comes in from a paper ledger, one matter by a form or many by a sheet."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.breakdown import paper_ledger
from luoshi.breakdown.models import Matter
from luoshi.breakdown.operations import takeover
from luoshi.breakdown.terms import Cadence
from luoshi.flow.refusals import Refused
from luoshi.intake.kinds import KINDS
from luoshi.kit.fields import DayField
from luoshi.organisation import handing_out
from luoshi.organisation.models import Unit
from luoshi.organisation.queries import units_on
from luoshi.organisation.request import SignedIn, attempt
from luoshi.organisation.terms import Role
from luoshi.timelimits.here import day_here
from luoshi.trail import files
from luoshi.trail.models import File

PAGE = "breakdown/takeover.html"
MOST_SHOWN = 200


class OneRecord(forms.Form):
    """承接登记: one line of a paper ledger as it stands today."""

    ledger = forms.CharField(label=gettext_lazy("纸质台账"), max_length=120)
    page = forms.CharField(label=gettext_lazy("页码"), max_length=30)
    paper_number = forms.CharField(label=gettext_lazy("原编号"), max_length=60)
    recorded_date = DayField(label=gettext_lazy("原登记日期"))
    title = forms.CharField(label=gettext_lazy("事项"), max_length=120)
    requirement = forms.CharField(
        label=gettext_lazy("事项内容"), widget=forms.Textarea(attrs={"rows": 3})
    )
    standard = forms.CharField(
        label=gettext_lazy("完成标准"), widget=forms.Textarea(attrs={"rows": 2})
    )
    lead = forms.ModelChoiceField(label=gettext_lazy("牵头单位"), queryset=Unit.objects.none())
    assist = forms.ModelMultipleChoiceField(
        label=gettext_lazy("配合单位"), queryset=Unit.objects.none(), required=False
    )
    due_date = DayField(label=gettext_lazy("完成时限"), help_text=gettext_lazy("已过期的照实填写"))
    kind = forms.ChoiceField(label=gettext_lazy("事项类别"))
    cadence = forms.ChoiceField(label=gettext_lazy("报送频次"), choices=Cadence)
    round_number = forms.IntegerField(label=gettext_lazy("当前轮次"), min_value=1, initial=1)
    progress = forms.DecimalField(
        label=gettext_lazy("当前进度（%）"), min_value=0, max_value=100, decimal_places=2, initial=0
    )
    done = forms.CharField(
        label=gettext_lazy("此前办理情况"), widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_on(day_here(now()))
        self.fields["lead"].queryset = units  # type: ignore[attr-defined]
        self.fields["assist"].queryset = units  # type: ignore[attr-defined]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (one.code, one.label) for one in KINDS.values()
        ]

    def record(self) -> takeover.Record:
        """Return the record, without the ledger it stands in."""
        told = {name: said for name, said in self.cleaned_data.items() if name != "ledger"}
        return takeover.Record(**{**told, "assist": tuple(told["assist"])})


class ManyRecords(forms.Form):
    """承接表: the ledger it stands for, and the file."""

    ledger = forms.CharField(label=gettext_lazy("纸质台账"), max_length=120)
    file = forms.FileField(label=gettext_lazy("承接表（xlsx）"))


@require_http_methods(["GET", "POST"])
def one(request: SignedIn) -> HttpResponse:
    """The page, and one matter by its form."""
    _demand_director(request)
    form = OneRecord(request.POST or None)
    if request.method == "GET":
        return _page(request, OneRecord())
    if not form.is_valid():
        return _page(request, form, status=422)
    told, made = form.cleaned_data, []

    def deed(key: str) -> None:
        records = [form.record()]
        made.extend(_take(request, told["ledger"], records, key=key))

    return _done(request, deed, made, form)


@require_POST
def sheet(request: SignedIn) -> HttpResponse:
    """上传并试算: row by row what the sheet would do. Nothing is written here."""
    _demand_director(request)
    form = ManyRecords(request.POST, request.FILES, auto_id="many_%s")
    if not form.is_valid():
        return _page(request, OneRecord(), many=form, status=422)
    upload, at = form.cleaned_data["file"], now()
    content, ledger = upload.read(), form.cleaned_data["ledger"].strip()
    try:
        plan = paper_ledger.rehearse(content, ledger, at=at)
    except Refused as refused:
        form.add_error("file", str(refused))
        return _page(request, OneRecord(), many=form, status=422)
    kept = None
    if plan.clean:
        kept = files.keep(content, name=upload.name, by=request.acting, at=at)
    context = {"plan": plan, "file": kept, "ledger": ledger, "faults": plan.faults[:MOST_SHOWN]}
    status = 200 if plan.clean else 422
    return _page(request, OneRecord(), many=form, status=status, **context)


@require_POST
def confirm(request: SignedIn) -> HttpResponse:
    """确认承接: the very file that was shown, by the person it was shown to."""
    _demand_director(request)
    by, said = request.acting, request.POST
    digest, ledger = said.get("digest", ""), said.get("ledger", "")
    shown = File.objects.filter(digest=digest, kept_by_id=by.person_id, purged_at__isnull=True)
    file = shown.first() if digest.isalnum() else None
    if file is None:
        raise Http404
    made: list[Matter] = []

    def deed(key: str) -> None:
        content = files.read(file)
        plan = paper_ledger.rehearse(content, ledger, at=now())
        records = [] if plan.faults else plan.records
        original = (file.name, content)
        made.extend(_take(request, ledger, records, original=original, key=key))

    return _done(request, deed, made, OneRecord())


@require_safe
def template(request: SignedIn) -> HttpResponse:
    """下载模板."""
    _demand_director(request)
    return handing_out.workbook(paper_ledger.template(at=now()), _("承接事项模板"))


def _take(
    request: SignedIn, ledger: str, records: Sequence[takeover.Record], **rest: Any
) -> list[Matter]:
    return takeover.take_over(ledger, records, by=request.acting, at=now(), **rest)


def _done(
    request: SignedIn, deed: Callable[[str], object], made: list[Matter], form: OneRecord
) -> HttpResponse:
    outcome = attempt(request, deed)
    if outcome.refused:
        return _page(request, form, refused=outcome.refused, status=409)
    messages.success(request, _("已承接，事项编号已生成。"))
    return redirect("breakdown:ledger")


def _demand_director(request: SignedIn) -> None:
    """Taking over is the director's: to anybody else the page is not there."""
    if request.acting.role != Role.DIRECTOR:
        raise Http404


def _page(
    request: SignedIn,
    form: OneRecord,
    *,
    many: ManyRecords | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    found = {"form": form, "many": many or ManyRecords(auto_id="many_%s"), **context}
    return render(request, PAGE, found, status=status)
