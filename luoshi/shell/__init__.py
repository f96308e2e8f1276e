"""门厅 My desk, a matter's dossier, search, sign-in, notices to people."""
