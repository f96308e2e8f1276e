"""留痕 One entry per deed in the deed's own transaction; the tree, its signed heads, its proofs.

Files are kept by digest. Nothing here is ever changed or deleted, but for one thing: purge.
"""
