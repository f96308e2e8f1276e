"""分解 The responsibility list: matters, lead and assisting units, milestones, targets. Owns a matter's life."""
