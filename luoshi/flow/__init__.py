"""流转 The table of moves, and the one hand that makes them."""
