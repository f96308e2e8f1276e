"""The tables of the trail: entries, the tree over them, its heads, files by digest, purges.

No foreign key leads from here to another room, so nothing elsewhere can cascade into the trail.
"""

import json
from typing import Any

from django.db import models
from django.db.models import F, Q

from luoshi.kit.rows import Row

HASH = 64
THING = 64
# What a word's name begins with that says what followed from a deed.
FOLLOWED = "followed."


class Entry(Row):
    """One deed: who did what to which thing, when. Written once, by `write` alone (一条留痕).

    What may one day have to be forgotten (names, titles, statements) stands in `words`: a JSON
    object from the word's name to [salt, text]. The tree holds only the commitments to them.
    """

    deed = models.CharField("动作", max_length=60)
    about_kind = models.CharField("对象类别", max_length=40)
    about_id = models.CharField("对象编号", max_length=THING)
    at = models.DateTimeField("时间")
    person_id = models.UUIDField("办理人", null=True)
    post_id = models.UUIDField("岗位", null=True)
    unit_id = models.UUIDField("单位", null=True)
    before = models.CharField("原状态", max_length=40, blank=True)
    after = models.CharField("新状态", max_length=40, blank=True)
    key = models.CharField("一次性编号", max_length=80, blank=True)
    words = models.TextField("文字", default="{}")

    class Meta:
        """A once-only key is used once."""

        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key=""), name="trail_key_used_once"
            ),
        ]
        indexes = [
            models.Index(fields=["about_kind", "about_id", "id"], name="trail_about"),
            models.Index(fields=["person_id", "id"], name="trail_person"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.deed} {self.about_title}"

    @property
    def opened(self) -> dict[str, list[str]]:
        """Every word not erased: its name, then its salt and its text."""
        words: dict[str, list[str]] = json.loads(self.words)
        return words

    @property
    def person_name(self) -> str:
        """The name of the person as it was then; empty where it was erased."""
        return self._word("person_name")

    @property
    def post_name(self) -> str:
        """Unit and post as they were called then."""
        return self._word("post_name")

    @property
    def on_behalf_name(self) -> str:
        """In whose stead the person stood; empty for nobody."""
        return self._word("on_behalf_name")

    @property
    def about_title(self) -> str:
        """The title the thing had then."""
        return self._word("about_title")

    @property
    def facts(self) -> dict[str, Any]:
        """What was said with the deed, by name, without what was erased."""
        return {
            name.removeprefix("facts."): json.loads(text)
            for name, (_salt, text) in self.opened.items()
            if name.startswith("facts.")
        }

    @property
    def followed(self) -> dict[str, Any]:
        """What followed from the deed further down, by name, without what was erased."""
        return {
            name.removeprefix(FOLLOWED): json.loads(text)
            for name, (_salt, text) in self.opened.items()
            if name.startswith(FOLLOWED)
        }

    def _word(self, name: str) -> str:
        return self.opened.get(name, ["", ""])[1]


class Waiting(Row):
    """An entry that has no place in the tree yet. Comes and goes with the sequencer's work."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="waiting")

    def __str__(self) -> str:
        return str(self.entry_id)


class Sequencer(Row):
    """The one row that whoever gives out places must hold; `size` places are given out."""

    name = models.CharField(max_length=20, unique=True)
    size = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.size}"


class Leaf(Row):
    """The place of an entry in the tree, the exact text that was hashed, and its hash."""

    index = models.BigIntegerField("序号", unique=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="leaf")
    form = models.TextField("规范文本")
    hash = models.CharField("叶哈希", max_length=HASH)

    def __str__(self) -> str:
        return f"{self.index} {self.hash}"


class Node(Row):
    """The hash of a full subtree of 2**level leaves, so that no head is reckoned from the start."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.CharField(max_length=HASH)

    class Meta:
        """One hash for each place."""

        constraints = [
            models.UniqueConstraint(fields=["level", "index"], name="trail_node_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.index} {self.hash}"


class Head(Row):
    """A signed statement of how many entries there were and what they hashed to (签名树头)."""

    size = models.BigIntegerField("条数", unique=True)
    root = models.CharField("根哈希", max_length=HASH)
    at = models.DateTimeField("签署时间")
    key = models.CharField("公钥", max_length=64)
    signature = models.CharField("签名", max_length=128)

    def __str__(self) -> str:
        return f"{self.size} {self.root}"


class File(Row):
    """A file kept by the digest of its bytes; the bytes stand in the files folder (附件)."""

    digest = models.CharField("摘要", max_length=HASH, unique=True)
    size = models.BigIntegerField("字节数")
    media_type = models.CharField("类型", max_length=100)
    name = models.CharField("文件名", max_length=255, blank=True)
    kept_at = models.DateTimeField("保存时间")
    kept_by_id = models.UUIDField("保存人", null=True)
    purged_at = models.DateTimeField("清除时间", null=True)

    class Meta:
        """What was purged keeps its digest and no name."""

        constraints = [
            models.CheckConstraint(
                condition=Q(purged_at__isnull=True) | Q(name=""),
                name="trail_purged_file_has_no_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.digest


class ReadLog(Row):
    """Who looked at a restricted dossier or took an export out; kept twelve months (查阅记录)."""

    person_id = models.UUIDField("查阅人", null=True)
    post_id = models.UUIDField("岗位", null=True)
    post_name = models.CharField("岗位名称", max_length=200, blank=True)
    about_kind = models.CharField("对象类别", max_length=40)
    about_id = models.CharField("对象编号", max_length=THING)
    about_title = models.CharField("对象名称", max_length=500, blank=True)
    what = models.CharField("查阅内容", max_length=200, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        """Found by the thing, by the person and by the day it may be forgotten."""

        indexes = [
            models.Index(fields=["about_kind", "about_id", "id"], name="trail_read_about"),
            models.Index(fields=["person_id", "id"], name="trail_read_person"),
            models.Index(fields=["at"], name="trail_read_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.about_title}"


class PurgeRequest(Row):
    """One administrator's wish that a thing be purged, and the other's confirmation (清除)."""

    kind = models.CharField("类别", max_length=40)
    thing_id = models.CharField("编号", max_length=THING)
    word_names = models.JSONField("文字名", default=list)
    reason = models.TextField("理由")
    asked_by_id = models.UUIDField("提出人")
    asked_at = models.DateTimeField("提出时间")
    confirmed_by_id = models.UUIDField("确认人", null=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)

    class Meta:
        """Two people, and a confirmation has both its person and its time."""

        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by_id__isnull=True) | ~Q(confirmed_by_id=F("asked_by_id")),
                name="trail_purge_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by_id__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by_id__isnull=False, confirmed_at__isnull=False),
                name="trail_purge_confirmed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id}"


class Erasure(Row):
    """The tombstone of one erased word: which word of which entry, and the deed that erased it."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="erasures")
    word = models.CharField("文字名", max_length=200)
    by_entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")

    class Meta:
        """A word is erased once."""

        constraints = [
            models.UniqueConstraint(fields=["entry", "word"], name="trail_word_erased_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.word}"


class Backup(Row):
    """A backup that was taken, so that a purge can say where copies still lie (备份)."""

    path = models.TextField("位置")
    taken_at = models.DateTimeField("备份时间")
    destroyed_at = models.DateTimeField("销毁时间", null=True)

    def __str__(self) -> str:
        return self.path
