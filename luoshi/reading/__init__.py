"""读文 Finds in a decision's words who must do what by when, with offsets. Pure text in, spans out.

The door is `read`; what it gives stands in `terms`. Nothing here decides: a reading proposes, and a
person confirms.
"""

from luoshi.reading.reader import read
from luoshi.reading.terms import Proposal, Reading, Sentence, Span
from luoshi.reading.units import UnitBook

__all__ = ["Proposal", "Reading", "Sentence", "Span", "UnitBook", "read"]
