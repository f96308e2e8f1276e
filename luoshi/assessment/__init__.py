"""考评 What the record says was earned: certified figures, explained points, ranks."""
