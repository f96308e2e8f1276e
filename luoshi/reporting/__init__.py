"""反馈 What units say: progress on a cadence, the claim of completion; its review, verification and write-off."""
