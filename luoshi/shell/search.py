"""全局检索: matters, papers, units and people by a few characters, each as far as one may see it.

Every group is one short list; the pages behind it show the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.breakdown.finding import matching
from luoshi.breakdown.queries import matters_before
from luoshi.intake.queries import documents_before
from luoshi.kit.wording import dot
from luoshi.organisation.acting import Acting
from luoshi.organisation.directory import people_before, units_found
from luoshi.organisation.models import Person
from luoshi.organisation.rules import sees_people
from luoshi.organisation.terms import ADMIN_ROLES

SHOWN = 8
LONGEST = 60


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, its number or sort, and its page."""

    title: str
    beside: str
    href: str


@dataclass(frozen=True)
class Found:
    """What was found of one sort; `more` leads to all of it, where there is more."""

    words: str | Promise
    icon: str
    hits: Sequence[Hit]
    more: str = ""


def search(typed: str, by: Acting, today: date) -> list[Found]:
    """Return what carries these words, by sort; sorts without a hit are left out."""
    words = typed.strip()[:LONGEST]
    if not words:
        return []
    groups = [_matters(words, by), _documents(words, by), _units(words, today), _people(words, by)]
    return [group for group in groups if group.hits]


def _matters(words: str, by: Acting) -> Found:
    seen, _newest_only = matching(words, matters_before(by), by)
    rows = list(seen[: SHOWN + 1])
    hits = [
        Hit(
            one.title,
            dot().join((one.number, str(one.lead))),
            reverse("shell:dossier", args=[one.number]),
        )
        for one in rows[:SHOWN]
    ]
    more = f"{reverse('breakdown:ledger')}?{urlencode({'q': words})}" if len(rows) > SHOWN else ""
    return Found(_("事项"), "list-details", hits, more)


def _documents(words: str, by: Acting) -> Found:
    seen = documents_before(by).filter(
        Q(title__icontains=words) | Q(document_number__icontains=words)
    )
    rows = list(seen.only("id", "title", "document_number")[: SHOWN + 1])
    hits = [
        Hit(one.title, one.document_number, reverse("intake:document", args=[one.pk]))
        for one in rows[:SHOWN]
    ]
    return Found(_("文件"), "files", hits, reverse("intake:documents") if rows[SHOWN:] else "")


def _units(words: str, today: date) -> Found:
    rows = list(units_found(today, wanted=words)[: SHOWN + 1])
    hits = [
        Hit(one.name, one.get_kind_display(), reverse("organisation:unit", args=[one.pk]))
        for one in rows[:SHOWN]
    ]
    more = f"{reverse('organisation:units')}?{urlencode({'q': words})}" if rows[SHOWN:] else ""
    return Found(_("单位"), "sitemap", hits, more)


def _people(words: str, by: Acting) -> Found:
    if by.role in ADMIN_ROLES:
        seen = people_before(by, wanted=words)
    else:
        seen = Person.objects.filter(sees_people(by), name__icontains=words).order_by("name", "id")
    rows = list(seen[: SHOWN + 1])
    # The log-in name is for administrators, here as on the person's page.
    shown = by.role in ADMIN_ROLES
    hits = [
        Hit(
            one.name,
            one.username if shown else "",
            reverse("organisation:person", args=[one.pk]),
        )
        for one in rows[:SHOWN]
    ]
    more = f"{reverse('organisation:people')}?{urlencode({'q': words})}"
    return Found(_("人员"), "users", hits, more if rows[SHOWN:] and by.role in ADMIN_ROLES else "")
