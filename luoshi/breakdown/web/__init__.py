"""The pages of this room: workbench, responsibility list, notices with their receipts, ledger."""
