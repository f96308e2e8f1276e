"""The way out of the house: one message handed to apprise, and an honest word on what came of it.

apprise answers yes or no. For a message that must not be sent twice that is too little: a robot
that answers 200 with an error inside was not told, and a line that broke after the message left
may have carried it. So what apprise's plug-ins use to speak (requests, its SMTP controller) is
replaced in them by what also listens. Nothing of the other side's words is kept: they may hold
the address.
"""

import logging
import smtplib
import socket
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from luoshi.shell.terms import ChannelKind, Failure

CONNECT_SECONDS, ANSWER_SECONDS = 5.0, 10.0
# Not taken by the other side, for certain; any other error of a server may come after the work.
SURELY_REFUSED = (429, 503)
_SCHEMAS = {
    ChannelKind.DINGTALK: ("dingtalk", "token"),
    ChannelKind.WECOM: ("wecombot", "key"),
    ChannelKind.FEISHU: ("feishu", "token"),
}
_REFUSALS = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
)
_heard = threading.local()


@dataclass(frozen=True)
class Outcome:
    """What came of handing a message over.

    :param sure: whether it is certain that it went out, or certain that it did not
    :param answered: the number the other side answered with, if it did
    """

    sent: bool
    sure: bool = True
    failure: Failure | None = None
    answered: int | None = None


SENT = Outcome(sent=True)


@dataclass(frozen=True)
class Address:
    """Whereto: a kind of channel, and what was sealed for it.

    :param name: an e-mail address, or the robot's token
    :param secret: what a robot signs with, if it does
    """

    kind: ChannelKind
    name: str
    secret: str = ""


def set_up(kind: ChannelKind) -> bool:
    """Tell whether this installation can send that way at all."""
    return kind != ChannelKind.EMAIL or bool(settings.SMTP_HOST and settings.SMTP_FROM)


def knock(kind: ChannelKind) -> Outcome | None:
    """Open and close a connection: what is out of reach was certainly not told. None if it can."""
    place = _place(kind)
    try:
        socket.create_connection(place, CONNECT_SECONDS).close()
    except OSError:
        return Outcome(sent=False, failure=Failure.UNREACHED)
    return None


def send(address: Address, *, title: str, body: str) -> Outcome:
    """Hand one message over, once; nothing is tried again here."""
    plugin = _plugin(address)
    if plugin is None:
        return Outcome(sent=False, failure=Failure.NO_ADDRESS)
    _heard.error = _heard.answer = None
    _heard.connected = False
    done = bool(plugin.notify(title=title, body=body))
    if address.kind == ChannelKind.EMAIL:
        return _of_mail(done)
    return _of_robot(_heard.answer, _heard.error)


def _place(kind: ChannelKind) -> tuple[str, int]:
    if kind == ChannelKind.EMAIL:
        return settings.SMTP_HOST, settings.SMTP_PORT
    parts = urlsplit(settings.ROBOTS[kind])
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _plugin(address: Address) -> Any:
    """Return apprise's plug-in for an address; None where it does not take the address."""
    # A second to import, and only what sends needs it.
    apprise = import_module("apprise")
    # It writes addresses into its warnings; what went wrong is in the outcome.
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    asset = apprise.AppriseAsset(async_mode=False, storage_mode="memory", app_id="Luoshi")
    timing = {"cto": CONNECT_SECONDS, "rto": ANSWER_SECONDS}
    if address.kind == ChannelKind.EMAIL:
        plugin = apprise.Apprise.instantiate(_mail(address) | timing, asset=asset)
        mailer: Any = import_module("apprise.plugins.email.base")
        mailer.AppriseSMTPController = _controller()
        return plugin
    schema, word = _SCHEMAS[address.kind]
    asked = {"schema": schema, word: address.name, "redirect": "no"} | timing
    if address.secret:
        asked["secret"] = address.secret
    plugin = apprise.Apprise.instantiate(asked, asset=asset)
    if plugin is not None:
        sys.modules[type(plugin).__module__].requests = _Listening()  # type: ignore[attr-defined]
        plugin.notify_url = settings.ROBOTS[address.kind]
        if address.kind == ChannelKind.WECOM:
            plugin.api_url = plugin.notify_url.format(key=plugin.key)
    return plugin


def _mail(address: Address) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "schema": "mailto",
        "host": settings.SMTP_HOST,
        "smtp_host": settings.SMTP_HOST,
        "port": settings.SMTP_PORT,
        "from_addr": settings.SMTP_FROM,
        "targets": [address.name],
        "secure_mode": settings.SMTP_SECURITY,
        "format": "text",
        # Else it would ask the recipient's host for a key: nothing else leaves the house.
        "pgp_mode": "none",
    }
    if settings.SMTP_USER:
        asked |= {"user": settings.SMTP_USER, "password": settings.SMTP_PASSWORD}
    return asked


class _Listening:
    """What a robot's plug-in takes for requests: it posts once and keeps what came of it."""

    def __init__(self) -> None:
        real = import_module("requests")
        self._real, self.codes = real, real.codes
        self.RequestException = real.RequestException

    def post(self, *args: Any, **given: Any) -> Any:
        """Post as requests would."""
        try:
            _heard.answer = self._real.post(*args, **given)
        except self._real.RequestException as error:
            _heard.error = error
            raise
        return _heard.answer


def _controller() -> type:
    """Return apprise's SMTP controller with an ear: how far it came and what went wrong."""
    known: Any = import_module("apprise.plugins.email.smtp").AppriseSMTPController

    class Listening(known):  # type: ignore[misc]
        def __enter__(self) -> Any:
            try:
                entered = super().__enter__()
                # Greeted here: what fails before a mail is begun certainly carried none.
                self._socket.ehlo_or_helo_if_needed()
            except (OSError, smtplib.SMTPException) as error:
                _heard.error = error
                raise
            _heard.connected = True
            return entered

        def sendmail(self, sender: str, receivers: list[str], message: str) -> bool:
            try:
                refused = self._socket.sendmail(sender, receivers, message)
            except (OSError, smtplib.SMTPException) as error:
                _heard.error = error
                return False
            return not refused

    return Listening


def _of_mail(done: bool) -> Outcome:
    error = _heard.error
    if done and error is None:
        return SENT
    if isinstance(error, (smtplib.SMTPResponseException, *_REFUSALS)):
        code = getattr(error, "smtp_code", None)
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            code = next(iter(error.recipients.values()))[0]
        return Outcome(sent=False, failure=Failure.REFUSED, answered=code)
    if not _heard.connected:
        return Outcome(sent=False, failure=Failure.UNREACHED)
    return Outcome(sent=False, sure=False, failure=Failure.SILENCE)


def _of_robot(answer: Any, error: Exception | None) -> Outcome:
    if error is not None:
        if _never_reached(error):
            return Outcome(sent=False, failure=Failure.UNREACHED)
        return Outcome(sent=False, sure=False, failure=Failure.SILENCE)
    if answer is None:
        return Outcome(sent=False, sure=False, failure=Failure.NONSENSE)
    status = int(answer.status_code)
    if status != 200:
        sure = status < 500 or status in SURELY_REFUSED
        return Outcome(sent=False, sure=sure, failure=Failure.REFUSED, answered=status)
    code = _code_in(answer)
    if code is None:
        return Outcome(sent=False, sure=False, failure=Failure.NONSENSE, answered=status)
    return SENT if code == 0 else Outcome(sent=False, failure=Failure.REFUSED, answered=abs(code))


def _code_in(answer: Any) -> int | None:
    """Return the number the robot's platform answered: 0 for taken. None for no such answer."""
    try:
        said = answer.json()
    except ValueError:
        return None
    if not isinstance(said, Mapping):
        return None
    code = said.get("errcode", said.get("code"))
    return code if isinstance(code, int) else None


def _never_reached(error: Exception) -> bool:
    """Tell whether not a byte of the message left: no connection, or none that can be trusted."""
    real = import_module("requests.exceptions")
    if isinstance(error, (real.ConnectTimeout, real.SSLError, real.InvalidURL)):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError")
