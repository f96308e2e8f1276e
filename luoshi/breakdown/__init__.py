"""分解 The responsibility list: matters, units, milestones, targets. Owns the life of a matter."""
