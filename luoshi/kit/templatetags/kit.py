"""The marks of a page: icons, lights, clocks, bars, numbers, once-only keys, addresses, fields.

These tags are the only place that knows shapes and tones; templates hold no colour and no size.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, Form
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from luoshi.kit import signs, wording

# What Django puts where nothing is chosen yet.
DASHES = "---------"

register = template.Library()

register.filter("full_date", wording.full_date)
register.filter("heading_date", wording.heading_date)
register.filter("full_time", wording.full_time)
register.filter("hour", wording.hour)
register.filter("until", wording.until)
register.filter("until_short", wording.until_short)
register.filter("counted", wording.counted)
register.filter("amount", wording.amount)
register.filter("signed", wording.signed)
register.filter("per_cent", wording.per_cent)
register.filter("file_size", wording.file_size)


@register.filter
def listed(names: Iterable[Any]) -> str:
    """Return names as one enumeration: 甲局、乙局, in English with commas."""
    return _("、").join(str(one) for one in names)


@register.simple_tag
def dot() -> str:
    """Put the middle dot between two facts of one line: {{ number }}{% dot %}{{ unit }}."""
    return wording.dot()


@register.simple_tag
def gap() -> str:
    """Part two sentences, one after the other: {% translate "…。" %}{% gap %}{{ next }}."""
    return wording.gap()


@register.filter
def short_date(day: date | datetime | None, at: date | datetime | None = None) -> str:
    """Return 06-17 within the year of `at` (or without it, of nothing): {{ day|short_date:at }}."""
    if day is None:
        return ""
    return wording.short_date(day, wording.here(at).year if at else None)


@register.simple_tag
def icon(name: str, cls: str = "", label: str = "") -> SafeString:
    """Draw an icon of the sprite: {% icon "inbox" %}, {% icon "alert-octagon!" "lg" %}.

    "!" is the filled drawing. Hidden from readers of the screen unless it has a label.
    """
    return _drawn(name, cls, str(label))


@lru_cache(maxsize=1000)
def _drawn(name: str, cls: str, label: str) -> SafeString:
    """Draw it once: a page shows a few dozen icons some hundred times."""
    filled = name.endswith("!")
    place = f"{static('kit/icons.svg')}#{name.removesuffix('!')}{'-f' if filled else ''}"
    classes = " ".join(part for part in ("icon", "f" if filled else "", cls) if part)
    if label:
        said = format_html('role="img" aria-label="{}"', label)
    else:
        said = mark_safe('aria-hidden="true"')
    return format_html('<svg class="{}" {}><use href="{}"/></svg>', classes, said, place)


@register.simple_tag
def light(level: int | None, word: str = "", pill: bool = False) -> SafeString:
    """Show a light: shape and word. Without a word it is the category's, for counts and filters."""
    shown = signs.light_of(level)
    classes = f"lt lt-{shown.tone}{' pill' if pill else ''}"
    return format_html(
        '<span class="{}">{}{}</span>', classes, icon(shown.icon), word or shown.word
    )


@register.filter
def tone(level: int | str | None) -> str:
    """Return the class that lends a row or a bar the tone of a level: lt-y.

    A template that asks the level of no light at all says "" and means None.
    """
    return f"lt-{signs.light_of(None if level == '' else level).tone}"


@register.simple_tag(takes_context=True)
def clock(
    context: template.Context,
    ends: date | datetime | None,
    working_days: int | None = None,
    paused_days: int | None = None,
    at: datetime | None = None,
) -> SafeString | str:
    """Show the time left until `ends`, as of the page's `at`; nothing where nothing is limited."""
    if ends is None:
        return ""
    shown = signs.clock_of(
        ends, at or context["at"], working_days=working_days, paused_days=paused_days
    )
    return format_html(
        '<time class="ck{}" datetime="{}" title="{}"{}>{}<span>{}</span></time>',
        f" ck-{shown.tone}" if shown.tone else "",
        timezone.localtime(shown.ends_at).isoformat(timespec="minutes"),
        shown.full,
        mark_safe(" data-ticks") if shown.ticks else "",
        icon(shown.icon),
        shown.text,
    )


@register.simple_tag
def bar(value: float | None, plan: float | None = None, level: int | None = 1) -> SafeString:
    """Draw progress in per cent, with a tick where the plan stands; the number goes beside."""
    filled = min(max(value or 0, 0), 100)
    tick = mark_safe("")
    if plan is not None and 0 < plan < 100:
        tick = format_html('<rect class="p" x="{}%" width="2" height="12"/>', plan)
    return format_html(
        '<svg class="pg {}" aria-hidden="true">'
        '<rect class="t" y="3" width="100%" height="6" rx="3"/>'
        '<rect class="v" y="3" width="{}%" height="6" rx="3"/>{}</svg>',
        tone(level),
        filled,
        tick,
    )


@register.simple_tag
def stackbar(counts: Iterable[tuple[int | None, int]]) -> SafeString:
    """Draw the share of each level, in the order given; words and numbers always follow it."""
    shown = [(level, count) for level, count in counts if count]
    whole = sum(count for _level, count in shown) or 1
    parts, start = [], 0.0
    for level, count in shown:
        share = 100 * count / whole
        parts.append((tone(level), f"{start:.2f}", f"{max(share - 0.4, 0.4):.2f}"))
        start += share
    rects = format_html_join("", '<rect class="{}" x="{}%" width="{}%" height="8" rx="2"/>', parts)
    return format_html('<svg class="stackbar" aria-hidden="true">{}</svg>', rects)


@register.simple_tag
def docno(number: str) -> SafeString:
    """Show a number of a document or a matter as issued: no break, no gap put into it."""
    return format_html('<span class="idn">{}</span>', number)


@register.simple_tag(takes_context=True)
def once(context: Context, key: str = "") -> SafeString:
    """Put a once-only key into a form, and the post it is shown to.

    A second press or a retry gets the first answer; a post changed since in another tab is noticed.
    """
    line = '<input type="hidden" name="once" value="{}">'
    acting = getattr(context.get("request"), "acting", None)
    if acting is None:
        return format_html(line, key or uuid.uuid4())
    beside = '<input type="hidden" name="as" value="{}">'
    return format_html(line + beside, key or uuid.uuid4(), acting.key)


def _address(params: QueryDict) -> str:
    return f"?{params.urlencode()}" if params else "?"


def _asked(context: template.Context) -> QueryDict:
    request: HttpRequest = context["request"]
    return request.GET.copy()


@register.simple_tag(takes_context=True)
def address(context: template.Context, **changes: Any) -> str:
    """Return this page's query with parts changed; "" or None drops one. The page number goes.

    {% address page=3 %}, {% address light="" %}, {% address sort="due" %}
    """
    params = _asked(context)
    if "page" not in changes:
        params.pop("page", None)
    for name, value in changes.items():
        if value in (None, ""):
            params.pop(name, None)
        elif isinstance(value, list | tuple):
            params.setlist(name, [str(one) for one in value])
        else:
            params[name] = str(value)
    return _address(params)


@register.simple_tag(takes_context=True)
def toggled(context: template.Context, name: str, value: Any) -> str:
    """Return this page's query with `value` put among those of `name`, or taken out."""
    params = _asked(context)
    params.pop("page", None)
    values, value = params.getlist(name), str(value)
    params.setlist(name, [v for v in values if v != value] if value in values else [*values, value])
    return _address(params)


@register.simple_tag(takes_context=True)
def is_on(context: template.Context, name: str, value: Any) -> bool:
    """Tell whether `value` is among the values of `name` in this page's address."""
    return str(value) in context["request"].GET.getlist(name)


@register.inclusion_tag("kit/sort.html", takes_context=True)
def sort(context: template.Context, name: str, words: str, cls: str = "") -> dict[str, Any]:
    """Head a column that sorts: none, up, down; kept in ?sort=name or ?sort=-name."""
    now = context["request"].GET.get("sort", "")
    then = {name: f"-{name}", f"-{name}": ""}.get(now, name)
    order = {name: "ascending", f"-{name}": "descending"}.get(now, "none")
    return {"words": words, "cls": cls, "order": order, "href": address(context, sort=then)}


@register.simple_tag
def elided(page: Page[Any]) -> list[int | str]:
    """Return the page numbers to show, far ones left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


@register.inclusion_tag("kit/field.html")
def field(
    bound: BoundField, hint: str = "", cls: str = "", optional: bool = False, **attrs: Any
) -> dict[str, Any]:
    """Show a form field: label above, hint and errors below, bound to it."""
    identity = bound.auto_id or bound.html_name
    if getattr(bound.field, "empty_label", None) == DASHES:
        bound.field.empty_label = _("请选择")  # type: ignore[attr-defined]
    hint = hint or str(bound.help_text)
    by = [f"{identity}_hint"] if hint else []
    by += [f"{identity}_errors"] if bound.errors else []
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "")
    shape = {"select": "form-select", "checkbox": "form-check-input", "radio": ""}.get(
        kind, "form-control"
    )
    if _many_boxes(widget):
        shape = ""
    given = {name.replace("_", "-"): value for name, value in attrs.items()}
    given |= {"class": " ".join(part for part in (shape, cls) if part)}
    if by:
        given["aria-describedby"] = " ".join(by)
    if bound.errors:
        given["aria-invalid"] = "true"
    limit = widget.attrs.get("maxlength") if kind == "" else None
    return {
        "field": bound,
        "id": identity,
        "hint": hint,
        "control": bound.as_widget(attrs=given),
        "kind": "choices" if kind == "radio" or _many_boxes(widget) else kind,
        "optional": optional,
        "limit": limit,
        "length": len(str(bound.value() or "")),
    }


@register.filter
def wrong_fields(form: Form) -> list[BoundField]:
    """Return the fields that have to be changed; a refusal of the whole form names none."""
    return [bound for bound in form.visible_fields() if bound.errors]


def _many_boxes(widget: Any) -> bool:
    return getattr(widget, "allow_multiple_selected", False) and widget.input_type == "checkbox"
