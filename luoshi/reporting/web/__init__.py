"""The doors of this room: the report, the claim and its checks, the queue, files of evidence."""
