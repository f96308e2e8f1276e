"""Draws docs/lifecycles.md from the tables of moves; a house test holds the page to them."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "lifecycles.md"
HEAD = """# 流转 The lifecycles

Drawn from the tables of moves by `.venv/bin/python tools/lifecycles.py`; not written by hand.
A move is one UPDATE whose WHERE holds the row, the state the person saw and who may: see
[flow](flow.md). The codes T1 to T21 are those of
[the field](field.md#02-the-life-of-a-matter).
"""


def lifecycles() -> list[Any]:
    """Return every table of moves in the house, in the order of the rooms."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings_test")
    django.setup()
    # After the settings are named.
    from luoshi.assessment.appeal_lifecycle import ADJUSTMENT, APPEAL  # noqa: PLC0415
    from luoshi.assessment.appraisal_lifecycle import APPRAISAL  # noqa: PLC0415
    from luoshi.assessment.lifecycle import FIGURE, SCHEME  # noqa: PLC0415
    from luoshi.assessment.period_lifecycle import PERIOD  # noqa: PLC0415
    from luoshi.breakdown.lifecycle import LIST, MATTER  # noqa: PLC0415
    from luoshi.coordination.asks_lifecycle import ASK, REPLY  # noqa: PLC0415
    from luoshi.coordination.lifecycle import REQUEST  # noqa: PLC0415
    from luoshi.reporting.lifecycle import REPORT, SLIP  # noqa: PLC0415

    return [
        LIST,
        MATTER,
        REPORT,
        SLIP,
        REQUEST,
        ASK,
        REPLY,
        SCHEME,
        FIGURE,
        PERIOD,
        ADJUSTMENT,
        APPEAL,
        APPRAISAL,
    ]


def drawn(life: Any) -> Iterator[str]:
    """Yield the lines about one lifecycle: its picture, then its table."""
    choices = life.model._meta.get_field(life.column).flatchoices
    states = {code: str(label) for code, label in choices}
    yield f"\n## {life.model.__name__}\n"
    yield "```mermaid\nstateDiagram-v2"
    for code, label in states.items():
        yield f"    {code}: {label}"
    for move in life.moves.values():
        for source in sorted(move.source, key=list(states).index):
            yield f"    {source} --> {move.target}: {move.label}"
    yield "```\n"
    yield "| 办理 | move | code | from | to | 由谁办理 | needs |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for move in life.moves.values():
        source = "、".join(states[one] for one in sorted(move.source, key=list(states).index))
        needs = ", ".join(f"`{need_name(need)}`" for need in move.needs)
        cells = (move.label, f"`{move.name}`", move.code, source, states[move.target])
        yield f"| {' | '.join(map(str, cells))} | {move.may.says} | {needs} |"


def need_name(need: Any) -> str:
    """Return what a need asks for; one that asks for words is named by the fact it reads."""
    if need.__closure__ is None:
        return str(need.__name__)
    return str(next(c.cell_contents for c in need.__closure__ if isinstance(c.cell_contents, str)))


def page() -> str:
    """Return the page as it should stand, in the field's own words."""
    lives = lifecycles()
    from django.utils import translation  # noqa: PLC0415  after the settings are named

    with translation.override("zh-hans"):
        return HEAD + "\n".join(line for life in lives for line in drawn(life)) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
