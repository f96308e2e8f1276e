"""留痕 One entry per deed in the deed's own transaction; the tree, its signed heads, its proofs. Files by digest."""
