"""Points, weights and places as the pages of the assessment show them."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luoshi.assessment.ranking import Segment
from luoshi.assessment.reckoning.rounding import shown
from luoshi.assessment.whatif import UnitCompared
from luoshi.assessment.wording import span_words
from luoshi.kit.wording import amount, per_cent

register = template.Library()
register.filter("span_words", span_words)
FULL = Decimal(100)
# Between two pieces of a bar, in per cent of its width.
GAP = Decimal("1.6")
PIECE = re.compile(r"[^×÷+−]*[×÷+−]?")
PARTS = {
    "satisfied": _("满意"), "basically": _("基本满意"), "dissatisfied": _("不满意"),
    "unknown": _("不了解"), "issued": _("发出"), "increment": _("增量"), "growth": _("增幅"),
    "province_rank": _("全省位次"), "owed": _("应办"), "in_time": _("按期"),
    "good": pgettext_lazy("vote", "好"), "fair": pgettext_lazy("vote", "较好"),
    "average": pgettext_lazy("vote", "一般"), "poor": pgettext_lazy("vote", "差"),
}  # fmt: skip


@register.filter
def points(number: Decimal | None) -> str:
    """Return points with two places, rounded half up: 92.39; nothing where there are none."""
    return "" if number is None else f"{shown(number):f}"


@register.filter
def weight_words(number: Decimal) -> str:
    """Return a weight as it was set, with two places at most: 40, 7.5, 11.67 of a share spread."""
    return amount(shown(number))


@register.filter
def signed_points(number: Decimal) -> str:
    """Return points added or taken: ＋0.50, －1.00."""
    return ("－" if number < 0 else "＋") + points(abs(number))


@register.filter
def measured(number: Decimal | None, measure: str = "") -> str:
    """Return a figure with what it is counted in: 87.5%, 12件; a dash where there is none."""
    if number is None:
        return "—"
    return f"{amount(number)}{measure}"


@register.filter
def formula_words(told: str) -> SafeString:
    """Return a formula that may be broken after a sign and never within a number."""
    return format_html_join(mark_safe("<wbr>"), "{}", ((one,) for one in PIECE.findall(told)))


@register.filter
def of_hundred(share: Decimal) -> str:
    """Return a share of one in per cent, a tenth where there is one: 30%, 28.6%."""
    return per_cent((100 * share).quantize(Decimal("0.1"), ROUND_HALF_UP))


@register.filter
def part_words(name: str) -> str:
    """Return what a named number of a figure is called; its own name where it has no word."""
    return str(PARTS.get(name, name))


@register.filter
def places_moved(rise: int | None) -> str:
    """Say how many places were won or lost: ↑2, ↓1, 持平; a dash where there was no place."""
    if rise is None:
        return "—"
    if not rise:
        return gettext("持平")
    return f"↑{rise}" if rise > 0 else f"↓{-rise}"


@register.filter
def rank_rise(one: UnitCompared) -> int | None:
    """Return how many places a unit would win under a draft; less than nothing for places lost."""
    before, after = one.rank
    return before - after if before and after else None


@register.filter
def points_change(one: UnitCompared) -> Decimal:
    """Return what a draft would give a unit more than what stands."""
    return one.points[1] - (one.points[0] or Decimal(0))


@register.simple_tag
def weight_bar(segments: Sequence[Segment], alone: Decimal | None = None) -> SafeString:
    """Draw each level-1 indicator as wide as its weight, filled as far as it was won.

    :param alone: where only the total may be seen: one piece, filled to these of 100 points
    """
    pieces = segments or [Segment("", FULL, alone or Decimal(0))]
    said = gettext("、").join(
        f"{one.name}{points(one.points)}/{amount(one.weight)}" for one in segments
    ) or gettext("得分%(points)s") % {"points": points(alone)}
    parts = []
    for start, width, one in _laid(pieces):
        share = min(max(one.points / one.weight, Decimal(0)), Decimal(1)) if one.weight else 0
        parts.append((f"{start:.2f}", f"{width:.2f}", f"{start:.2f}", f"{width * share:.2f}"))
    rects = format_html_join(
        "",
        '<rect class="t" x="{}%" width="{}%" height="10" rx="2"/>'
        '<rect class="v" x="{}%" width="{}%" height="10" rx="2"/>',
        parts,
    )
    return format_html('<svg class="wbar" role="img" aria-label="{}">{}</svg>', said, rects)


@register.simple_tag
def weight_scale(segments: Sequence[Segment]) -> SafeString:
    """Write the weight of each piece over the column of bars, where the piece begins."""
    marks = [
        (f"{start + width / 2:.2f}", weight_words(one.weight))
        for start, width, one in _laid(segments)
    ]
    texts = format_html_join("", '<text x="{}%" y="10" text-anchor="middle">{}</text>', marks)
    return format_html('<svg class="wbar" aria-hidden="true">{}</svg>', texts)


def _laid(segments: Sequence[Segment]) -> list[tuple[Decimal, Decimal, Segment]]:
    whole = sum((one.weight for one in segments), Decimal(0)) or FULL
    room = FULL - GAP * (len(segments) - 1)
    laid, start = [], Decimal(0)
    for one in segments:
        width = room * one.weight / whole
        laid.append((start, width, one))
        start += width + GAP
    return laid
