"""The ledger's own questions: what is asked for, what is found, how it stood on an earlier day."""
