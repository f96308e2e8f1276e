"""The months a demo text speaks of, seen from the day it bears: the city never grows old."""

from datetime import date
from importlib.resources import files

from luoshi.timelimits.days import add_months


def text(name: str, issued: date) -> str:
    """Return a text of the demo with its months put in: {m3} is three months after its day.

    A month of a later year is written with its year, as officials do.
    """
    raw = files("luoshi.site.demo").joinpath("texts", f"{name}.txt").read_text("utf-8")
    months = {f"m{ahead}": _month(issued, ahead) for ahead in range(1, 13)}
    return raw.format(year=issued.year, y=issued.year, **months)


def _month(issued: date, ahead: int) -> str:
    then = add_months(issued, ahead)
    return str(then.month) if then.year == issued.year else f"{then.year}年{then.month}"
