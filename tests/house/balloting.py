"""The appraisals in the house: what is laid, its addresses, who comes there and is told what.

A draft, an open one by link, an open one on paper, and a closed one in which 市住建局 stands.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import now

from luoshi.assessment.models import Appraisal
from luoshi.assessment.operations import appraisals, ballots
from luoshi.timelimits.here import day_here
from tests.assessment.asked import assessor, said
from tests.world import unit_named

DOORS = """
assessment:appraisals                 GET  .... .... 2222 22 22 2 22 22 .2 ... . s
assessment:new_appraisal              GET  .... .... .... .. .. . .. .. .2 ... . s
assessment:new_appraisal              POST .... .... 9999 99 99 9 99 99 .3 ... . s
assessment:appraisal                  GET  .... .... 2222 .. .. . 22 22 .2 ... . s
assessment:edit_appraisal             GET  .... .... .... .. .. . .. .. .2 ... . s
assessment:edit_appraisal             POST .... .... .... .. .. . .. .. .3 ... . s
assessment:move_appraisal             POST .... .... .... .. .. . 99 99 .3 ... . s
assessment:ballot_slips               POST .... .... .... .. .. . 99 99 .2 ... . s
assessment:ballot_sheet               GET  .... .... .... .. .. . .. .. .2 ... . s
assessment:paper_count                GET  .... .... .... .. .. . .. .. .2 ... . s
assessment:paper_count                POST .... .... .... .. .. . 99 99 .3 ... . s
assessment:take_over                  POST .... .... 9999 .. .. . 99 99 .9 ... . s
assessment:ballot                     GET  2222 2222 2222 22 22 2 22 22 22 222 2 2
assessment:ballot                     POST 3333 3333 3333 33 33 3 33 33 33 333 3 3
"""
REFUSALS = {
    "assessment:new_appraisal": "拟定评议须由考核办考核员办理",
    "assessment:move_appraisal": "结束评议须由考核办考核员办理",
    "assessment:ballot_slips": "生成票号须由考核办考核员办理",
    "assessment:paper_count": "录入纸质票须由考核办考核员办理",
    "assessment:take_over": "采用评议结果须由考核办主要负责人办理",
}
# Forms, one appraisal, and a ballot.
NO_LIST = {
    "assessment:new_appraisal", "assessment:appraisal", "assessment:edit_appraisal",
    "assessment:paper_count", "assessment:ballot", "assessment:ballot_sheet",
}  # fmt: skip


def furnish(things: dict[str, Any]) -> None:
    """Lay the four appraisals, and a link to one ballot."""
    at, by = now(), assessor()
    asks = replace(
        said(until=day_here(at) + timedelta(days=20)),
        units=[unit_named("市住建局"), unit_named("市发改委")],
    )

    def opened(**others: Any) -> Appraisal:
        made = appraisals.draft(replace(asks, **others), by=by, at=at)
        appraisals.make_ballots(made, [ballots.new_token()], by=by, at=at)
        appraisals.open_votes(made, by=by, at=at)
        return made

    token = ballots.new_token()
    by_link, closed = opened(title="网上评议"), opened(title="已结束的评议")
    appraisals.make_ballots(by_link, [token], by=by, at=at)
    appraisals.close(closed, by=by, at=at)
    things |= {
        "appraisal draft": appraisals.draft(replace(asks, title="评议草案"), by=by, at=at),
        "appraisal": by_link,
        "appraisal on paper": opened(title="纸质评议", paper_issued=9),
        "appraisal closed": closed,
        "ballot": token,
    }


def lay_many(numbers: Iterable[int]) -> None:
    """Lay one draft for each number."""
    at, by = now(), assessor()
    for number in numbers:
        asks = said(title=f"第{number}号评议", until=day_here(at) + timedelta(days=20))
        appraisals.draft(asks, by=by, at=at)


def rows(things: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Return each page's name, its address, and what is posted to it."""
    draft, by_link = things["appraisal draft"], things["appraisal"]
    until = day_here(now()) + timedelta(days=9)
    told = {
        "title": "新评议", "kind": "REPORTING", "scale": "GRADES", "question": "述职如何？",
        "units": "市住建局", "span": "2026", "until": until.isoformat(), "voters": "干部群众",
    }  # fmt: skip
    on_paper = things["appraisal on paper"]
    standing = on_paper.appraised.values_list("pk", flat=True)
    answers = ("satisfied", "basically", "dissatisfied", "unknown")
    counted = {f"{answer}-{row}": "1" for row in standing for answer in answers}
    voted = by_link.appraised.values_list("pk", flat=True)
    return [
        _at("appraisals"),
        _at("new_appraisal", **told),
        _at("appraisal", things["appraisal closed"].pk),
        _at("edit_appraisal", draft.pk, **told),
        _at("move_appraisal", by_link.pk, verdict="close"),
        _at("ballot_slips", by_link.pk, number="2"),
        _at("ballot_sheet", on_paper.pk),
        _at("paper_count", on_paper.pk, returned="4", **counted),
        _at("take_over", things["appraisal closed"].pk),
        _at("ballot", things["ballot"], **{f"unit-{row}": "satisfied" for row in voted}),
    ]


def _at(to: str, *args: Any, **given: Any) -> tuple[str, str, dict[str, Any]]:
    name = f"assessment:{to}"
    return name, reverse(name, args=args), given
