"""A refusal is an answer: its class says which kind, its sentence is fit for the screen."""


class Refused(Exception):
    """The deed was not done. The message says why, to the person at the screen."""


class NotFromHere(Refused):
    """The thing is in a state this deed does not start from, or somebody was faster."""


class NotYours(Refused):
    """The rule of this deed does not cover this person, this post and this thing."""


class Unmet(Refused):
    """Something the deed needs is missing: a statement, a basis, an answer."""
