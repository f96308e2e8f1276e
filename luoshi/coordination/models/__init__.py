"""The tables of the room: requests about a matter, and what units are asked for."""

from luoshi.coordination.models.asks import Addressee, Ask, AskField, AskFile, AskValue
from luoshi.coordination.models.requests import Request, RequestFile

__all__ = ["Addressee", "Ask", "AskField", "AskFile", "AskValue", "Request", "RequestFile"]
