"""名册 The whole organisation on one workbook: its sheets, what a file would change, the export."""
