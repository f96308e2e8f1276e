"""How fast a paper is read, on one core, and how that stands to what is asked.

    python bench/reading.py

Reads the annotated papers and the source texts in one go (LUOSHI_CORPUS, by default beside the
project), or papers of the tests over and over where those are absent. The ratio to a bare pass
over the same characters (fold the text, cut it at its full stops) says what the reading itself
costs, whatever the machine.
"""

import importlib
import importlib.util
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from luoshi.reading import read  # noqa: E402
from luoshi.reading.folding import fold  # noqa: E402
from tests.reading import papers  # noqa: E402

ASKED = 200_000
_RUNS = 5


def text_to_read() -> tuple[str, str]:
    """Return the text and what it is."""
    shared = Path(os.environ.get("LUOSHI_CORPUS", str(ROOT.parent / "shared")))
    paths = [*sorted(shared.glob("seeds/*.txt")), *sorted(shared.glob("corpus/docs/*.txt"))]
    if paths:
        return "\n".join(path.read_text(encoding="utf-8") for path in paths), f"{len(paths)} papers"
    own = papers.PLAN + papers.TRADITIONAL + papers.TORN + papers.TABLE + papers.SPEECH
    return own * (130_000 // len(own) + 1), "the papers of the tests, repeated"


def best(deed: Callable[[], object]) -> float:
    """Return the least processor time of several runs, in seconds."""
    took = []
    for _ in range(_RUNS):
        began = time.process_time()
        deed()
        took.append(time.process_time() - began)
    return min(took)


def _cold() -> float:
    """Return the seconds a fresh process takes from nothing to its first reading."""
    words = "from luoshi.reading import read; read('各县区要清淤。')"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", words], cwd=ROOT, check=True)
    return time.perf_counter() - began


def _beside_jieba(text: str, whole: float) -> str:
    """Say how jieba does, cutting the same text into words, where it is installed."""
    if importlib.util.find_spec("jieba") is None:
        return "jieba: not installed here, not measured (pip install jieba)"
    jieba = importlib.import_module("jieba")
    jieba.setLogLevel(60)
    jieba.initialize()
    cut = best(lambda: sum(1 for _word in jieba.cut(text)))
    speed = len(text) / cut
    return f"jieba cuts {speed:,.0f} characters a second; reading takes {whole / cut:.2f} x as long"


def main() -> int:
    """Measure and print; 1 where the reading is slower than asked."""
    text, what = text_to_read()
    read(text[:5_000], anchor="2025-01")
    whole = best(lambda: read(text, anchor="2025-01"))
    bare = best(lambda: re.split(r"[。！？\n]", fold(text)))
    speed = len(text) / whole
    print(f"{what}: {len(text):,} characters in {whole:.3f} s of one core")
    print(f"reading: {speed:,.0f} characters a second = {speed / ASKED:.2f} x the {ASKED:,} asked")
    print(f"reading: {whole / bare:.0f} x a bare pass over the same text")
    print(f"cold start, first words read: {_cold():.2f} s")
    print(_beside_jieba(text, whole))
    return 0 if speed >= ASKED else 1


if __name__ == "__main__":
    sys.exit(main())
