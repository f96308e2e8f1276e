"""The annotated papers: no crash, exact offsets, and the scores the reader is held to."""

import json
import subprocess
import sys

import pytest

from luoshi.reading import read
from luoshi.reading.forms import exchange_form
from tests.reading.annotated import CORPUS, SHARED, anchors, needs_the_papers, words_of
from tests.reading.test_offsets import covers_it_in_order, says_what_stands_there

pytestmark = needs_the_papers
_PATHS = [*sorted(SHARED.glob("seeds/*.txt")), *sorted(CORPUS.glob("docs/*.txt"))]


@pytest.mark.parametrize("path", _PATHS, ids=[path.stem for path in _PATHS])
def test_a_real_paper_is_read_and_every_span_equals_the_original(path):
    text = words_of(path)

    reading = read(text, anchor=anchors().get(path.stem))

    assert says_what_stands_there(reading, text)
    assert covers_it_in_order(reading, text)


def test_the_scores_stand_above_the_floors(tmp_path):
    for name, anchor in anchors().items():
        reading = read(words_of(CORPUS / "docs" / f"{name}.txt"), anchor=anchor)
        form = exchange_form(reading, name)
        (tmp_path / f"{name}.json").write_text(json.dumps(form), encoding="utf-8")

    scored = tmp_path / "scored"
    command = [sys.executable, str(CORPUS / "score.py"), str(tmp_path), "--json", str(scored)]
    subprocess.run(command, check=True, capture_output=True)
    told = json.loads(scored.read_text(encoding="utf-8"))
    overall, kinds = told["overall"], told["kinds"]

    assert overall["unlocated"] == 0
    assert overall["task_F1"] >= 0.83
    assert overall["task_F1_iou50"] >= 0.77
    assert overall["lead_F1"] >= 0.93
    assert overall["assist_F1"] >= 0.92
    assert overall["deadline_acc"] >= 0.95
    assert overall["false_deadline_rate"] <= 0.02
    assert overall["cadence_acc"] >= 0.95
    assert overall["target_value_only_F1"] >= 0.90
    assert kinds["c"]["task_F1"] >= 0.70
