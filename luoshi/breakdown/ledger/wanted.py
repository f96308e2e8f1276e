"""What somebody asks of the ledger, and the one address that says it.

The parts stand in a fixed order and defaults are left out, so that a link sent to a colleague
shows the same and two ways to one page have one address.
"""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, quote, unquote
from uuid import UUID

from luoshi.breakdown.ledger.columns import COLUMNS, DEFAULT, SORTS
from luoshi.breakdown.lights import NOT_STARTED
from luoshi.breakdown.terms import MatterState
from luoshi.dues.terms import Level
from luoshi.intake.kinds import KINDS
from luoshi.kit.days import FIRST_DAY, LAST_DAY

PER_PAGE = (50, 25, 100, 200)
GROUPS = ("unit", "source", "light", "kind", "line", "month")


@dataclass(frozen=True)
class Wanted:
    """One question to the ledger; the order of the fields is the order in the address.

    :ivar view: id of the saved view it began from
    :ivar light: levels as text, `none` for what is not issued
    :ivar unit: id of the lead unit, `document` of the source
    :ivar day: an earlier day, to see the ledger as it stood at its end; None for now
    :ivar fold: keys of the groups that are closed
    :ivar columns: what stands after 序号、编号、事项, in order
    :ivar sort: name of a column, with `-` before it to turn it round
    """

    view: str = ""
    q: str = ""
    light: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    unit: str = ""
    kind: str = ""
    line: str = ""
    document: str = ""
    since: date | None = None
    until: date | None = None
    day: date | None = None
    group: str = ""
    fold: tuple[str, ...] = ()
    columns: tuple[str, ...] = DEFAULT
    sort: str = ""
    per: int = PER_PAGE[0]
    page: int = 1

    def but(self, **changes: Any) -> "Wanted":
        """Return the same question with parts changed, from its first page."""
        return replace(self, **({"page": 1} | changes))

    def toggled(self, name: str, value: str) -> "Wanted":
        """Return the same question with a value put among those of a part, or taken out."""
        held = getattr(self, name)
        rest = tuple(one for one in held if one != value)
        return self.but(**{name: rest if value in held else (*held, value)})

    def raised(self, name: str) -> "Wanted":
        """Return the same question with a column moved before the one before it."""
        order = list(self.columns)
        if name in order[1:]:
            at = order.index(name)
            order[at - 1 : at + 1] = [order[at], order[at - 1]]
        return self.but(columns=tuple(order))

    @property
    def narrowed(self) -> bool:
        """Tell whether anything is filtered out."""
        return self.filters != NOTHING.filters

    @property
    def filters(self) -> tuple[Any, ...]:
        """Return the parts that leave matters out."""
        return tuple(getattr(self, name) for name in FILTERS)

    @property
    def query(self) -> str:
        """Return it as the query of an address, without the question mark.

        A view named alone would be opened as it was kept: what left nothing of it does not name it.
        """
        said = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value != one.default:
                said[one.name] = f"{one.name}={_spoken(value)}"
        if not said.keys() - {"view", "page"}:
            said.pop("view", None)
        return "&".join(said.values())

    @property
    def kept(self) -> str:
        """Return what a saved view keeps: no page, no earlier view, no closed groups."""
        return replace(self, view="", page=1, fold=()).query

    def parts(self, *leaving: str) -> list[tuple[str, str]]:
        """Return what a form must carry along, all but the parts it asks itself and the page."""
        said = []
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name in (*leaving, "page") or value == one.default:
                continue
            shown = ",".join(map(guarded, value)) if isinstance(value, tuple) else str(value)
            said.append((one.name, shown))
        return said

    @property
    def address(self) -> str:
        """Return it as a link on the ledger's own page."""
        return f"?{self.query}" if self.query else "?"


FILTERS = ("q", "light", "state", "unit", "kind", "line", "document", "since", "until")
NOTHING = Wanted()


LEVELS = (*(str(one.value) for one in Level), NOT_STARTED)
LONGEST = 60
MOST_PAGES = 1_000_000


def wanted_in(query: str) -> Wanted:
    """Read the query of an address; what makes no sense falls to the usual.

    Several values of a part stand between commas, or are said one after another as a form does.
    """
    said = parse_qs(query, max_num_fields=500, errors="replace")

    def one(name: str) -> str:
        return said.get(name, [""])[-1].strip()

    def many(name: str, known: Any = None) -> tuple[str, ...]:
        values = [unquote(part) for whole in said.get(name, []) for part in whole.split(",")]
        kept = (value for value in values if value and (known is None or value in known))
        return tuple(dict.fromkeys(kept))[:100]

    return Wanted(
        view=_id(one("view")),
        q=one("q")[:LONGEST],
        light=many("light", LEVELS),
        state=many("state", MatterState.values),
        unit=_id(one("unit")),
        kind=one("kind") if one("kind") in KINDS else "",
        line=one("line")[:LONGEST],
        document=_id(one("document")),
        since=_day(one("since")),
        until=_day(one("until")),
        day=_day(one("day")),
        group=one("group") if one("group") in GROUPS else "",
        fold=many("fold"),
        columns=many("columns", COLUMNS) or DEFAULT,
        sort=one("sort") if one("sort").removeprefix("-") in SORTS else "",
        per=next((size for size in PER_PAGE if str(size) == one("per")), PER_PAGE[0]),
        page=_number(one("page")),
    )


def _id(given: str) -> str:
    try:
        return str(UUID(given)) if given else ""
    except ValueError:
        return ""


def _day(given: str) -> date | None:
    try:
        day = date.fromisoformat(given) if given else None
    except ValueError:
        return None
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def _number(given: str) -> int:
    if not given.isascii() or not given.isdigit():
        return 1
    return max(1, min(int(given[:9]), MOST_PAGES))


def guarded(value: str) -> str:
    """Return a value so that the comma between values is no part of it."""
    return value.replace("%", "%25").replace(",", "%2C")


def _spoken(value: Any) -> str:
    if isinstance(value, tuple):
        # A comma parts values, so one inside a value is written twice over.
        return ",".join(quote(guarded(one), safe="") for one in value)
    return quote(str(value), safe="")
