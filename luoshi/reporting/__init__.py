"""反馈 What units say: progress on a cadence, the claim; review, verification, write-off."""
