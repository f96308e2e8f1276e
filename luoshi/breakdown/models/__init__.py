"""The tables of this room, by subject: lists and notices, matters and parts, drafts."""

from luoshi.breakdown.models.advice import Advice
from luoshi.breakdown.models.drafts import Draft, DraftStep, DraftUnit
from luoshi.breakdown.models.ledger import LedgerExport, LedgerView, MatterWords
from luoshi.breakdown.models.lessons import Lesson
from luoshi.breakdown.models.lists import IssueNotice, MatterList
from luoshi.breakdown.models.matters import (
    Matter,
    MatterSource,
    Milestone,
    Part,
    Receipt,
    Round,
    Target,
)
from luoshi.breakdown.models.moves import Input, InputFile, Suspension, Takeover, Urging
from luoshi.breakdown.models.rhythms import KindCadence

__all__ = [
    "Advice",
    "Draft",
    "DraftStep",
    "DraftUnit",
    "Input",
    "InputFile",
    "IssueNotice",
    "KindCadence",
    "LedgerExport",
    "LedgerView",
    "Lesson",
    "Matter",
    "MatterList",
    "MatterSource",
    "MatterWords",
    "Milestone",
    "Part",
    "Receipt",
    "Round",
    "Suspension",
    "Takeover",
    "Target",
    "Urging",
]
