"""A decision as it entered the house: its paper, its words, its sentences, a leader's words on it.

The original is kept twice, untouched: the file by digest, and the text that the offsets count in.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.intake.terms import Disposition, SourceType, Urgency
from luoshi.kit.rows import Row
from luoshi.organisation.models import Person, Post, Unit
from luoshi.organisation.terms import OwnerRoom
from luoshi.trail.models import File


class Counter(Row):
    """The last number given out in a series of a year; its locked row makes numbers gapless."""

    series = models.CharField(max_length=30)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One row for a series and a year."""

        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="counter_once_for_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.series}{self.year}-{self.last}"


class Document(Row):
    """A paper that carries a decision (来文)."""

    title = models.CharField(_("标题"), max_length=200)
    document_number = models.CharField(_("发文字号"), max_length=60, blank=True)
    source = models.CharField(_("来源"), max_length=20, choices=SourceType)
    kind = models.CharField(_("事项类别"), max_length=40)
    issuer = models.CharField(_("发文机关"), max_length=100, blank=True)
    issued_date = models.DateField(_("成文日期"))
    received_date = models.DateField(_("收到日期"))
    urgency = models.CharField(
        _("紧急程度"), max_length=12, choices=Urgency, default=Urgency.ORDINARY
    )
    office = models.ForeignKey(Unit, models.PROTECT, related_name="documents")
    owner = models.CharField(_("归属"), max_length=12, choices=OwnerRoom)
    file = models.ForeignKey(File, models.PROTECT, related_name="documents")
    file_name = models.CharField(_("原件名称"), max_length=200)
    text = models.TextField(_("正文"))
    # Its words were recognised in pictures and looked over by whoever registered it.
    recognised = models.BooleanField(_("文字由图片识别"), default=False)
    registered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    class Meta:
        """Listed newest first."""

        indexes = [models.Index(fields=["office", "-registered_at"], name="document_newest")]

    def __str__(self) -> str:
        return self.title


class Scan(Row):
    """A scan whose words are still being recognised and looked over (待识读扫描件).

    A draft: only who sent it sees it, and nothing of it stays once it is registered or given up.

    :ivar content: the bytes as they came; `pages` of them, `seen` of which are recognised
    :ivar leaves: what was recognised, page by page, as `papers.telling` says it
    :ivar said: what was typed beside the file, to be found again in the form
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="scans")
    name = models.CharField(_("原件名称"), max_length=200)
    content = models.BinaryField()
    pages = models.PositiveIntegerField(_("页数"))
    seen = models.PositiveIntegerField(_("已识读"), default=0)
    leaves = models.JSONField(default=list)
    said = models.JSONField(default=dict)
    laid_at = models.DateTimeField()

    class Meta:
        """No more pages are recognised than there are."""

        constraints = [
            models.CheckConstraint(
                name="scan_is_seen_to_its_end", condition=Q(seen__lte=F("pages"))
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def whole(self) -> bool:
        """Tell whether every page is recognised."""
        return self.seen == self.pages


class Sentence(Row):
    """A sentence of a document, at its offsets in the untouched text (characters)."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="sentences")
    place = models.PositiveIntegerField()
    paragraph = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    disposition = models.CharField(max_length=12, choices=Disposition, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        """Sentences stand in order and are not empty."""

        constraints = [
            models.UniqueConstraint(fields=["document", "place"], name="sentence_has_its_place"),
            models.CheckConstraint(name="sentence_is_not_empty", condition=Q(end__gt=F("start"))),
        ]

    def __str__(self) -> str:
        return f"{self.document}#{self.place}"


class Instruction(Row):
    """A leader's words on a document or a matter (批示); a read-only one opens nothing (圈阅)."""

    leader = models.ForeignKey(Post, models.PROTECT, related_name="instructions")
    leader_name = models.CharField(_("批示领导"), max_length=60)
    words = models.TextField(_("批示内容"))
    given_date = models.DateField(_("批示日期"))
    read_only = models.BooleanField(_("仅圈阅"), default=False)
    office = models.ForeignKey(Unit, models.PROTECT, related_name="instructions_received")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="instructions"
    )
    # breakdown stands above this room: a matter is named by its key and its number, as text.
    matter_id = models.UUIDField(null=True, blank=True)
    matter_number = models.CharField(max_length=40, blank=True)
    registered_at = models.DateTimeField()

    class Meta:
        """It is on one thing, and says something unless it was only read."""

        constraints = [
            models.CheckConstraint(
                name="instruction_is_on_one_thing",
                condition=Q(document__isnull=False, matter_id__isnull=True)
                | Q(document__isnull=True, matter_id__isnull=False),
            ),
            models.CheckConstraint(
                name="instruction_says_something", condition=Q(read_only=True) | ~Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader_name} {self.given_date}"
