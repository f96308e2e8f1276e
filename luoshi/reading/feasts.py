"""节日 「春节前」: before the first day off that the official notice of that year names."""

from datetime import date, timedelta
from functools import cache

from luoshi.timelimits.official import official_years

_FULL = {"五一": "劳动节", "清明": "清明节", "端午": "端午节", "中秋": "中秋节", "国庆": "国庆节"}


@cache
def _first_days() -> dict[tuple[int, str], date]:
    days: dict[tuple[int, str], date] = {}
    for year, listed in official_years().items():
        for special in listed:
            if not special.working:
                days.setdefault((year, special.name), special.date)
    return days


def eve_of(feast: str, year: int, month: int = 0, day: int = 0) -> str:
    """Return the last day before a feast, counted from a day on; empty where no notice is out.

    :param month: of the day the paper bears, 0 where only its year is known
    """
    name = _FULL.get(feast.removesuffix("节"), feast.removesuffix("节"))
    for known in (name, name + "节"):
        for tried in (year, year + 1):
            first = _first_days().get((tried, known))
            if first is not None and (not month or first > date(year, month, day or 1)):
                return (first - timedelta(days=1)).isoformat()
    return ""
