"""The one thing that is ever deleted: what should never have been entered (清除).

Two administrators, two different people: one asks, the other confirms, and the confirmation does
it. Bytes and texts go; the tombstone, the digest and every proof stay. A room whose own tables
hold a text hands in an eraser for its kind in `AppConfig.ready()`, since this room looks at none.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from luoshi.kit.actor import Actor
from luoshi.trail import files, operations
from luoshi.trail.erasing import Word, digest_of, erase, overwrite_what_is_freed
from luoshi.trail.models import Backup, Entry, File, PurgeRequest, ReadLog
from luoshi.trail.operations import About, write
from luoshi.trail.queries import entries_about

FILE = "file"
ENTRY = "entry"
EVERY_WORD_ABOUT = ("about_title", "facts.")


class NotPurged(Exception):
    """The purge was refused; the message says why."""


@dataclass(frozen=True)
class Erased:
    """What an eraser took out of its room's tables.

    :param digest: SHA-256 of the erased text, where there was one text
    :param files: digests of the files that go with it
    :param about: (kind, id) of the things whose entries quote it: their titles and facts go too
    """

    digest: str = ""
    files: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()


Eraser = Callable[[str, datetime], Erased]
_erasers: dict[str, Eraser] = {}
_followers: dict[str, list[Eraser]] = {}
_administrators: list[Callable[[Actor], bool]] = []


def register(kind: str, eraser: Eraser) -> None:
    """Hand in how the text of one kind of thing is erased: eraser(id, at), in the transaction.

    :raises ValueError: if the kind has an eraser already
    """
    if kind in _erasers or kind in (FILE, ENTRY):
        raise ValueError(kind)
    _erasers[kind] = eraser


def follow(kind: str, eraser: Eraser) -> None:
    """Hand in what a room above erases along with a thing of another's: what quotes its words."""
    held = _followers.setdefault(kind, [])
    if eraser not in held:
        held.append(eraser)


def register_administrators(may: Callable[[Actor], bool]) -> None:
    """Hand in who counts as an administrator; until then nobody does, and nothing is purged."""
    _administrators.append(may)


def ask(
    kind: str,
    thing_id: str,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    words: Iterable[str] = (),
    key: str = "",
) -> PurgeRequest:
    """Ask that a thing be purged; nothing goes before another administrator confirms (申请清除).

    :param kind: "file" (id: the digest), "entry" (id: the entry's), or a registered kind
    :param words: for an entry, which of its words, such as "facts.statement"
    :raises NotPurged: if this person may not, or there is no such thing
    """
    person_id = _administrator(by)
    named = sorted(set(words))
    if not reason.strip():
        raise NotPurged(_("申请清除须写明理由"))
    _refuse_unknown(kind, thing_id, named)
    with transaction.atomic():
        request = PurgeRequest.objects.create(
            kind=kind,
            thing_id=thing_id,
            word_names=named,
            reason=reason,
            asked_by_id=person_id,
            asked_at=at,
        )
        told = {"kind": kind, "id": thing_id, "words": named, "reason": reason}
        write("trail.ask_to_purge", about=_about(request), by=by, at=at, facts=told, key=key)
    return request


def confirm(request: PurgeRequest, *, by: Actor, at: datetime) -> Entry:
    """Confirm another's request, and thereby purge (确认清除). Copies in backups remain: see them.

    The bytes of a file are removed from disk when the transaction has committed; `sweep` removes
    what a power cut left.

    :raises NotPurged: if this person may not, asked for it, or somebody confirmed it before
    """
    person_id = _administrator(by)
    if person_id == request.asked_by_id:
        raise NotPurged(_("清除须由提出人以外的另一名管理员确认"))
    operations.sequence(at=at)
    overwrite_what_is_freed()
    with transaction.atomic():
        waiting = PurgeRequest.objects.filter(pk=request.pk, confirmed_by_id__isnull=True)
        if not waiting.update(confirmed_by_id=person_id, confirmed_at=at):
            raise NotPurged(_("该清除申请已确认过"))
        request.refresh_from_db()
        erased = _erase_thing(request, at)
        gone = [digest for digest in erased.files if _bury(digest, at)]
        words = sorted(_words_of(request, erased))
        told = {
            "kind": request.kind,
            "id": request.thing_id,
            "asked_by": request.asked_by_id,
            "digest": erased.digest,
            "files": gone,
            "words": len(words),
            "erased": digest_of(words),
        }
        entry = write("trail.purge", about=_about(request), by=by, at=at, facts=told)
        erase(words, by_entry=entry)
        for kind, thing_id in erased.about:
            ReadLog.objects.filter(about_kind=kind, about_id=thing_id).update(about_title="")
        transaction.on_commit(sweep)
    return entry


def erase_name(person_id: UUID, *, by: Actor, at: datetime) -> Entry:
    """Erase a person's name from every entry; ids, deeds and every proof stay (清除姓名).

    Goes from the entries of the person's own deeds, from those done in the person's stead, and
    from the titles of entries about the person. A name inside a statement is purged by its entry.
    The stead is known by name alone, so a namesake's goes too.
    """
    operations.sequence(at=at)
    with transaction.atomic():
        words = sorted(_name_words(person_id))
        told = {"words": len(words), "erased": digest_of(words)}
        about = About("person", str(person_id))
        entry = write("trail.erase_name", about=about, by=by, at=at, facts=told)
        erase(words, by_entry=entry)
        readings = ReadLog.objects.filter(about_kind="person", about_id=str(person_id))
        readings.update(about_title="")
        transaction.on_commit(sweep)
    return entry


def sweep() -> int:
    """Remove bytes of purged files that still lie on disk, and freed bytes from the journal.

    :returns: how many files were removed
    """
    removed = 0
    for digest in File.objects.filter(purged_at__isnull=False).values_list("digest", flat=True):
        removed += files.remove(digest)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return removed


def backup_taken(path: str, *, at: datetime) -> Backup:
    """Register a backup, so that a later purge can name it."""
    return Backup.objects.create(path=path, taken_at=at)


def backup_destroyed(backup: Backup, *, by: Actor, at: datetime) -> Entry:
    """Record that a backup which held purged things was destroyed (销毁备份)."""
    with transaction.atomic():
        backup.destroyed_at = at
        backup.save(update_fields=["destroyed_at"])
        return write("trail.destroy_backup", about=backup, by=by, at=at)


def backups_to_purge(request: PurgeRequest) -> QuerySet[Backup]:
    """Return the backups that may still hold what was purged: taken before, not yet destroyed."""
    before = request.confirmed_at
    held = Backup.objects.filter(destroyed_at__isnull=True)
    return (held.filter(taken_at__lte=before) if before else held).order_by("taken_at")


def _administrator(by: Actor) -> UUID:
    if by.person_id is None or not any(may(by) for may in _administrators):
        raise NotPurged(_("只有管理员可以申请或确认清除"))
    return by.person_id


def _refuse_unknown(kind: str, thing_id: str, words: list[str]) -> None:
    if kind == ENTRY:
        entry = Entry.objects.filter(pk=thing_id).first()
        known = entry is not None and bool(words) and set(words) <= entry.opened.keys()
    elif kind == FILE:
        known = File.objects.filter(digest=thing_id, purged_at__isnull=True).exists()
    else:
        # Whatever stands in a room came by a deed, and the deed left its entry.
        known = kind in _erasers and entries_about(kind, thing_id).exists()
    if not known:
        raise NotPurged(_("没有可以清除的内容：%(kind)s %(id)s") % {"kind": kind, "id": thing_id})


def _about(request: PurgeRequest) -> About:
    return About("purgerequest", str(request.pk), str(request))


def _erase_thing(request: PurgeRequest, at: datetime) -> Erased:
    if request.kind == ENTRY:
        return Erased()
    if request.kind == FILE:
        return Erased(digest=request.thing_id, files=(request.thing_id,))
    erased = _erasers[request.kind](request.thing_id, at)
    along = [one(request.thing_id, at) for one in _followers.get(request.kind, ())]
    files = {file for one in (erased, *along) for file in one.files}
    about = {thing for one in (erased, *along) for thing in one.about}
    own = (request.kind, request.thing_id)
    return Erased(erased.digest, tuple(sorted(files)), tuple({own, *about}))


def _bury(digest: str, at: datetime) -> bool:
    living = File.objects.filter(digest=digest, purged_at__isnull=True)
    return bool(living.update(purged_at=at, name=""))


def _words_of(request: PurgeRequest, erased: Erased) -> Iterator[Word]:
    if request.kind == ENTRY:
        entry = Entry.objects.get(pk=request.thing_id)
        yield from ((entry.pk, word) for word in request.word_names if word in entry.opened)
    for kind, thing_id in erased.about:
        for entry in Entry.objects.filter(about_kind=kind, about_id=thing_id):
            for word in entry.opened:
                if word.startswith(EVERY_WORD_ABOUT):
                    yield entry.pk, word


def _name_words(person_id: UUID) -> Iterator[Word]:
    own = Q(person_id=person_id)
    called = {entry.person_name for entry in Entry.objects.filter(own).iterator()} - {""}
    titled = Q(about_kind="person", about_id=str(person_id))
    for entry in Entry.objects.filter(own | titled).iterator():
        if entry.person_id == person_id and "person_name" in entry.opened:
            yield entry.pk, "person_name"
        if entry.about_kind == "person" and "about_title" in entry.opened:
            yield entry.pk, "about_title"
    for entry in Entry.objects.filter(words__contains='"on_behalf_name"').iterator():
        if entry.on_behalf_name in called:
            yield entry.pk, "on_behalf_name"
