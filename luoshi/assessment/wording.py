"""How a period is said: 2026年四季度, never by its label 2026-Q4 (考核周期的说法).

Labels stand in rows and addresses, and so do the titles of dues; both are said when they are shown,
in the language of whoever reads.
"""

import re

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from luoshi.timelimits.wording import period_words

OF_A_STEP = re.compile(r"(\d{4}(?:-Q[1-4]|-\d{2})?)考核·(.+)", re.DOTALL)


def span_words(label: str) -> str:
    """Say the label of a period: 2026年6月, 2026年二季度, 2026年度."""
    if "Q" in label or "-" not in label:
        return period_words(label)
    words = {"year": label[:4], "month": period_words(label)}
    return pgettext("period", "%(year)s年%(month)s") % words


def title_words(label: str, unit: str = "") -> str:
    """Say what a line about a period is about: 2026年四季度考核, and whose points it is."""
    words = {"period": span_words(label), "unit": unit}
    return _("%(period)s考核·%(unit)s") % words if unit else _("%(period)s考核") % words


def step_title(label: str, step: str) -> str:
    """Return the title a due of a step is kept by: as it stands in rows, in no reader's words."""
    return f"{label}考核·{step}"


def step_words(title: str) -> str:
    """Say the title of a due of a step: 2026-Q4考核·自评 is 2026年四季度考核·自评."""
    if (kept := OF_A_STEP.fullmatch(title)) is None:
        return title
    words = {"period": span_words(kept[1]), "step": _(kept[2])}
    return _("%(period)s考核·%(step)s") % words
