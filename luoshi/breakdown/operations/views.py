"""台账视图 A view of the ledger is kept, changed, thrown away: a setting, without an entry."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from luoshi.breakdown.ledger.wanted import Wanted
from luoshi.breakdown.models import LedgerView
from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting

MOST = 30


def keep(wanted: Wanted, *, by: Acting, name: str, density: str, shared: bool) -> LedgerView:
    """Keep what is asked for under a name (存为视图).

    :raises Unmet: without a name, or with more views than anybody finds again
    :raises NotFromHere: if the name is taken
    """
    if LedgerView.objects.filter(owner=by.person_id, unit=by.unit_id).count() >= MOST:
        raise Unmet(_("每人最多存%(most)s个视图，请先删除不用的") % {"most": MOST})
    view = LedgerView(owner_id=by.person_id, unit_id=by.unit_id)
    return _write(view, wanted, name=name, density=density, shared=shared)


def change(
    view: LedgerView, wanted: Wanted, *, name: str, density: str, shared: bool
) -> LedgerView:
    """Change name, question and sharing of one's own view (保存修改)."""
    return _write(view, wanted, name=name, density=density, shared=shared)


def throw_away(view: LedgerView) -> None:
    """Throw a view away (删除视图)."""
    view.delete()


def _write(
    view: LedgerView, wanted: Wanted, *, name: str, density: str, shared: bool
) -> LedgerView:
    if not name.strip():
        raise Unmet(_("请填写视图名称"))
    view.name, view.query = name.strip()[:30], wanted.kept
    view.density, view.shared = density, shared
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        raise NotFromHere(_("已有名为“%(name)s”的视图") % {"name": view.name}) from None
    return view
