"""Measure what each sign counts for, from annotated papers, and write `luoshi/reading/weights.py`.

    python bench/reading_weights.py             eight-fold: score papers the weights never saw
    python bench/reading_weights.py --write     measure on all papers and write the table

Logistic regression by stochastic gradient, standard library only, the same table for the same
papers. A clause counts as ordered where at least half of it lies in an annotated task. What stands
in `weighing.BY_RULE` is not measured.
"""

import argparse
import json
import math
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from luoshi.reading import read, weighing  # noqa: E402
from luoshi.reading.deadlines import Anchor  # noqa: E402
from luoshi.reading.forms import exchange_form  # noqa: E402
from luoshi.reading.page import page_of  # noqa: E402
from luoshi.reading.shadow import shadow_of  # noqa: E402
from luoshi.reading.signs import LETTER, signs_of  # noqa: E402
from tests.reading.annotated import CORPUS, words_of  # noqa: E402

FOLDS = 8
RUNS = 6
ROUNDS = 12
STEP = 0.08
SHRINK = 1e-2
# Found by the eight-fold score: a little more is proposed than is likelier than not, because a
# person drops a proposal sooner than she misses one.
LEAN = 1.0
SMALLEST = 0.04
WIDTH = 98

HEAD = '''"""What each sign counts for when a clause is weighed: measured, not chosen (ADR 0030).

Written by `bench/reading_weights.py` from annotated papers; no word of them is in here. Positive
speaks for an order, negative against it, in log odds. A name is explained where it is given, in
`signs`.
"""

# fmt: off
WEIGHTS: dict[str, float] = {
'''


@dataclass
class Seen:
    """An annotated paper as the reader sees it: the signs of each clause, and if it is ordered."""

    name: str
    anchor: str | None
    text: str
    signs: list[list[str]]
    ordered: list[bool]


def papers() -> list[Seen]:
    """Return every annotated paper."""
    found = []
    for path in sorted((CORPUS / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = words_of(CORPUS / "docs" / f"{path.stem}.txt")
        found.append(_seen(path.stem, gold, text))
    return found


def _seen(name, gold, text):
    shadow = shadow_of(text)
    page = page_of(shadow.text, Anchor.of(gold["anchor_date"]))
    marked = bytearray(len(text) + 1)
    for task in gold["tasks"]:
        marked[task["start"] : task["end"]] = b"\1" * (task["end"] - task["start"])
    signs = [shared + own for shared, clauses in signs_of(page) for own in clauses]
    ordered = []
    for stand in page.stands:
        start, end = stand.clause.start, stand.clause.end
        inside = sum(marked[shadow.offsets[at]] for at in range(start, end))
        ordered.append(end > start and inside * 2 >= end - start)
    return Seen(name, gold["anchor_date"], text, signs, ordered)


def measured(seen: list[Seen], seed: int = 0) -> dict[str, float]:
    """Return the weights that tell best between ordered and other clauses."""
    items = [pair for one in seen for pair in zip(one.signs, one.ordered, strict=True)]
    weights: dict[str, float] = {}
    slopes: dict[str, float] = {}
    order = random.Random(seed)
    for _ in range(ROUNDS):
        order.shuffle(items)
        for signs, ordered in items:
            total = sum(weighing.BY_RULE.get(s) or weights.get(s, 0.0) for s in signs)
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - ordered
            for sign in signs:
                if sign in weighing.BY_RULE:
                    continue
                slope = error + SHRINK * weights.get(sign, 0.0)
                slopes[sign] = slopes.get(sign, 0.01) + slope * slope
                weights[sign] = weights.get(sign, 0.0) - STEP * slope / math.sqrt(slopes[sign])
    return weights


def averaged(seen: list[Seen]) -> dict[str, float]:
    """Return the mean of several measurements: the order of the clauses must not tell."""
    total: dict[str, float] = {}
    for seed in range(RUNS):
        for name, weight in measured(seen, seed).items():
            total[name] = total.get(name, 0.0) + weight / RUNS
    return leaning(total)


def leaning(weights: dict[str, float]) -> dict[str, float]:
    """Move the line between proposing and not by what a person would rather have."""
    kinds = [f"kind={letter}" for letter in LETTER.values()]
    return weights | {name: weights.get(name, 0.0) + LEAN for name in kinds}


# Parts of one speech stand in one fold.
ONE_SPEECH = {"seed-3b": "seed-3a", "seed-2d": "seed-2c"}


def fold_of(name: str, seen: list[Seen]) -> int:
    """Return the fold a paper is left out in."""
    names = sorted({ONE_SPEECH.get(one.name, one.name) for one in seen})
    return names.index(ONE_SPEECH.get(name, name)) % FOLDS


def set_weights(weights: dict[str, float]) -> None:
    """Let the reader weigh by these from now on."""
    weighing.WEIGHTS.clear()
    weighing.WEIGHTS.update(weights)
    weighing.table_of.cache_clear()


def held_out(seen: list[Seen]) -> None:
    """Print the score of papers read with weights that never saw them."""
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(FOLDS):
            rest = [p for p in seen if fold_of(p.name, seen) != fold]
            set_weights(averaged(rest))
            for paper in (p for p in seen if fold_of(p.name, seen) == fold):
                form = exchange_form(read(paper.text, anchor=paper.anchor), paper.name)
                path = Path(folder) / f"{paper.name}.json"
                path.write_text(json.dumps(form), encoding="utf-8")
        subprocess.run([sys.executable, str(CORPUS / "score.py"), folder], check=True)


def write(seen: list[Seen]) -> None:
    """Measure on every paper, several times over, and write the table."""
    kept = {n: round(w, 2) for n, w in averaged(seen).items() if abs(w) >= SMALLEST}
    lines, line = [], "   "
    for name in sorted(kept):
        entry = f' "{name}": {kept[name]},'
        if len(line) + len(entry) > WIDTH:
            lines.append(line)
            line = "   "
        line += entry
    body = "\n".join([*lines, line, "}", "# fmt: on", ""])
    (ROOT / "luoshi" / "reading" / "weights.py").write_text(HEAD + body, encoding="utf-8")
    print(f"{len(kept)} signs from {len(seen)} papers")


def main() -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description="Measure the weights of the reader's signs.")
    parser.add_argument("--write", action="store_true", help="write luoshi/reading/weights.py")
    seen = papers()
    if not seen:
        sys.exit("LUOSHI_CORPUS holds no annotated papers.")
    if parser.parse_args().write:
        write(seen)
    else:
        held_out(seen)


if __name__ == "__main__":
    main()
