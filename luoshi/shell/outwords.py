"""What is said outside the house: to a person, numbers and titles; to a group, only numbers.

Never what a matter demands, what was reported or why it was urged; and nothing the person does not
see at that moment. The words are made when the message leaves and kept nowhere (ADR 0057).
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from luoshi.breakdown.models import Matter
from luoshi.breakdown.rules import may_see
from luoshi.kit.wording import heading_date
from luoshi.organisation.models import Person
from luoshi.organisation.queries import actings_of
from luoshi.shell.models import Channel, Dispatch
from luoshi.shell.operations import settings_of
from luoshi.shell.reminded import parts_of
from luoshi.shell.terms import Section
from luoshi.timelimits.here import day_here

# The order in which a group is told its numbers.
GROUP = (Section.TURNED, Section.LATE, Section.TODAY, Section.SOON, Section.ASKED)


@dataclass(frozen=True)
class Words:
    """A message as it leaves."""

    title: str
    body: str


def language_of(channel: Channel) -> str:
    """Return the language a person chose; a group is spoken to in Chinese."""
    chosen = settings_of(channel.person).get("language", "") if channel.person else ""
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def words_of(one: Dispatch, at: datetime) -> Words | None:
    """Return what is said; None where its reader sees nothing of it any more."""
    if one.digest is not None and one.channel.person is not None:
        return _digest(one, one.channel.person, at)
    if one.message is not None and one.channel.person is not None:
        return _urged(one, one.channel.person, at)
    return _to_group(one, at)


def _digest(one: Dispatch, person: Person, at: datetime) -> Words | None:
    if one.digest is None:
        return None
    parts = parts_of(one.digest, person, at=at)
    if not parts:
        return None
    rows: list[str] = []
    for part in parts:
        rows += ["", _("【%(section)s】%(post)s") % {"section": part.label, "post": part.post}]
        for line in part.lines:
            named = " ".join(filter(None, (line.number, line.title)))
            rows.append(_("%(what)s（%(why)s）") % {"what": named, "why": line.why})
    day = heading_date(one.digest.day)
    count = sum(len(part.lines) for part in parts)
    title = _("【落实】%(day)s提醒，共%(n)s条") % {"day": day, "n": count}
    return Words(title, "\n".join([*rows[1:], "", _where()]))


def _urged(one: Dispatch, person: Person, at: datetime) -> Words | None:
    """Name the matter if one of the person's posts still sees it."""
    if one.message is None:
        return None
    for by in actings_of(person, on=day_here(at)):
        seen = Matter.objects.filter(may_see(by), messages=one.message).first()
        if seen is not None:
            title = _("【落实】催办：%(number)s") % {"number": seen.number}
            return Words(title, f"{seen.number} {seen.title}\n\n{_where()}")
    return None


def _to_group(one: Dispatch, at: datetime) -> Words | None:
    unit = str(one.channel.unit)
    if one.entry is not None:
        number = Matter.objects.filter(pk=one.entry.about_id).values_list("number", flat=True)
        told = {"unit": unit, "number": number.first() or ""}
        return Words(_("【落实】催办"), _("【落实】%(unit)s：%(number)s已催办。") % told + _where())
    counts = [(section, one.numbers.get(section.value, 0)) for section in GROUP]
    said = _("，").join(
        _("%(section)s%(n)s项") % {"section": section.label, "n": number}
        for section, number in counts
        if number
    )
    told = {"unit": unit, "day": heading_date(one.day or day_here(at)), "said": said}
    return Words(_("【落实】每日提醒"), _("【落实】%(unit)s%(day)s：%(said)s。") % told + _where())


def _where() -> str:
    """Say where more can be read; the address only where the house has one for everybody."""
    if settings.PRODUCTION and settings.ALLOWED_HOSTS:
        address = f"https://{settings.ALLOWED_HOSTS[0]}/inbox/"
        return _("详情请登录系统查看：%(address)s") % {"address": address}
    return _("详情请登录系统查看。")
