"""Every part of the kit on one page, for whoever builds pages; only in development."""

from datetime import timedelta

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe


class Example(forms.Form):
    """One field of each sort."""

    figure = forms.IntegerField(label="累计开工（个）", widget=forms.TextInput)
    text = forms.CharField(
        label="本旬新进展", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    unit = forms.ChoiceField(label="牵头单位", choices=[("a", "市住建局"), ("b", "市水务局")])
    way = forms.ChoiceField(
        label="核查方式",
        choices=[("desk", "书面核查"), ("site", "现场核查")],
        widget=forms.RadioSelect,
    )
    same = forms.BooleanField(label="本旬确无变化", required=False)


@login_not_required
@require_safe
def examples(request: HttpRequest) -> HttpResponse:
    """组件与状态."""
    at = now()
    form = Example(
        {"figure": "五十二", "text": "新开工4个，均在岚溪县。", "unit": "a", "way": "desk"}
    )
    context = {
        "at": at,
        "form": form,
        "page": Paginator(range(486), 50).page(request.GET.get("page", 3)),
        "levels": [1, 2, 3, 4, 5, 0, None, 9],
        "soon": at + timedelta(hours=1, minutes=18),
        "late": at - timedelta(days=1, hours=4),
        "week": at + timedelta(days=7),
        "day": (at + timedelta(days=13)).date(),
        "shares": [(4, 17), (3, 41), (1, 298), (0, 118), (None, 12)],
        "bars": [(52, 50, 1), (47, 58, 3), (65, 92, 4), (100, None, 0), (0, None, None)],
    }
    return render(request, "kit/examples.html", context)
