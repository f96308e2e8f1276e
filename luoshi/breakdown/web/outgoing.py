"""导出 at the door: what is small goes out at once, what is large is written by the queue."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.breakdown.ledger.outgoing import AT_ONCE, Outgoing, prepared
from luoshi.breakdown.ledger.wanted import Wanted, wanted_in
from luoshi.breakdown.models import LedgerExport
from luoshi.breakdown.operations import exports
from luoshi.breakdown.web import asking
from luoshi.kit.parts import refused
from luoshi.kit.wording import full_date
from luoshi.organisation import handing_out
from luoshi.organisation.request import SignedIn
from luoshi.timelimits.here import day_here
from luoshi.trail.operations import About, read_by

PAGE = "breakdown/export.html"


@require_safe
def excel(request: SignedIn) -> HttpResponse:
    """The ledger as a workbook, as the page shows it; the export is noted."""
    wanted = wanted_in(request.GET.urlencode())
    out = prepared(request.acting, wanted, day_here(now()))
    if out.number > AT_ONCE:
        words = {"most": AT_ONCE, "number": out.number}
        sentence = _("共%(number)s项，超过%(most)s项的导出请在台账页提交，写好后再下载") % words
        return refused(request, sentence, back=f"{reverse('breakdown:ledger')}{wanted.address}")
    return _sent(request, out)


@require_POST
def export(request: SignedIn) -> HttpResponse:
    """Send out what was picked, or all that is asked for; what is large waits in the queue."""
    at = now()
    wanted = wanted_in(request.POST.get("of", ""))
    picked = [UUID(one) for one in map(asking.as_id, request.POST.getlist("sel")) if one]
    if "all" not in request.POST and not picked:
        back = f"{reverse('breakdown:ledger')}{wanted.address}"
        return refused(request, _("请先勾选事项"), back=back)
    chosen = None if "all" in request.POST else picked[:AT_ONCE]
    out = prepared(request.acting, wanted, day_here(at), chosen)
    if out.number <= AT_ONCE:
        return _sent(request, out)
    title = _title(request, wanted)
    asked = exports.ask_for(wanted, title=title, total=out.number, by=request.acting, at=at)
    return redirect("breakdown:exported", asked.pk)


@require_safe
def exported(request: SignedIn, pk: UUID) -> HttpResponse:
    """Show how far an export is; its asker alone sees it."""
    asked = _own(request, pk)
    percent = 100 * asked.written / (asked.total or 1)
    until = asked.asked_at + exports.KEPT
    return render(request, PAGE, {"export": asked, "until": until, "percent": percent})


@require_safe
def export_file(request: SignedIn, pk: UUID) -> HttpResponse:
    """Hand a finished export to its asker."""
    asked = _own(request, pk)
    path = exports.path_of(asked)
    if asked.ready_at is None or not path.exists():
        raise Http404
    return handing_out.workbook(path.read_bytes(), asked.title)


def _own(request: SignedIn, pk: UUID) -> LedgerExport:
    """Return an export of this person's, or say it is not there.

    It holds what its post may see: once the post or the standing in is over, it is there no more.
    """
    held = [one.post_id for one in request.actings]
    mine = LedgerExport.objects.filter(asked_by=request.acting.person_id, post__in=held)
    asked = mine.filter(pk=pk).first()
    if asked is None:
        raise Http404
    return asked


def _sent(request: SignedIn, out: Outgoing) -> HttpResponse:
    at, title = now(), _title(request, out.wanted)
    content = exports.workbook(out, title=title, at=at)
    about = About("ledger", str(request.acting.unit_id), title)
    read_by(request.acting, about=about, at=at, what="excel")
    return handing_out.workbook(content, title)


def _title(request: SignedIn, wanted: Wanted) -> str:
    """Name the sheet for what it is: the ledger, its day, its filters."""
    title = _("台账")
    if wanted.day:
        title = _("%(day)s的台账") % {"day": full_date(wanted.day)}
    chips = "；".join(one.words for one in asking.chips_of(wanted, request.acting))
    return f"{title}（{chips}）" if chips else title
