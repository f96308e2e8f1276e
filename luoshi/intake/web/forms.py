"""Forms turn what was typed into what was meant. They never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.intake.kinds import KINDS, kind_from
from luoshi.intake.operations import Paperwork
from luoshi.intake.terms import SourceType, Urgency
from luoshi.kit.fields import DayField
from luoshi.organisation.models import Post
from luoshi.organisation.terms import LEADERS, Role
from luoshi.papers.official import Official


class TakeIn(forms.Form):
    """收文登记: a file or a pasted text, and what is known of the paper.

    :ivar status: of the answer that shows the form again
    """

    status = 422

    file = forms.FileField(
        label=_("文件"),
        required=False,
        help_text=_("可传docx、doc、wps、pdf、ofd、xlsx、xls、txt、html，以及扫描件和照片"),
    )
    text = forms.CharField(
        label=_("或粘贴正文"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=500_000,
    )
    title = forms.CharField(label=_("标题"), max_length=200, required=False)
    document_number = forms.CharField(label=_("发文字号"), max_length=60, required=False)
    issuer = forms.CharField(label=_("发文机关"), max_length=100, required=False)
    source = forms.ChoiceField(label=_("来源"), choices=[("", _("请选择")), *SourceType.choices])
    kind = forms.ChoiceField(label=_("事项类别"), required=False)
    issued_date = DayField(label=_("成文日期"), required=False)
    received_date = DayField(label=_("收到日期"))
    urgency = forms.ChoiceField(label=_("紧急程度"), choices=Urgency, initial=Urgency.ORDINARY)
    joint = forms.BooleanField(label=_("两办共管"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # No kind stands chosen: it gives the numbers their mark, and those are not taken back.
        choices = [("", _("随来源")), *((one.code, one.label) for one in KINDS.values())]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a file or a text, not both and not none."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("file")) == bool((cleaned.get("text") or "").strip()):
            raise forms.ValidationError(_("请选择一个文件，或粘贴正文，二者取其一"))
        return cleaned

    def given(self) -> str:
        """Return the field the paper came in."""
        return "file" if self.cleaned_data["file"] else "text"

    def content(self) -> tuple[str, bytes]:
        """Return the paper's name and its bytes."""
        if upload := self.cleaned_data["file"]:
            return upload.name, upload.read()
        return f"{_('粘贴正文')}.txt", self.cleaned_data["text"].encode()

    def paperwork(self, title: str, formal: Official) -> Paperwork | None:
        """Return what was said of the paper; what was left empty is as its own words say.

        None where neither says what must be known: the form then says what is missing. A title
        stands on every list and notice, so a first line that is a sentence is not taken for one.
        """
        said = self.cleaned_data
        if not said["title"] and title.endswith(tuple("。；;，,：:！？")):
            self.add_error("title", _("正文第一行不像标题，请填写标题"))
        issued = said["issued_date"] or formal.day
        if issued is None:
            self.add_error("issued_date", _("文件里没有读出成文日期，请填写"))
        if self.errors or issued is None:
            return None
        return Paperwork(
            title=(said["title"] or title)[:200],
            source=said["source"],
            kind=said["kind"] or kind_from(said["source"]).code,
            issued_date=issued,
            received_date=said["received_date"],
            document_number=said["document_number"] or formal.number[:60],
            issuer=said["issuer"] or formal.issuer[:100],
            urgency=said["urgency"],
            joint=said["joint"],
        )


class TakeScanIn(TakeIn):
    """收文登记 of a scan: its words as they were recognised, to be put right before they count."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["file"]
        text = self.fields["text"]
        text.label, text.widget.attrs["rows"] = _("识别出的文字"), 30


class Correct(forms.Form):
    """更正登记: what was registered of a paper, and why it is put right."""

    title = forms.CharField(label=_("标题"), max_length=200)
    document_number = forms.CharField(label=_("发文字号"), max_length=60, required=False)
    issuer = forms.CharField(label=_("发文机关"), max_length=100, required=False)
    source = forms.ChoiceField(label=_("来源"), choices=SourceType)
    kind = forms.ChoiceField(label=_("事项类别"))
    issued_date = DayField(label=_("成文日期"))
    received_date = DayField(label=_("收到日期"))
    urgency = forms.ChoiceField(label=_("紧急程度"), choices=Urgency)
    reason = forms.CharField(
        label=_("更正理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, one.label) for one in KINDS.values()]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def paperwork(self) -> Paperwork:
        """Return what the registration should say."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return Paperwork(**said)


class NoteInstruction(forms.Form):
    """批示登记."""

    leader = forms.ModelChoiceField(label=_("批示领导"), queryset=Post.objects.none())
    words = forms.CharField(
        label=_("批示内容"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    given_date = DayField(label=_("批示日期"))
    read_only = forms.BooleanField(label=_("仅圈阅，不要求办理"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = Post.objects.filter(role__in=[*LEADERS, Role.SECRETARY_GENERAL])
        leaders = leaders.filter(until__isnull=True).select_related("unit")
        self.fields["leader"].queryset = leaders.order_by(  # type: ignore[attr-defined]
            "unit__place", "title"
        )
