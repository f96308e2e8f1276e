"""People who came by an import get their first passwords, many at once (发放密码)."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.flow.refusals import Unmet
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Person, Post
from luoshi.organisation.operations.people import Registered
from luoshi.organisation.passwords import temporary_password
from luoshi.organisation.rules import demand, hands_out_passwords
from luoshi.trail.operations import About, write

# A sheet of paper or two, and some seconds: a password is hashed slowly on purpose.
MOST = 100


def hand_out(
    people: Iterable[Person], *, by: Acting, at: datetime, key: str = ""
) -> list[Registered]:
    """Give each of these people a first temporary password, to be shown once (发放临时密码).

    Only to whoever has none: who had one before is reset one by one. One entry for the sheet; it
    names the accounts and no password.

    :raises Unmet: if nobody is chosen, too many are, or another hand was faster with all of them
    :raises NotYours: if `by` is not the security administrator
    """
    chosen = sorted(people, key=lambda person: person.username)
    if not chosen:
        raise Unmet(_("请勾选要发放密码的人员"))
    if len(chosen) > MOST:
        raise Unmet(_("一次最多给%(most)s人发放密码") % {"most": MOST})
    given = []
    with transaction.atomic():
        demand(hands_out_passwords, by, Post(pk=by.post_id), _("发放临时密码"))
        for person in chosen:
            password = temporary_password()
            without = Person.objects.filter(
                pk=person.pk, is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX
            )
            if without.update(password=make_password(password), must_change_password=True):
                given.append(Registered(person, password))
        if not given:
            raise Unmet(_("所选人员都已有密码，请刷新后重试"))
        facts = {"people": [str(one.person.pk) for one in given]}
        about = About("passwords", str(given[0].person.pk), _("临时密码"))
        write("people.hand_out_passwords", about=about, by=by, at=at, facts=facts, key=key)
    return given
