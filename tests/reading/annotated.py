"""Where the annotated papers stand: outside the product, named by LUOSHI_CORPUS."""

import json
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("LUOSHI_CORPUS", str(ROOT.parent / "shared")))
CORPUS = SHARED / "corpus"
PAPERS = 46
# Said where the papers must be there (.ci/run): then a test left out would be a test failed.
REQUIRED = os.environ.get("LUOSHI_CORPUS_REQUIRED", "") not in ("", "0")
if REQUIRED and len(list((CORPUS / "gold").glob("*.json"))) < PAPERS:
    raise RuntimeError(
        f"LUOSHI_CORPUS_REQUIRED is set and {CORPUS} holds fewer than {PAPERS} papers"
    )

needs_the_papers = pytest.mark.skipif(
    not (CORPUS / "gold").is_dir(),
    reason=f"LUOSHI_CORPUS holds no annotated papers: {PAPERS} papers not read",
)


def anchors() -> dict[str, str | None]:
    """The day each annotated paper bears, by the paper's name."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))["anchor_date"]
        for path in sorted((CORPUS / "gold").glob("*.json"))
    }


def words_of(path: Path) -> str:
    """A paper's text to the last line end."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
