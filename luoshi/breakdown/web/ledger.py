"""台账: every matter somebody may see, asked of by the address.

A constant number of queries, whatever the number of rows; the same question goes out to Excel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from luoshi.breakdown import finding
from luoshi.breakdown.ledger import found, then
from luoshi.breakdown.ledger.columns import ALWAYS, COLUMNS, DEFAULT
from luoshi.breakdown.ledger.groups import Group, Piece, Tally, by_level
from luoshi.breakdown.ledger.outgoing import AT_ONCE
from luoshi.breakdown.ledger.rows import rows_of
from luoshi.breakdown.ledger.wanted import FILTERS, PER_PAGE, Wanted
from luoshi.breakdown.models import LedgerView, Matter
from luoshi.breakdown.queries import views_before
from luoshi.breakdown.web import asking, bulk
from luoshi.breakdown.web.sheet import Drawing, Line, heads_of
from luoshi.kit.preferences import PREFERENCES
from luoshi.kit.wording import full_date, full_time
from luoshi.organisation.request import SignedIn
from luoshi.timelimits.days import ONE_DAY
from luoshi.timelimits.here import day_here

TEMPLATE = "breakdown/ledger.html"


@dataclass(frozen=True)
class Tab:
    """One view as a tab: a built-in one with its count, or one that somebody kept."""

    words: str
    href: str
    current: bool
    number: int | None = None
    view: LedgerView | None = None


@dataclass(frozen=True)
class Block:
    """A group on the page with its rows; without a group all rows are one block."""

    group: Group | None
    fold: str
    lines: Sequence[Line]


class Lines(Sequence[int]):
    """As many lines as there are, to be counted by the paginator and not read."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, at: Any) -> Any:
        return range(self.number)[at]


@require_safe
def ledger(request: SignedIn) -> HttpResponse:
    """台账, as it stands or as it stood at the end of an earlier day."""
    at = now()
    today = day_here(at)
    wanted, filters, view = asked_of(request, today)
    if raised := request.GET.get("up", ""):
        wanted = wanted.raised(raised)
    if not filters.errors and (raised or asking.untidy(request.GET)):
        # A form wrote the address; it is said in its fixed order, and can be sent on.
        return redirect(f"{reverse('breakdown:ledger')}{wanted.address if wanted.query else ''}")
    books = then if wanted.day else found
    said, matters = books.answer(request.acting, wanted, wanted.day or today)
    page = Paginator(Lines(said.lines), wanted.per).get_page(wanted.page)
    start = (page.number - 1) * wanted.per
    pieces = books.on_lines(matters, wanted, said, start, start + wanted.per)
    context = {
        "wanted": wanted,
        "form": filters,
        "page": page,
        "pages": _pages(page, wanted),
        "sizes": [(one, wanted.but(per=one).address) for one in sorted(PER_PAGE)],
        "number": said.number,
        "capped": said.capped,
        "lamps": _lamps(wanted, said.tallies),
        "blocks": _blocks(pieces, wanted, wanted.day or today, at),
        "heads": heads_of(wanted),
        "chips": asking.chips_of(wanted, request.acting),
        "view": view,
        "most": finding.MOST,
        "large": said.number > AT_ONCE,
        "shown_at": full_date(wanted.day) if wanted.day else full_time(at),
        **_frame(request, wanted, said.tallies, view, today),
    }
    return render(request, TEMPLATE, context)


def asked_of(request: SignedIn, today: date) -> tuple[Wanted, asking.Filters, LedgerView | None]:
    """Return what the address asks, its form, and the saved view it names."""
    offered = None
    if request.GET.get("open") == "filters":
        offered = asking.offered_to(request.acting)
    filters = asking.Filters(request.GET, today, offered)
    wanted = asking.wanted_of(request.GET, filters)
    if not wanted.view:
        return wanted, filters, None
    view = views_before(request.acting).filter(pk=wanted.view).first()
    if view is None:
        return wanted.but(view="", page=wanted.page), filters, None
    return asking.opened(view, wanted, request.GET), filters, view


def _blocks(
    pieces: Sequence[tuple[Piece, Sequence[Matter]]], wanted: Wanted, day: date, at: datetime
) -> list[Block]:
    """Read what stands beside the matters, all at once, and draw them."""
    shown = [matter for _piece, matters in pieces for matter in matters]
    until = then.end_of(wanted.day) if wanted.day else None
    rows = iter(rows_of(shown, day, until=until))
    draw = Drawing(wanted, day)
    blocks = []
    for piece, matters in pieces:
        first = piece.before + piece.first + 1
        lines = [draw.line(next(rows), number) for number, _one in enumerate(matters, first)]
        fold = wanted.toggled("fold", piece.group.key).address if piece.group else ""
        blocks.append(Block(piece.group, fold, lines))
    return blocks


def _lamps(wanted: Wanted, tallies: Sequence[Tally]) -> list[tuple[int | None, int, bool, str]]:
    """Return each level with its number, whether it is asked for, and what a press leads to."""
    counted = [(level, number, found.key_of(level)) for level, number in by_level(tallies)]
    return [
        (level, number, key in wanted.light, wanted.toggled("light", key).address)
        for level, number, key in counted
    ]


def _frame(
    request: SignedIn,
    wanted: Wanted,
    tallies: Sequence[Tally],
    view: LedgerView | None,
    today: date,
) -> dict[str, Any]:
    """Return the bars around the sheet: views, groups, columns, what may be done to many."""
    order = [*wanted.columns, *(name for name in COLUMNS if name not in wanted.columns)]
    chosen = view.density if view and view.density else ""
    return {
        "tabs": _tabs(request, wanted, tallies, today),
        "groups": [
            (words, wanted.but(group=name, fold=()).address, wanted.group == name)
            for name, words in _groups().items()
        ],
        "grouped": _groups()[wanted.group],
        "columns": [(COLUMNS[name], name in wanted.columns) for name in order],
        "usual_columns": wanted.but(columns=DEFAULT).address,
        "number_of_columns": (len(wanted.columns) + len(ALWAYS), len(COLUMNS) + len(ALWAYS)),
        "own_density": chosen,
        "density": chosen or PREFERENCES["density"].of(request),
        "densities": _densities(),
        "deeds": () if wanted.day else bulk.offered(request.acting),
        "opened": request.GET.get("open", ""),
        "clear": asking.without(wanted, "view", *FILTERS),
        "today": asking.without(wanted, "day"),
        "rest_of_q": wanted.parts("q"),
        "rest_of_columns": wanted.parts("columns"),
        "rest_of_filters": wanted.parts(*asking.ASKED),
        "span": len(wanted.columns) + len(ALWAYS) + 1,
        "mine": view is not None and view.owner_id == request.acting.person_id,
    }


def _pages(page: Page, wanted: Wanted) -> list[tuple[int | str, str]]:  # type: ignore[type-arg]
    """Return the numbers of pages with their addresses; what is left out has none."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [(one, wanted.but(page=one).address if isinstance(one, int) else "") for one in shown]


def _tabs(request: SignedIn, wanted: Wanted, tallies: Sequence[Tally], today: date) -> list[Tab]:
    if wanted.day:
        counted: Sequence[Tally] | None = None
    elif wanted.narrowed:
        counted = found.tallied(found.visible(request.acting), today)
    else:
        counted = tallies
    first, last = found.month_of(today)
    month = {"since": first, "until": last - ONE_DAY}
    plain = Wanted(columns=wanted.columns, day=wanted.day)
    red, yellow = plain.but(light=("5", "4")), plain.but(light=("3", "2"))
    verifying = plain.but(state=("VERIFYING",))
    words = _("%(month)s月到期") % {"month": today.month}
    tabs = [
        _tab(_("全部"), plain, wanted, counted, lambda one: True),
        _tab(_("红灯"), red, wanted, counted, lambda one: one.level in (4, 5)),
        _tab(_("黄灯"), yellow, wanted, counted, lambda one: one.level in (2, 3)),
        _tab(words, plain.but(**month), wanted, counted, lambda one: one.this_month),
        _tab(_("待核查"), verifying, wanted, counted, lambda one: one.state == "VERIFYING"),
    ]
    for view in views_before(request.acting):
        href = f"?view={view.pk}"
        tabs.append(Tab(view.name, href, wanted.view == str(view.pk), view=view))
    return tabs


def _tab(words: str, leads: Wanted, wanted: Wanted, counted: Any, counts: Any) -> Tab:
    number = None if counted is None else sum(one.number for one in counted if counts(one))
    return Tab(words, leads.address, not wanted.view and leads.filters == wanted.filters, number)


def _densities() -> list[tuple[str, str]]:
    words = {"compact": _("紧凑"), "normal": _("标准"), "roomy": _("宽松")}
    return [(one, words[one]) for one in ("compact", "normal", "roomy")]


def _groups() -> dict[str, str]:
    return {
        "": _("不分组"),
        "unit": _("按牵头单位"),
        "source": _("按来源依据"),
        "light": _("按灯"),
        "kind": _("按类别"),
        "line": _("按工作线"),
        "month": _("按到期月份"),
    }
