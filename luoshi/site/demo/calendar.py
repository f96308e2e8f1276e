"""The days a demo text speaks of, seen from the day it bears: the city never grows old."""

import re
from datetime import date, timedelta
from importlib.resources import files

from luoshi.timelimits.days import add_months

_PLACE = re.compile(r"\{([a-z]+)(-?\d*)\}")


def raw(name: str) -> str:
    """Return a text of the demo as it was written."""
    return files("luoshi.site.demo").joinpath("texts", f"{name}.txt").read_text("utf-8")


def dated(words: str, *, issued: date, today: date, serial: int = 1) -> str:
    """Put the days into a text: {m3} is the third month after its own day, {d-8} a day of now.

    A month or day of a later year is written with its year, as officials do.

    :param today: the day the story ends on; {d0} is that day, {d3} three days later
    :param serial: the number of the paper in its series, for {n}
    """

    def put(found: re.Match[str]) -> str:
        name, number = found.groups()
        if name == "m":
            then = add_months(issued, int(number))
            return _year(then, issued) + str(then.month)
        if name == "d":
            then = today + timedelta(days=int(number))
            return f"{_year(then, issued)}{then.month}月{then.day}日"
        return {"year": str(issued.year), "n": str(serial)}[name]

    return _PLACE.sub(put, words)


def _year(then: date, issued: date) -> str:
    return "" if then.year == issued.year else f"{then.year}年"
