"""离线验证: a million entries within its budget, in memory that does not grow."""

import pytest

from bench.trail import measure

MINUTE = 60
A_LITTLE = 4096


@pytest.mark.long
def test_a_million_entries_are_verified_in_a_minute_and_constant_memory(tmp_path):
    small = measure(10_000, tmp_path)

    large = measure(1_000_000, tmp_path)

    assert (small.sound, small.leaves) == (True, 10_000)
    assert (large.sound, large.leaves) == (True, 1_000_000)
    assert large.seconds < MINUTE
    assert large.peak < small.peak + A_LITTLE
