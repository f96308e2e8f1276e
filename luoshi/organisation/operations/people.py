"""People are registered, get a new password, are shut out and let in again (账号、密码)."""

from dataclasses import dataclass
from datetime import datetime

from axes.utils import reset as lift_lock_out
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.flow.refusals import NotFromHere, Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.administrators import demand_one_remains, hold_administrators
from luoshi.organisation.guards import demand_words, unless_taken
from luoshi.organisation.models import Person, Term
from luoshi.organisation.passwords import temporary_password
from luoshi.organisation.rules import (
    deactivates_people,
    demand,
    reactivates_people,
    registers_people,
    resets_passwords,
)
from luoshi.organisation.terms import Role
from luoshi.trail.operations import write


@dataclass(frozen=True)
class Registered:
    """A new person and the password to be shown once; it is kept nowhere."""

    person: Person
    password: str


def register(
    *, username: str, name: str, by: Acting, at: datetime, phone: str = "", key: str = ""
) -> Registered:
    """Open an account with a temporary password that the first sign-in must change (登记人员).

    :raises Unmet: if the log-in name is taken or something is missing
    :raises NotYours: if `by` is not the system administrator
    """
    password = temporary_password()
    person = Person(
        username=Person.normalize_username(demand_words(username, _("请填写登录名"))),
        name=demand_words(name, _("请填写姓名")),
        phone=phone.strip(),
        must_change_password=True,
    )
    person.set_password(password)
    with transaction.atomic():
        taken = _("登录名“%(username)s”已被使用") % {"username": person.username}
        with unless_taken(taken):
            person.save(force_insert=True)
        demand(registers_people, by, person, _("登记人员"))
        write("person.register", about=person, by=by, at=at, key=key)
    return Registered(person, password)


def reset_password(person: Person, *, by: Acting, at: datetime, key: str = "") -> str:
    """Give a person a new temporary password, and end their sessions (重置密码).

    A lock-out after wrong passwords is lifted too. The password stands in no table and on no
    trail: it is returned once, to be shown once.

    :raises Unmet: if the account is shut
    :raises NotYours: if `by` is not the security administrator, or is the person
    """
    password = temporary_password()
    with transaction.atomic():
        demand(resets_passwords, by, person, _("重置密码"))
        person = Person.objects.select_for_update().get(pk=person.pk)
        if not person.is_active:
            raise Unmet(_("%(person)s的账号已停用") % {"person": person})
        # Every session carries a digest of the password hash: a new hash ends them all.
        person.set_password(password)
        person.must_change_password = True
        person.save(update_fields=["password", "must_change_password"])
        lift_lock_out(username=person.username)
        write("person.reset_password", about=person, by=by, at=at, key=key)
    return password


def deactivate(person: Person, *, by: Acting, at: datetime, reason: str, key: str = "") -> None:
    """Shut an account: the person is signed out with the next request (停用账号).

    Terms stay, so that the account can be opened again; what waits for the posts stays there.

    :raises NotFromHere: if it is shut already
    :raises Unmet: if no reason is given, or the last administrator of a kind would go
    """
    reason = demand_words(reason, _("请写明停用原因"))
    with transaction.atomic():
        demand(deactivates_people, by, person, _("停用账号"))
        roles = _administers(person)
        hold_administrators(*roles)
        if not Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
            raise NotFromHere(_("%(person)s的账号已停用") % {"person": person})
        for role in roles:
            demand_one_remains(role, at=at)
        person.refresh_from_db()
        write("person.deactivate", about=person, by=by, at=at, facts={"reason": reason}, key=key)


def reactivate(person: Person, *, by: Acting, at: datetime, reason: str, key: str = "") -> str:
    """Open a shut account again, with a new temporary password (恢复账号).

    :raises NotFromHere: if it is open
    :raises NotYours: if `by` is not the security administrator, or is the person
    """
    reason = demand_words(reason, _("请写明恢复原因"))
    with transaction.atomic():
        demand(reactivates_people, by, person, _("恢复账号"))
        if not Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
            raise NotFromHere(_("%(person)s的账号未停用") % {"person": person})
        password = temporary_password()
        person.refresh_from_db()
        person.set_password(password)
        person.must_change_password = True
        person.save(update_fields=["password", "must_change_password"])
        write("person.reactivate", about=person, by=by, at=at, facts={"reason": reason}, key=key)
    return password


def _administers(person: Person) -> list[str]:
    kinds = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    held = Term.objects.filter(person=person, post__role__in=kinds)
    return sorted(set(held.values_list("post__role", flat=True)))
