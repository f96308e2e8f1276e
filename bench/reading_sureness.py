"""Measure how sure the reader may be of a proposal, and write `luoshi/reading/surely.py`.

    python bench/reading_sureness.py            the reliability table, on papers never seen
    python bench/reading_sureness.py --write    measure on all papers and write the table

A proposal is right where it overlaps a marked task by half of both, names the same lead and the
same day. Every paper is read with weights that never saw it; what the marks count for is measured
on the other papers again, so that neither the reading nor its sureness was fitted to what is told.
"""

import argparse
import importlib.util
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.reading_weights import FOLDS, averaged, fold_of, papers, set_weights  # noqa: E402
from luoshi.reading.reader import marks_in  # noqa: E402
from tests.reading.annotated import CORPUS  # noqa: E402

ROUNDS = 200
# How strongly a count is drawn towards nothing: as if so many proposals had spoken against it.
SHRINK = 20.0
# What is asked of the high band, and how far below it the middle one reaches.
ASKED = 0.97
MIDDLE = 0.6
WIDTH = 98

HEAD = '''"""What each mark of a proposal counts for in saying how sure the reader is: measured.

Written by `bench/reading_sureness.py` from papers the reader's weights never saw; log odds. From
HIGH on a proposal is shown as sure, from MIDDLE on as likely.
"""

# fmt: off
HIGH, MIDDLE = {high}, {middle}
COUNTS: dict[str, float] = {{
'''


@dataclass
class Seen:
    """A proposal made unseen: its paper, its marks, and whether a person would change nothing."""

    paper: str
    marks: list[str]
    right: bool


def scorer():
    """Return the corpus's own scorer, so that right means what it means there."""
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _rights(score, paper, tasks):
    gold = json.loads((CORPUS / "gold" / f"{paper.name}.json").read_text(encoding="utf-8"))["tasks"]
    told = [(one["start"], one["end"]) for one in gold]
    read = [(one.span.start, one.span.end) for one in tasks]
    pairs = score.match(score.Doc(paper.text), told, read, 0.5, strict=True)
    of = {proposed: marked for marked, proposed in pairs.items()}
    return [number in of and _same(score, gold[of[number]], task)
            for number, task in enumerate(tasks)]  # fmt: skip


def _same(score, marked, task):
    names = score.units([one.name for one in task.lead])
    if score.units(marked.get("lead")) != names:
        return False
    day = task.deadline.resolved if task.deadline else ""
    due = marked.get("deadline") or ""
    return score.deadline_equal(due, day) if due and day else due == day


def unseen() -> list[Seen]:
    """Return every proposal of every paper, read with weights that never saw the paper."""
    score, seen, found = scorer(), papers(), []
    for fold in range(FOLDS):
        set_weights(averaged([p for p in seen if fold_of(p.name, seen) != fold]))
        for paper in (p for p in seen if fold_of(p.name, seen) == fold):
            pairs = marks_in(paper.text, paper.anchor)
            rights = _rights(score, paper, [task for task, _ in pairs])
            found += [
                Seen(paper.name, marks, right)
                for (_, marks), right in zip(pairs, rights, strict=True)
            ]
    return found


def counted(seen: list[Seen]) -> dict[str, float]:
    """Return what each mark counts for: the likeliest counts, drawn towards nothing.

    Gradient ascent with a momentum (Nesterov) and a step for each mark that is never too long.
    """
    marks = sorted({mark for one in seen for mark in one.marks})
    place = {mark: number for number, mark in enumerate(["", *marks])}
    rows = [([0, *(place[mark] for mark in one.marks)], one.right) for one in seen]
    reach = [0.0] * len(place)
    for held, _ in rows:
        for number in held:
            reach[number] += len(held) / 4
    shrink = [0.0, *(SHRINK for _ in marks)]
    counts, before = [0.0] * len(place), [0.0] * len(place)
    for turn in range(ROUNDS):
        push = turn / (turn + 3)
        ahead = [now + push * (now - was) for now, was in zip(counts, before, strict=True)]
        slopes = [drawn * count for drawn, count in zip(shrink, ahead, strict=True)]
        for held, right in rows:
            error = _logistic(sum(ahead[number] for number in held)) - right
            for number in held:
                slopes[number] += error
        before = counts
        counts = [
            count - slope / (reach[number] + shrink[number])
            for number, (count, slope) in enumerate(zip(ahead, slopes, strict=True))
        ]
    return {mark: counts[number] for mark, number in place.items()}


def _logistic(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def chance(counts: dict[str, float], marks: list[str]) -> float:
    """Return the chance that a proposal with these marks is right."""
    total = counts.get("", 0.0) + sum(counts.get(mark, 0.0) for mark in marks)
    return _logistic(total)


def told(seen: list[Seen]) -> list[tuple[float, bool]]:
    """Return chance and truth of every proposal, its paper left out when the marks were counted."""
    names = sorted({one.paper for one in seen})
    found = []
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        counts = counted([one for one in seen if one.paper not in out])
        found += [(chance(counts, one.marks), one.right) for one in seen if one.paper in out]
    return sorted(found, reverse=True)


def line_for(pairs: list[tuple[float, bool]]) -> float:
    """Return the lowest chance from which on what is asked of the high band holds."""
    best, right = pairs[0][0], 0
    for number, (sure, holds) in enumerate(pairs, start=1):
        right += holds
        if number >= len(pairs) // 10 and right >= ASKED * number:
            best = sure
    return math.floor(best * 1000) / 1000


def reliability(pairs: list[tuple[float, bool]], high: float) -> None:
    """Print how often proposals of each tenth of confidence were right."""
    print("confidence   proposals   right")
    for tenth in range(10):
        low = tenth / 10
        held = [holds for sure, holds in pairs if low <= sure < low + 0.1]
        if held:
            print(f"{low:.1f}-{low + 0.1:.1f}      {len(held):9}   {sum(held) / len(held):.3f}")
    held = [holds for sure, holds in pairs if sure >= high]
    share = len(held) / len(pairs)
    print(f"high (>= {high}): {share:.3f} of all, {sum(held) / max(1, len(held)):.3f} right")


def write(seen: list[Seen], high: float) -> None:
    """Write the table."""
    lines, line = [], "   "
    for mark, count in sorted(counted(seen).items()):
        entry = f' "{mark}": {round(count, 2)},'
        if len(line) + len(entry) > WIDTH:
            lines.append(line)
            line = "   "
        line += entry
    body = "\n".join([*lines, line, "}", "# fmt: on", ""])
    path = ROOT / "luoshi" / "reading" / "surely.py"
    path.write_text(HEAD.format(high=high, middle=MIDDLE) + body, encoding="utf-8")


def main() -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description="Measure how sure the reader may be.")
    parser.add_argument("--write", action="store_true", help="write luoshi/reading/surely.py")
    asked = parser.parse_args()
    if not (CORPUS / "gold").is_dir():
        print("LUOSHI_CORPUS holds no annotated papers: nothing to measure.")
        return
    seen = unseen()
    pairs = told(seen)
    high = line_for(pairs)
    reliability(pairs, high)
    if asked.write:
        write(seen, high)


if __name__ == "__main__":
    main()
