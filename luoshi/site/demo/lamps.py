"""灯的设定 of the demo: the city puts down, by a paper of its own, when its lights warn."""

from datetime import datetime

from luoshi.dues.operations import Looks, set_scheme
from luoshi.dues.schemes import Scheme
from luoshi.organisation.terms import Role
from luoshi.site.demo.organisation import Cast

BASIS = "澄川市政务督查工作规则（试行）第十二条"


def put_down(cast: Cast, *, at: datetime) -> None:
    """Let the director of the room set the numbers the city works by: those of most cities."""
    set_scheme(Scheme(), Looks(), basis=BASIS, by=cast.one("SFDC", Role.DIRECTOR, 0), at=at)
