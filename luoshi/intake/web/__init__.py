"""The pages of this room: documents taken in, and the paper with its sentences."""
