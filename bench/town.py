"""A town of as many matters as asked, by real deeds through simulated time: how fast is a deed?

Run with `python bench/town.py [MATTERS] [--days N] [--seed S] [--check]`. Prints the seconds of
processor time, the deeds a second, and what stands in the end; `--check` makes the same town twice,
compares them, and checks the whole trail. Others take `lay` for a town to measure on.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
# The last morning of the town: not today's, so that every run is the same.
ENDS = datetime(2026, 11, 19, 1, 0, tzinfo=UTC)


def lay(matters: int, *, days: int, seed: int) -> Counter[str]:
    """Make a town in the database that is there; return what stands, by state."""
    story = import_module("luoshi.site.demo.story")
    for _done, _whole in story.Story(ends=ENDS, matters=matters, days=days, seed=seed).days():
        pass
    held = import_module("luoshi.breakdown.models").Matter.objects
    return Counter(held.values_list("state", flat=True))


def _fresh_house() -> None:
    """Set Django up on an empty house of its own; once in a process."""
    os.environ["LUOSHI_HOME"] = tempfile.mkdtemp(prefix="luoshi-town-")
    os.environ["LUOSHI_DEMO"] = "1"
    os.environ.pop("LUOSHI_DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.site.settings"
    import_module("luoshi.site.starting").load()
    import_module("luoshi.site.running").prepare()


def main() -> None:
    """Make the town and print what it cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("matters", nargs="?", type=int, default=150)
    parser.add_argument("--days", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    _fresh_house()
    began = time.process_time()
    stands = lay(options.matters, days=options.days, seed=options.seed)
    spent = time.process_time() - began
    deeds = import_module("luoshi.trail.models").Entry.objects.count()
    print(f"{sum(stands.values())} matters, {deeds} deeds, {spent:.1f} s of processor time,")
    print(f"{deeds / spent:.0f} deeds a second")
    print("  ".join(f"{state} {number}" for state, number in sorted(stands.items())))
    if options.check:
        _check(options, stands)


def _check(options: argparse.Namespace, stands: Counter[str]) -> None:
    """Make the town again elsewhere, and check the trail of this one."""
    words = [str(options.matters), "--days", str(options.days), "--seed", str(options.seed)]
    again = subprocess.run(
        [sys.executable, __file__, *words], capture_output=True, text=True, check=True
    ).stdout
    same = "  ".join(f"{state} {number}" for state, number in sorted(stands.items()))
    if same not in again:
        sys.exit(f"the same seed made another town:\n{same}\n{again}")
    report = import_module("luoshi.trail.checking").check()
    if not report.sound:
        sys.exit(f"the trail does not hold: {report.findings}")
    print(f"the same seed made the same town; the trail of {report.covered} entries holds")


if __name__ == "__main__":
    main()
