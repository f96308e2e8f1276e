"""The tables of the room: schemes, periods, figures, scores."""

from luoshi.assessment.models.appeals import (
    Appeal,
    AppealFile,
    AppealOpinion,
    SelfReport,
    UnitCheck,
)
from luoshi.assessment.models.appraisals import (
    Appraisal,
    Appraised,
    BallotToken,
    PaperCount,
    Tally,
)
from luoshi.assessment.models.figures import Figure
from luoshi.assessment.models.periods import Period
from luoshi.assessment.models.schemes import (
    AssessedGroup,
    AssessedUnit,
    CatalogueRule,
    Indicator,
    IndicatorTarget,
    Scheme,
)
from luoshi.assessment.models.scores import Adjustment, Score

__all__ = [
    "Adjustment",
    "Appeal",
    "AppealFile",
    "AppealOpinion",
    "Appraisal",
    "Appraised",
    "AssessedGroup",
    "AssessedUnit",
    "BallotToken",
    "CatalogueRule",
    "Figure",
    "Indicator",
    "IndicatorTarget",
    "PaperCount",
    "Period",
    "Scheme",
    "Score",
    "SelfReport",
    "Tally",
    "UnitCheck",
]
