"""审定 Whose word is still wanted before a thing stands, and in which case a thing is owed."""

import re
from collections.abc import Iterator

_DEED = r"审定|审批|审议|审核|审查|批准|核准|研究决定|研究确定|研究|同意|批复|备案"
_WANTED = re.compile(
    rf"(?:提请|报请|呈报|呈请|报送|报经|报|经)(?P<by>[^，。；：、报经送]{{2,18}}?)(?:会议|常务会议|专题会议)?"
    rf"(?P<deed>{_DEED})(?!室|院|所|会|意见|结果|局|事项)"
)
_CASE = re.compile(
    r"对[^，。；]{2,50}的[^，。；]{0,8}(?=，)|凡[^，。；]{2,40}的?(?=，)"
    r"|对[^，。；]{2,50}的(?=[^，。；]{0,4}(?:要|应|予以|给予|进行|一律|依法))"
    r"|(?:如果?|若)(?![今下何期约])[^，。；]{2,40}(?=，)"
    r"|[^，。；]{3,40}的(?=，(?:要|应|由|予以|一律|须))"
    r"|(?:待|遇)[^，。；]{2,30}(?:后|时)?(?=，)"
)


def wanted_in(text: str, start: int, end: int) -> "tuple[int, int, str, str] | None":
    """Return where a task says whose approval it needs: place, whose, and which deed."""
    found = _WANTED.search(text, start, end)
    if found is None or found["by"].endswith(("的", "后")):
        return None
    return found.start(), found.end(), found["by"], found["deed"]


def case_in(text: str, clauses: Iterator[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the first clause of a task that says in which case it is owed."""
    for start, end in clauses:
        # What follows the comma says that it is a case: 「符合条件的，由……发放」.
        found = _CASE.match(text, start, min(end + 5, len(text)))
        if found:
            return found.span()
    return None
