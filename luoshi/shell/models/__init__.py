"""The tables of the hall: what people are told on the site, and what goes out of the house."""

from luoshi.shell.models.messages import Cursor, Digest, Message, PersonalSettings, ToldLevel
from luoshi.shell.models.outbox import Channel, Dispatch, QuietHours

__all__ = [
    "Channel",
    "Cursor",
    "Digest",
    "Dispatch",
    "Message",
    "PersonalSettings",
    "QuietHours",
    "ToldLevel",
]
