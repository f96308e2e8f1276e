"""What is owed, counted two ways: off an export of the trail alone, and off the rows themselves."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from luoshi.dues.models import Due
from luoshi.dues.telling import ref
from luoshi.trail.export import export
from luoshi.trail.models import Entry
from luoshi.trail.operations import sign_head

SCRIPT = Path(__file__).resolve().parents[1] / "tools" / "count_dues"


def counted(path=None, *, at=None):
    """Return every due by its name, with its day and standing, as the script reckons it.

    Without a path the entries are handed to it as they are, placed or not.

    :param at: signs and exports the trail to the path first
    """
    if path is None:
        with tempfile.TemporaryDirectory() as home:
            path = Path(home) / "entries"
            _as_they_are(path)
            return counted(path)
    if at is not None:
        sign_head(at=at)
        export(path)
    # By itself: no path to this house, no packages.
    done = subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()[:-1]]
    return {name: (due, stands) for name, due, stands in rows}


def stored():
    """Return the same off the table of dues."""
    return {ref(due): (str(due.due_date), _stands(due)) for due in Due.objects.iterator()}


def differences(one, other):
    """Return what the two do not agree on, to be shown."""
    return [
        (name, one.get(name), other.get(name))
        for name in sorted(one.keys() | other.keys())
        if one.get(name) != other.get(name)
    ]


def _stands(due):
    if due.excused_at is not None:
        return "excused"
    if due.met_at is None:
        return "open"
    return "late" if due.late else "met"


def _as_they_are(path):
    with path.open("w", encoding="utf-8") as out:
        for number, entry in enumerate(Entry.objects.order_by("id")):
            form = json.dumps({"at": entry.at.isoformat(), "id": f"{number:08}"})
            out.write(f"leaf\t{form}\t{entry.words}\n")
