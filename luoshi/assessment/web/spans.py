"""The label of a period as a part of an address: 2026-06, 2026-Q2, 2026."""


class SpanConverter:
    """Lets `/assess/2026-Q2/` be a period and `/assess/schemes/` something else."""

    regex = r"20\d\d(?:-(?:0[1-9]|1[0-2]|Q[1-4]))?"

    def to_python(self, value: str) -> str:
        """Return the label as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return the label as it is."""
        return value
