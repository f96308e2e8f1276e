"""What is typed of a report and not yet sent (报告草稿). Drafts are not deeds: no entry is left."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from luoshi.breakdown.models import Matter
from luoshi.flow.refusals import NotYours
from luoshi.organisation.acting import Acting
from luoshi.reporting.models import ReportDraft
from luoshi.reporting.rules import may_report


def keep_draft(
    matter: Matter, typed: Mapping[str, str], *, by: Acting, at: datetime
) -> ReportDraft:
    """Keep what somebody has typed so far, for them alone.

    :raises NotYours: if `by` may not report on the matter now
    """
    if not may_report.holds(by, matter):
        raise NotYours(_("报送进展须由%(who)s办理") % {"who": may_report.says})
    kept, _made = ReportDraft.objects.update_or_create(
        person_id=by.person_id, matter=matter, defaults={"typed": dict(typed), "saved_at": at}
    )
    return kept


def drop_draft(matter: Matter, *, by: Acting) -> None:
    """Forget what was typed: it was sent, or is no longer wanted."""
    ReportDraft.objects.filter(person_id=by.person_id, matter=matter).delete()
