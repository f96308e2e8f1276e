"""Writing to the trail. `write` is the only hand that adds an entry."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction

from luoshi.kit.actor import Actor
from luoshi.trail import canonical
from luoshi.trail.models import Entry, ReadLog, Waiting


class NotInTransaction(RuntimeError):
    """A deed and its entry must stand or fall together."""


class KeyUsed(Exception):
    """The once-only key stands on an earlier entry: this deed has been done."""


@dataclass(frozen=True)
class About:
    """What an entry is about, where there is no row to ask: its kind, its id, its title."""

    kind: str
    id: str
    title: str = ""


def about_of(thing: models.Model | About) -> About:
    """Name a row the way the trail names things."""
    if isinstance(thing, About):
        return thing
    return About(str(thing._meta.model_name), str(thing.pk), str(thing))


def write(
    deed: str,
    *,
    about: models.Model | About,
    by: Actor,
    at: datetime,
    before: str = "",
    after: str = "",
    facts: Mapping[str, Any] | None = None,
    key: str = "",
) -> Entry:
    """Add one entry. The caller must already be inside the deed's transaction.

    Names and titles are copied as they are now; `facts` may hold what JSON can say, and UUIDs,
    days, moments and decimals, which become text.

    :param deed: room and verb, such as "matter.sign"
    :param key: the once-only key of the confirmed post; the deed must roll back on KeyUsed
    :raises NotInTransaction: if no transaction is open
    :raises KeyUsed: if the key stands on an earlier entry; the transaction stays usable
    :raises ValueError: if `at` has no time zone
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(deed)
    canonical.moment(at)
    thing = about_of(about)
    entry = Entry(
        deed=deed,
        about_kind=thing.kind,
        about_id=thing.id,
        at=at,
        person_id=by.person_id,
        post_id=by.post_id,
        unit_id=by.unit_id,
        before=before,
        after=after,
        key=key,
        words=canonical.sealed(_words(thing, by, facts or {})),
    )
    if key:
        _insert_once(entry)
    else:
        entry.save(force_insert=True)
    Waiting.objects.create(entry=entry)
    return entry


def read_by(by: Actor, *, about: models.Model | About, at: datetime, what: str = "") -> ReadLog:
    """Note that somebody looked at a restricted thing or took an export of it (查阅记录)."""
    thing = about_of(about)
    return ReadLog.objects.create(
        person_id=by.person_id,
        post_id=by.post_id,
        post_name=by.post_name,
        about_kind=thing.kind,
        about_id=thing.id,
        about_title=thing.title,
        what=what,
        at=at,
    )


def _words(thing: About, by: Actor, facts: Mapping[str, Any]) -> dict[str, str]:
    spoken = json.loads(json.dumps(facts, cls=DjangoJSONEncoder, allow_nan=False))
    return {
        "about_title": thing.title,
        "person_name": by.person_name,
        "post_name": by.post_name,
        "on_behalf_name": by.on_behalf_name,
        **{f"facts.{name}": canonical.text_of(fact) for name, fact in spoken.items()},
    }


def _insert_once(entry: Entry) -> None:
    try:
        # A savepoint, so that the refusal of the database does not spoil the deed's transaction.
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        if Entry.objects.filter(key=entry.key).exists():
            raise KeyUsed(entry.key) from None
        raise
