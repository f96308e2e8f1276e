"""What is asked of whom: my asks, what waits for my unit, who answered what. Constant queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from luoshi.coordination.ask_terms import STILL_TO_ANSWER, AskKind, AskState, Standing
from luoshi.coordination.asking import where_it_stands, with_standing
from luoshi.coordination.asks_rules import SPEAKERS, asker, may_see, may_see_replies
from luoshi.coordination.models import Addressee, Ask, AskFile, AskValue
from luoshi.dues.models import OPEN, Due
from luoshi.organisation.acting import Acting


def asks_before(by: Acting) -> QuerySet[Ask]:
    """Return the asks somebody may see, the newest first."""
    return Ask.objects.filter(may_see(by)).select_related("unit").order_by("-drafted_at", "-id")


def asked_by(by: Acting, today: date) -> QuerySet[Ask]:
    """Return what one's own unit asks, newest first, each with how it stands. One query."""
    return with_numbers(asks_before(by).filter(asker(by)), today)


def with_numbers(asks: QuerySet[Ask], today: date) -> QuerySet[Ask]:
    """Let each ask say how many rows it has, and how many are answered, late and silent."""
    stands = where_it_stands(today, "addressees__")
    done = (Standing.ANSWERED, Standing.LATE)
    asks = asks.annotate(rows=Count("addressees"))
    signed = Q(kind=AskKind.NOTICE, addressees__due__met_date__isnull=False)
    return asks.alias(stands=stands).annotate(
        done=Count("addressees", filter=Q(stands__in=done) | signed, distinct=True),
        late=Count("addressees", filter=Q(stands=Standing.LATE), distinct=True),
        silent=Count("addressees", filter=Q(stands=Standing.SILENT), distinct=True),
    )


def to_answer(by: Acting) -> QuerySet[Addressee]:
    """Return what waits for this unit's answer, by day; of a return only the next period."""
    if by.role not in SPEAKERS:
        return Addressee.objects.none()
    earlier = Due.objects.filter(
        OPEN, series=OuterRef("due__series"), due_date__lt=OuterRef("due__due_date")
    )
    rows = Addressee.objects.filter(
        unit=by.unit_id,
        state__in=STILL_TO_ANSWER,
        ask__state=AskState.SENT,
        due__met_at__isnull=True,
        due__excused_at__isnull=True,
        delivered_at__isnull=False,
    )
    rows = rows.exclude(Q(due__series__isnull=False) & Exists(earlier))
    return rows.select_related("ask__unit", "due").order_by("due__due_date", "id")


def answered_by(by: Acting) -> QuerySet[Addressee]:
    """Return what this unit has answered or signed for, the newest first."""
    rows = Addressee.objects.filter(unit=by.unit_id, due__met_at__isnull=False)
    return rows.select_related("ask__unit", "due").order_by("-due__met_at", "-id")


def waiting(by: Acting, at: datetime) -> int:
    """Count what waits for this unit's answer, for the navigation."""
    return to_answer(by).order_by().count()


def row_before(by: Acting, ask: Ask, period: str = "") -> Addressee | None:
    """Return the row of one's own unit: of the period named, else the next to be answered."""
    if by.role not in SPEAKERS:
        return None
    rows = ask.addressees.filter(unit=by.unit_id, delivered_at__isnull=False)
    rows = rows.select_related("ask__unit", "unit", "due")
    if period:
        return rows.filter(period=period).first()
    still = rows.filter(state__in=STILL_TO_ANSWER).order_by("due__due_date")
    return still.first() or rows.order_by("-due__due_date").first()


def periods_of(ask: Ask) -> list[str]:
    """Return the periods of a return that have rows, the earliest first."""
    rows = ask.addressees.exclude(period="").order_by("due__due_date")
    return list(dict.fromkeys(rows.values_list("period", flat=True)))


def current_period(ask: Ask, today: date) -> str:
    """Return the period a table opens on: the last one that fell due, else the first."""
    rows = ask.addressees.exclude(period="")
    passed = rows.filter(due__due_date__lte=today).order_by("-due__due_date")
    found = passed.first() or rows.order_by("due__due_date").first()
    return found.period if found else ""


def rows_of(ask: Ask, period: str, today: date) -> QuerySet[Addressee]:
    """Return the rows of a period in official order, each saying where it stands.

    A unit not delivered to has no period yet, and stands in every one.
    """
    rows = ask.addressees.filter(Q(period=period) | Q(period=""))
    found = with_standing(rows, today).select_related("unit", "due", "ask")
    return found.order_by("unit__place", "unit__code")


@dataclass(frozen=True)
class Before:
    """What a unit answered the time before: by the id of the place."""

    row: Addressee
    values: dict[UUID, str]


def last_time(row: Addressee) -> Before | None:
    """Return what the unit answered in the period before, to be seen beside the form."""
    if not row.period or row.due is None:
        return None
    earlier = Addressee.objects.filter(
        ask=row.ask_id,
        unit=row.unit_id,
        due__due_date__lt=row.due.due_date,
        answered_at__isnull=False,
    )
    found = earlier.order_by("-due__due_date").first()
    if found is None:
        return None
    values = AskValue.objects.filter(addressee=found).values_list("field", "said")
    return Before(found, dict(values))


def values_of(rows: Sequence[Addressee]) -> dict[tuple[UUID, UUID], AskValue]:
    """Return what was filled in, by row and place. One query."""
    held = AskValue.objects.filter(addressee__in=[row.pk for row in rows])
    held = held.select_related("field")
    return {(one.addressee_id, one.field_id): one for one in held}


def files_seen(by: Acting) -> QuerySet[AskFile]:
    """Return the files somebody may have: of an ask they see; of a reply, theirs or asked for."""
    asks = Ask.objects.filter(may_see(by)).values("pk")
    replies = replies_read_by(by).values("pk")
    own = Q(addressee__unit=by.unit_id) if by.role in SPEAKERS else Q(pk__in=[])
    beside = Q(addressee__isnull=True, ask__in=asks)
    return AskFile.objects.filter(beside | own | Q(addressee__isnull=False, ask__in=replies))


def replies_read_by(by: Acting) -> QuerySet[Ask]:
    """Return the asks whose replies somebody may read."""
    return Ask.objects.filter(may_see_replies(by), sent_at__isnull=False).order_by()


def value_files_seen(by: Acting) -> QuerySet[AskValue]:
    """Return what was filled in as a file and somebody may have: their own, or asked for."""
    own = Q(addressee__unit=by.unit_id) if by.role in SPEAKERS else Q(pk__in=[])
    asked = Q(addressee__ask__in=replies_read_by(by).values("pk"))
    return AskValue.objects.filter(own | asked, file__isnull=False)
