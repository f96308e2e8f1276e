"""The last way back in: the only security administrator has lost the password (找回)."""

from datetime import datetime

from axes.utils import reset as lift_lock_out
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.flow.refusals import Unmet
from luoshi.kit.actor import Clock
from luoshi.organisation.models import Person, Term
from luoshi.organisation.operations.people import Registered
from luoshi.organisation.passwords import temporary_password
from luoshi.organisation.queries import holds_on, rights_on
from luoshi.organisation.terms import Role
from luoshi.timelimits.days import day_of
from luoshi.trail.operations import write

CONSOLE = Clock(person_name="命令行", post_name="找回密码")


def rescue(username: str, *, at: datetime, reason: str) -> Registered:
    """Give a security administrator a new temporary password, from the machine itself (找回密码).

    For nobody else: whoever holds the machine could read everything, but through this deed may
    speak in nobody's name unseen. The entry says that it was done at the console, and why.
    Everybody else's password is the security administrator's to reset.

    :raises Unmet: if no reason is given, or nobody of that name can sign in as security
        administrator today
    """
    reason = reason.strip()
    if not reason:
        raise Unmet(_("请写明找回密码的原因"))
    password = temporary_password()
    with transaction.atomic():
        found = Person.objects.select_for_update().filter(
            username=Person.normalize_username(username), is_active=True
        )
        person = found.first()
        if person is None or not _keeps_accounts(person, at):
            raise Unmet(_("“%(username)s”不是在任的安全管理员") % {"username": username})
        person.set_password(password)
        person.must_change_password = True
        person.save(update_fields=["password", "must_change_password"])
        lift_lock_out(username=person.username)
        write("person.rescue", about=person, by=CONSOLE, at=at, facts={"reason": reason})
    return Registered(person, password)


def _keeps_accounts(person: Person, at: datetime) -> bool:
    on = day_of(at)
    held = Term.objects.filter(rights_on(on), holds_on(on, "post__"), person=person)
    return held.filter(post__role=Role.SECURITY_ADMIN).exists()
