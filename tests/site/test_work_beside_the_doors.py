"""随开随办: beside the doors of a trial a worker does what waits; in production it stands apart."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.site.office import PRODUCTION, TRIAL
from tests.site.test_open_to_the_public import opened

BESIDE = b"\0work\0--beside"
SETTLED = "from luoshi.queue.models import Schedule; print(Schedule.objects.exists())"


def workers_beside(server: int) -> list[int]:
    """Return the workers that a server started and that still live."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, rest = place.read_text().split(" ", 1)
            command = (place.parent / "cmdline").read_bytes()
        except OSError:
            continue
        parent = int(rest.rpartition(")")[2].split()[1])
        if parent == server and BESIDE in command:
            found.append(int(pid))
    return found


@pytest.mark.parametrize("ends", [signal.SIGTERM, signal.SIGINT])
def test_a_trial_has_a_worker_beside_it_that_ends_with_it(office, ends):
    with opened(office, TRIAL, ends=ends) as (_port, server):
        for _ in range(100):
            if office.ask(SETTLED) == "True":
                break
            time.sleep(0.2)
        beside = workers_beside(server.pid)
        assert (office.ask(SETTLED), len(beside)) == ("True", 1)

    with pytest.raises(ProcessLookupError):
        os.kill(beside[0], 0)


@pytest.mark.parametrize(("words", "variables"), [(["--no-work"], TRIAL), ([], PRODUCTION)])
def test_where_it_is_not_wanted_and_in_production_there_is_none(office, words, variables):
    with opened(office, variables, *words) as (_port, server):
        assert workers_beside(server.pid) == []
