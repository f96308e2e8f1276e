"""节日 「春节前」: before the first day off that the official notice of that year names."""

from datetime import date, timedelta
from functools import cache

from luoshi.timelimits.official import official_years

_FULL = {"五一": "劳动节", "劳动": "劳动节", "国庆": "国庆节"}


@cache
def _off() -> frozenset[date]:
    listed = (special for year in official_years().values() for special in year)
    return frozenset(special.date for special in listed if not special.working)


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
    plain = feast if feast == "春节" else feast.removesuffix("节")
    name = _FULL.get(plain, plain)
    for tried in (year, year + 1):
        first = _first_days().get((tried, name))
        if first is not None and (not month or first > date(year, month, day or 1)):
            # 中秋 in the midst of the National Day week: what is due before it is due before all.
            while first - timedelta(days=1) in _off():
                first -= timedelta(days=1)
            return (first - timedelta(days=1)).isoformat()
    return ""
