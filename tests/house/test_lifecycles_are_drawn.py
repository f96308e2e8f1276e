"""流转图: the page of lifecycles is drawn from the tables, and stands as drawn."""

import subprocess
import sys

import pytest

from tests.house.source import ROOT

pytestmark = pytest.mark.one_engine


def test_the_page_of_lifecycles_is_what_the_tables_say():
    command = "from tools.lifecycles import page; print(page(), end='')"
    drawn = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert (ROOT / "docs" / "lifecycles.md").read_text(encoding="utf-8") == drawn
