"""What a house does as it opens its doors, so that no person waits for it later."""

import gc

from luoshi.site import starting


def test_what_stands_at_the_opening_is_set_aside_from_the_collector():
    # The tests have set aside what was there when they began.
    gc.unfreeze()

    starting.settle()

    assert gc.get_freeze_count() > 10_000
