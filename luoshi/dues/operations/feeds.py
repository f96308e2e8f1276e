"""日历订阅: a person makes an address for a calendar program, and takes it back."""

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.dues.models import Feed
from luoshi.flow.refusals import NotFromHere
from luoshi.organisation.acting import Acting
from luoshi.trail.operations import write

TOKEN_BYTES = 32


def new_token() -> str:
    """Return a token nobody can guess."""
    return token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> str:
    """Return what is kept of a token: whoever reads the table cannot ask with it."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(token: str, *, by: Acting, at: datetime, key: str = "") -> Feed:
    """Make a person's address, in place of the one before (生成订阅地址).

    :param token: from `new_token`; it is shown once and kept nowhere
    """
    # Written first: of two at once the second waits, and takes the first one's place.
    Feed.objects.filter(person=by.person_id, withdrawn_at__isnull=True).update(withdrawn_at=at)
    feed = Feed.objects.create(person_id=by.person_id, digest=digest_of(token), made_at=at)
    write("feed.make", about=feed, by=by, at=at, key=key)
    return feed


@transaction.atomic
def withdraw_feed(*, by: Acting, at: datetime, key: str = "") -> None:
    """Take one's own address back (停用订阅地址).

    :raises NotFromHere: if there is none
    """
    feed = Feed.objects.filter(person=by.person_id, withdrawn_at__isnull=True).first()
    standing = Feed.objects.filter(person=by.person_id, withdrawn_at__isnull=True)
    if feed is None or not standing.update(withdrawn_at=at):
        raise NotFromHere(_("没有在用的订阅地址"))
    write("feed.withdraw", about=feed, by=by, at=at, key=key)
