"""渠道 Deeds upon the ways out of the house, and upon what did not get out.

A person keeps her own address and quiet hours; robots and dead letters are the system
administrator's. The trail says that an address was set and by whom, and never which.
"""

import json
import re
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.flow.refusals import NotFromHere, NotYours, Unmet
from luoshi.kit.actor import Actor
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Person, Unit
from luoshi.organisation.rules import not_yours, system_admin
from luoshi.organisation.terms import Role
from luoshi.shell import quiet
from luoshi.shell.models import Channel, Dispatch, QuietHours
from luoshi.shell.outside import Address
from luoshi.shell.sealing import Unreadable, seal, unseal
from luoshi.shell.terms import ChannelKind, Standing
from luoshi.trail.operations import About, write

ROBOTS = (ChannelKind.DINGTALK, ChannelKind.WECOM, ChannelKind.FEISHU)
# A robot's address as its platform shows it, or the token alone; no other host is ever called.
_BEFORE = {
    ChannelKind.DINGTALK: "https://oapi.dingtalk.com/robot/send?access_token=",
    ChannelKind.WECOM: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=",
    ChannelKind.FEISHU: "https://open.feishu.cn/open-apis/bot/v2/hook/",
}
_TOKENS = {
    ChannelKind.DINGTALK: re.compile(r"[0-9A-Za-z]{16,128}"),
    ChannelKind.WECOM: re.compile(r"[0-9A-Za-z_-]{16,128}"),
    ChannelKind.FEISHU: re.compile(r"[0-9A-Za-z_-]{16,128}"),
}
_SIGNS = re.compile(r"[0-9A-Za-z]{16,128}")
OPEN_AGAIN = (Standing.DEAD, Standing.UNSURE)


def address_of(channel: Channel) -> Address:
    """Return where a channel leads, opened for one call.

    :raises Unreadable: if it cannot be opened any more
    """
    try:
        held = json.loads(unseal(channel.sealed))
    except ValueError as wrong:
        raise Unreadable from wrong
    return Address(ChannelKind(channel.kind), held["name"], held.get("secret", ""))


@transaction.atomic
def set_email(
    person: Person,
    address: str,
    *,
    by: Acting,
    at: datetime,
    digest: bool,
    urgings: bool,
    key: str = "",
) -> Channel:
    """Let a person be written to at an address of her own (设置电子邮件).

    An empty address leaves the one that stands, and changes what goes there.

    :raises NotYours: for another person
    :raises Unmet: if it is no address, or none was ever given
    """
    if by.person_id != person.pk:
        raise NotYours(_("电子邮件只能由本人设置"))
    address = address.strip()
    try:
        if address:
            validate_email(address)
    except ValidationError as wrong:
        raise Unmet(_("这不是一个电子邮件地址")) from wrong
    held = Channel.objects.filter(kind=ChannelKind.EMAIL, person=person)
    if not address and not held.filter(closed_at__isnull=True).exists():
        raise Unmet(_("请填写电子邮件地址"))
    wanted: dict[str, object] = {"takes_digest": digest, "takes_urgings": urgings}
    return _keep(
        Channel(kind=ChannelKind.EMAIL, person=person), wanted, address, "", by=by, at=at, key=key
    )


@transaction.atomic
def set_robot(
    unit: Unit,
    kind: str,
    address: str,
    *,
    by: Acting,
    at: datetime,
    secret: str = "",
    key: str = "",
) -> Channel:
    """Let a unit's group be told through a robot (设置群机器人).

    :raises NotYours: if `by` is not the system administrator
    :raises Unmet: if it is not an address of that platform
    """
    _administrator(by, _("设置群机器人"))
    if kind not in ROBOTS:
        raise Unmet(_("没有这种渠道"))
    token = address.strip().removeprefix(_BEFORE[ChannelKind(kind)]).rstrip("/")
    if not _TOKENS[ChannelKind(kind)].fullmatch(token):
        raise Unmet(_("这不是%(kind)s的地址") % {"kind": ChannelKind(kind).label})
    secret = secret.strip()
    if secret and (kind != ChannelKind.DINGTALK or not _SIGNS.fullmatch(secret)):
        raise Unmet(_("加签密钥只用于钉钉，为16至128个字母和数字"))
    return _keep(Channel(kind=kind, unit=unit), {}, token, secret, by=by, at=at, key=key)


@transaction.atomic
def close(channel: Channel, *, by: Acting, at: datetime, key: str = "") -> None:
    """Take a way out away, with its address (停用渠道); what waits for it is not sent.

    :raises NotYours: if it is neither one's own, nor a robot and `by` the system administrator
    :raises NotFromHere: if it was taken away before
    """
    if channel.person_id is None:
        _administrator(by, _("停用渠道"))
    elif channel.person_id != by.person_id:
        raise NotYours(_("电子邮件只能由本人设置"))
    open_one = Channel.objects.filter(pk=channel.pk, closed_at__isnull=True)
    if not open_one.update(sealed="", closed_at=at):
        raise NotFromHere(_("这个渠道已经停用"))
    write("channel.close", about=_about(channel), by=by, at=at, key=key)


@transaction.atomic
def keep_quiet(person: Person, begins: time, ends: time) -> None:
    """Keep a person's quiet hours (免打扰时段). No deed: no entry.

    :raises Unmet: outside the city's bounds
    """
    quiet.check(begins, ends)
    QuietHours.objects.bulk_create(
        [QuietHours(person=person, begins=begins, ends=ends)],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["begins", "ends"],
    )


@transaction.atomic
def send_again(one: Dispatch, *, by: Acting, at: datetime, key: str = "") -> None:
    """Let a dead letter be sent with all its attempts anew (再次发送).

    Of one that is unsure a person has found out, or takes it upon herself, that it is told twice.

    :raises NotYours: if `by` is not the system administrator
    :raises NotFromHere: if it is no dead letter (any more)
    """
    _administrator(by, _("再次发送"))
    dead = Dispatch.objects.filter(pk=one.pk, standing__in=OPEN_AGAIN)
    if not dead.update(standing=Standing.WAITING, attempts=0, try_at=at, ended_at=None):
        raise NotFromHere(_("这条不在未发出之列"))
    write("dispatch.again", about=_letter(one), by=by, at=at, facts={"was": one.standing}, key=key)


@transaction.atomic
def drop(one: Dispatch, *, by: Acting, at: datetime, key: str = "") -> None:
    """Throw a dead letter away (作废); it stays on record and is not sent.

    :raises NotYours: if `by` is not the system administrator
    :raises NotFromHere: if it is no dead letter (any more)
    """
    _administrator(by, _("作废"))
    dead = Dispatch.objects.filter(pk=one.pk, standing__in=OPEN_AGAIN)
    if not dead.update(standing=Standing.DROPPED, ended_at=at):
        raise NotFromHere(_("这条不在未发出之列"))
    write("dispatch.drop", about=_letter(one), by=by, at=at, facts={"was": one.standing}, key=key)


def _keep(
    channel: Channel,
    wanted: dict[str, object],
    address: str,
    secret: str,
    *,
    by: Actor,
    at: datetime,
    key: str,
) -> Channel:
    """Put an address in the place of the one before; the row stays for what was sent."""
    owner = {"person": channel.person} if channel.person else {"unit": channel.unit}
    columns = wanted | {"set_at": at, "closed_at": None}
    if address:
        columns["sealed"] = seal(json.dumps({"name": address, "secret": secret}))
    held = Channel.objects.filter(kind=channel.kind, **owner)
    if not held.update(**columns):
        Channel.objects.create(kind=channel.kind, **owner, **columns)
    kept = held.get()
    write("channel.set", about=_about(kept), by=by, at=at, facts={"kind": kept.kind}, key=key)
    return kept


def _about(channel: Channel) -> About:
    whose = channel.person.name if channel.person else str(channel.unit)
    return About("channel", str(channel.pk), f"{whose} {ChannelKind(channel.kind).label}")


def _letter(one: Dispatch) -> About:
    return About("dispatch", str(one.pk), _about(one.channel).title)


def _administrator(by: Acting, deed: str) -> None:
    if by.role != Role.SYSTEM_ADMIN:
        raise NotYours(not_yours(system_admin, deed))
